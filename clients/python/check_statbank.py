"""Drives clients of Statistics Denmark's API, statbank and denstatbank, against a server:
check_statbank.py http://127.0.0.1:8788"""

import locale
import sys

import statbank
import statbank.config
from denstatbank import StatBankClient
from statbank.error import RequestError


def check_statbank(base):
    statbank.config.BASE_URL = base
    # The client reads numbers with a locale that not every system has; its marks are those of Danish and English.
    locale.setlocale = lambda *_: None
    locale.atof = lambda text: float(text.replace(".", "").replace(",", "."))

    # The client cannot read the tables of a subject, whoever sends them.
    subjects = list(statbank.subjects([]))
    assert subjects and all(subject.description for subject in subjects)
    named = list(statbank.subjects([subjects[0].id]))
    assert [subject.id for subject in named] == [subjects[0].id]
    tables = list(statbank.tables())
    table = tables[0]
    assert list(statbank.tables(subjects=[subject.id for subject in subjects])) and table.text
    info = statbank.tableinfo(table.id)
    assert info.id == table.id.lower()
    # The client takes no symbol for a missing number, here or there, so that only counts are asked for.
    count = next(iter(info.variables["contentscode"].values))
    rows = list(statbank.data(table.id, {"contentscode": count, "tid": ["(-n+2)"]}))
    assert len({row.time for row in rows}) == 2
    assert all(row.value is None or isinstance(row.value, float) for row in rows)
    named = next(iter(rows[0].variables.values()))
    assert named.id and named.text
    streamed = list(statbank.data(table.id, {"contentscode": count, "tid": "*"}, stream=True))
    assert len({row.time for row in streamed}) > 2
    try:
        statbank.tableinfo("FINDES-IKKE")
    except RequestError as error:
        assert "FINDES-IKKE" in str(error)
    else:
        raise AssertionError("a table that does not exist is told")
    return f"statbank: {len(tables)} tables, {len(streamed)} rows of {table.id}"


def check_denstatbank(base):
    client = StatBankClient(lang="en")
    client._base_url = base + "/"
    subjects = client.subjects(include_tables=True, as_tree=False)
    tables = client.tables()
    assert len(tables) == sum(len(subject["tables"]) for subject in subjects)
    name = tables.iloc[0]["id"]
    info = client.tableinfo(name)
    values = client.tableinfo(name, variables_df=True)
    assert len(values) == sum(len(variable["values"]) for variable in info["variables"])
    chosen = [
        client.variable_dict(variable["id"], [value["id"] for value in variable["values"][-3:]])
        for variable in info["variables"]
    ]
    frame = client.data(name, variables=chosen)
    expected = 1
    for variable in chosen:
        expected *= len(variable["values"])
    assert len(frame) == expected, (len(frame), expected)
    assert len(frame.index.names) == len(chosen)
    assert client.data(name) is not None
    return f"denstatbank: {len(tables)} tables, {len(frame)} rows of {name}"


if __name__ == "__main__":
    base = sys.argv[1].rstrip("/") + "/v1"
    print(check_statbank(base))
    print(check_denstatbank(base))
