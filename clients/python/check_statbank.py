"""Drives clients of Statistics Denmark's API, statbank and denstatbank: check_statbank.py http://127.0.0.1:8080"""

import locale

import statbank
import statbank.config
from denstatbank import StatBankClient
from statbank.error import RequestError

import ask


def prepare_statbank(server):
    statbank.config.BASE_URL = f"{server}/v1"
    # The client reads numbers with a locale that not every system has; its marks are those of Danish and English.
    locale.setlocale = lambda *_: None
    locale.atof = lambda text: float(text.replace(".", "").replace(",", "."))


def statbank_lists(server):
    # The client cannot read the tables of a subject, whoever sends them.
    subjects = list(statbank.subjects([]))
    assert subjects and all(subject.description for subject in subjects)
    named = list(statbank.subjects([subjects[0].id]))
    assert [subject.id for subject in named] == [subjects[0].id]
    assert [table.id for table in statbank.tables()] == ask.table_ids(server)
    assert all(table.text for table in statbank.tables(subjects=[subject.id for subject in subjects]))
    try:
        statbank.tableinfo("FINDES-IKKE")
    except RequestError as error:
        assert "FINDES-IKKE" in str(error)
    else:
        raise AssertionError("a table that does not exist is told")


def statbank_table(server, table):
    """Reads numbers of a table; the client knows no symbol, so that only cells with a number are asked for."""
    info = statbank.tableinfo(table)
    assert info.id == table.lower()
    metadata = ask.json_of(f"{server}/api/v2/tables/{table}/metadata")
    names = [name.lower() for name in metadata["id"]]
    assert list(info.variables) == names, list(info.variables)
    chosen, number = a_number(server, table, metadata)
    for stream in [False, True]:
        (row,) = statbank.data(table, chosen, stream=stream)
        assert abs(row.value - number) < 1e-12, f"{row.value} for {number}"
        assert set(row.variables) == set(names) - {"tid"}, set(row.variables)
        for name, value in row.variables.items():
            # The client writes all codes in lower case.
            assert value.id == chosen[name].lower() and value.text, f"{name}: {value.id}"
            assert value.id in info.variables[name].values, f"{name}: {value.id}"


def a_number(server, table, metadata):
    """Codes of the last cell of the choice that has a number, and the number, from PxWebApi 2."""
    chosen = ask.sample(metadata)
    dataset = ask.json_of(ask.data_url(server, table, chosen))
    place, number = [pair for pair in enumerate(dataset["value"]) if pair[1] is not None][-1]
    codes = {}
    for name, size in reversed(list(zip(dataset["id"], dataset["size"], strict=True))):
        index = dataset["dimension"][name]["category"]["index"]
        codes[name.lower()] = sorted(index, key=index.get)[place % size]
        place //= size
    return codes, number


def denstatbank_lists(server, client):
    subjects = client.subjects(include_tables=True, as_tree=False)
    tables = client.tables()
    assert len(tables) == sum(len(subject["tables"]) for subject in subjects)
    assert list(tables["id"]) == ask.table_ids(server)


def denstatbank_table(server, client, table):
    info = client.tableinfo(table)
    values = client.tableinfo(table, variables_df=True)
    assert len(values) == sum(len(variable["values"]) for variable in info["variables"])
    chosen = [
        client.variable_dict(variable["id"], [value["id"] for value in variable["values"][:3]])
        for variable in info["variables"]
    ]
    frame = client.data(table, variables=chosen)
    expected = 1
    for variable in chosen:
        expected *= len(variable["values"])
    assert len(frame) == expected, (len(frame), expected)
    assert list(frame.index.names) == [variable["id"].lower() for variable in info["variables"]]
    metadata = ask.json_of(f"{server}/api/v2/tables/{table}/metadata")
    same = {
        name: variable["values"] for name, variable in zip(metadata["id"], chosen, strict=True)
    }
    values = ask.json_of(ask.data_url(server, table, same))["value"]
    found = [None if value != value else value for value in frame.iloc[:, 0]]
    assert found == values, f"{found} for {values}"


if __name__ == "__main__":
    server = ask.base()
    prepare_statbank(server)
    client = StatBankClient(lang="en")
    client._base_url = f"{server}/v1/"
    with ask.checked("statbank", "lists", f"{server}/v1/tables"):
        statbank_lists(server)
    with ask.checked("denstatbank", "lists", f"{server}/v1/tables"):
        denstatbank_lists(server, client)
    for table in ask.table_ids(server):
        with ask.checked("statbank", table, f"{server}/v1/data/{table}/CSV"):
            statbank_table(server, table)
        with ask.checked("denstatbank", table, f"{server}/v1/data ({table})"):
            denstatbank_table(server, client, table)
    ask.end()
