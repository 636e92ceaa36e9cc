"""Drives the PxWebApi 2 clients pxwebpy and pxstatspy against a server: check_pxweb.py http://127.0.0.1:8788"""

import sys

from pxstatspy import OutputFormat, PxAPI, PxAPIConfig
from pxstatspy.pxapi import OutputFormatParam
from pxweb import PxApi


def check_pxwebpy(base):
    api = PxApi(base, language="en", disable_cache=True)
    config = api.get_config()
    assert config["maxDataCells"] >= 100_000, config

    tables = api.all_tables()
    assert len(tables) == api.number_of_tables > 0
    table = tables[0]
    found = api.search(query=table["label"])
    assert any(one["id"] == table["id"] for one in found["tables"])

    metadata = api.get_table_metadata(table["id"])
    variables = api.get_table_variables(table["id"])
    assert set(variables) == set(metadata["id"])
    lists = [one["id"] for variable in variables.values() for one in variable["codelists"]]
    for one in lists:
        assert api.get_code_list(one)["values"], one

    paths = api.get_paths()
    assert any(api.tables_on_path(path["id"]) for path in paths)

    chosen = {
        name: list(variable["category"]["label"])[-2:] for name, variable in variables.items()
    }
    rows = api.get_table_data(table["id"], value_codes=chosen)
    expected = 1
    for codes in chosen.values():
        expected *= len(codes)
    assert len(rows) == expected, (len(rows), expected)
    assert any(row["value"] is not None for row in rows)
    time = metadata["role"]["time"][0]
    newest = api.get_table_data(table["id"], value_codes={**chosen, time: ["TOP(1)"]})
    label = list(variables[time]["category"]["label"].values())[-1]
    assert all(label in row.values() for row in newest), newest[0]
    everything = api.get_table_data_all(table["id"])
    cells = 1
    for size in metadata["size"]:
        cells *= size
    assert len(everything) == cells
    return f"pxwebpy: {len(tables)} tables, {cells} cells of {table['id']}"


def check_pxstatspy(base):
    api = PxAPI(PxAPIConfig(base_url=base, language="en"))
    assert api.max_data_cells >= 100_000
    tables = api.find_tables_as_dataframe()
    name = tables.iloc[0]["id"]
    assert api.get_table_by_id(name)["id"] == name
    metadata = api.get_table_metadata(name, output_format="json-stat2")
    chosen = {code: ["*"] for code in metadata["id"]}
    # This client works TOP out itself and takes the oldest period for it, so that a code is safer.
    time = metadata["role"]["time"][0]
    chosen[time] = list(metadata["dimension"][time]["category"]["index"])[-1:]
    cells = 1
    for code, size in zip(metadata["id"], metadata["size"]):
        cells *= 1 if code in metadata["role"]["time"] else size
    data = api.get_table_data(name, value_codes=chosen, output_format=OutputFormat.JSON_STAT2)
    assert len(data["value"]) == cells, (len(data["value"]), cells)
    text = api.get_table_data(
        name,
        value_codes=chosen,
        output_format=OutputFormat.CSV,
        output_format_params=[OutputFormatParam.USE_CODES, OutputFormatParam.SEPARATOR_SEMICOLON],
    )
    text = text if isinstance(text, str) else text.decode("utf-8")
    assert ";" in text.splitlines()[0], text[:200]
    workbook = api.get_table_data(name, value_codes=chosen, output_format=OutputFormat.XLSX)
    assert workbook[:2] == b"PK"
    frame = api.get_data_as_dataframe(name, value_codes=chosen)
    assert len(frame) > 0 and frame.notna().any().any()
    posted = api.get_table_data_post(
        name,
        {"selection": [{"variableCode": code, "valueCodes": codes} for code, codes in chosen.items()]},
        output_format=OutputFormat.JSON_STAT2,
    )
    assert posted["value"] == data["value"]
    return f"pxstatspy: {len(tables)} tables, {len(frame)} rows of {name}"


if __name__ == "__main__":
    base = sys.argv[1].rstrip("/") + "/api/v2"
    print(check_pxwebpy(base))
    print(check_pxstatspy(base))
