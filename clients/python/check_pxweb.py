"""Drives the PxWebApi 2 clients pxwebpy and pxstatspy: check_pxweb.py http://127.0.0.1:8080"""

import math

from pxstatspy import OutputFormat, PxAPI, PxAPIConfig
from pxstatspy.pxapi import OutputFormatParam
from pxweb import PxApi

import ask

# Tables of up to so many cells are read whole.
WHOLE = 50_000


def pxwebpy_lists(server, api):
    assert api.get_config()["maxDataCells"] >= 100_000
    tables = api.all_tables()
    assert [table["id"] for table in tables] == ask.table_ids(server)
    assert len(tables) == api.number_of_tables
    for table in tables:
        found = [one["id"] for one in api.search(query=table["label"])["tables"]]
        assert table["id"] in found, f"{table['label']!r} finds {found}"
    on_paths = {one["id"] for path in api.get_paths() for one in api.tables_on_path(path["id"])}
    assert on_paths == set(ask.table_ids(server)), on_paths


def pxwebpy_table(api, table):
    metadata = api.get_table_metadata(table)
    variables = api.get_table_variables(table)
    assert set(variables) == set(metadata["id"])
    for variable in variables.values():
        for one in variable["codelists"]:
            values = api.get_code_list(one["id"])["values"]
            assert values, one["id"]
    chosen = ask.sample(metadata, 2)
    rows = api.get_table_data(table, value_codes=chosen)
    assert len(rows) == math.prod(map(len, chosen.values()))
    time = metadata["role"]["time"][0]
    newest = api.get_table_data(table, value_codes={**chosen, time: ["TOP(1)"]})
    label = list(variables[time]["category"]["label"].values())[-1]
    assert newest and all(label in row.values() for row in newest), newest[0]
    cells = math.prod(metadata["size"])
    if cells <= WHOLE:
        everything = api.get_table_data_all(table)
        assert len(everything) == cells, (len(everything), cells)
        assert any(row["value"] is not None for row in everything)


def pxstatspy_lists(server, api):
    assert api.max_data_cells >= 100_000
    assert list(api.find_tables_as_dataframe()["id"]) == ask.table_ids(server)


def pxstatspy_table(api, table):
    assert api.get_table_by_id(table)["id"] == table
    metadata = api.get_table_metadata(table, output_format="json-stat2")
    # This client works TOP out itself and takes the oldest period for it, so that codes are safer.
    chosen = ask.sample(metadata)
    data = api.get_table_data(table, value_codes=chosen, output_format=OutputFormat.JSON_STAT2)
    assert len(data["value"]) == math.prod(map(len, chosen.values()))
    text = api.get_table_data(
        table,
        value_codes=chosen,
        output_format=OutputFormat.CSV,
        output_format_params=[OutputFormatParam.USE_CODES, OutputFormatParam.SEPARATOR_SEMICOLON],
    )
    text = text if isinstance(text, str) else text.decode("utf-8")
    head = text.splitlines()[0].strip("\ufeff").split(";")
    assert head[: len(metadata["id"]) - 1] == metadata["id"][:-1], head
    workbook = api.get_table_data(table, value_codes=chosen, output_format=OutputFormat.XLSX)
    assert workbook[:2] == b"PK"
    frame = api.get_data_as_dataframe(table, value_codes=chosen)
    assert len(frame) > 0 and frame.notna().any().any()
    selection = [{"variableCode": code, "valueCodes": codes} for code, codes in chosen.items()]
    posted = api.get_table_data_post(table, {"selection": selection}, output_format=OutputFormat.JSON_STAT2)
    assert posted["value"] == data["value"]


if __name__ == "__main__":
    server = ask.base()
    address = f"{server}/api/v2"
    pxwebpy = PxApi(address, language="en", disable_cache=True)
    pxstatspy = PxAPI(PxAPIConfig(base_url=address, language="en"))
    with ask.checked("pxwebpy", "lists", f"{address}/tables"):
        pxwebpy_lists(server, pxwebpy)
    with ask.checked("pxstatspy", "lists", f"{address}/tables"):
        pxstatspy_lists(server, pxstatspy)
    for table in ask.table_ids(server):
        with ask.checked("pxwebpy", table, f"{address}/tables/{table}"):
            pxwebpy_table(pxwebpy, table)
        with ask.checked("pxstatspy", table, f"{address}/tables/{table}"):
            pxstatspy_table(pxstatspy, table)
    ask.end()
