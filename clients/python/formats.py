"""Reads the files of one slice with the programs that statisticians use, and holds them against each other.

    cargo run -p formats --example sample -- FOLDER
    pip install -r clients/requirements.txt
    python clients/python/formats.py FOLDER [--schema pxwebapi-2.yml] [--office]

FOLDER holds what the example writes. The long CSV, read by Python's own `csv`, is what the others must say.
With the specification of PxWebApi 2 the datasets are validated; with --office LibreOffice reads the workbook.
The program ends with 1 when a reader finds another number, label or reason, or cannot read at all.
"""

import argparse
import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import warnings

SYMBOLS = {
    ".": "no_cases",
    "..": "not_delivered",
    "...": "confidential",
    "....": "not_applicable",
    ".....": "not_reached",
    "......": "undefined",
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--schema", type=pathlib.Path)
    arguments.add_argument("--office", action="store_true")
    asked = arguments.parse_args()
    truth = read_truth(asked.folder / "bulk-both.csv")
    checks = [
        (pyaxis, "px.px", "windows-1252"),
        (pyaxis, "px-utf8.px", "utf-8"),
        (pyjstat, "json-stat2.json"),
        (pyjstat, "json-stat.json"),
        (validator, "json-stat2.json"),
        (duckdb_parquet, "parquet.parquet"),
        (duckdb_csv, "bulk-both.csv"),
        (pandas_parquet, "parquet.parquet"),
        (pyarrow_metadata, "parquet.parquet"),
        (pandas_csv, "csv.csv"),
        (openpyxl, "xlsx.xlsx"),
        (pandas_html, "html.html"),
    ]
    if asked.schema:
        checks += [(pxwebapi(asked.schema), name) for name in ["json-stat2.json", "metadata.json"]]
    if asked.office:
        checks.append((office, "xlsx.xlsx"))
    failed = [check for check in checks if not passes(asked.folder, truth, *check)]
    sys.exit(1 if failed else 0)


def passes(folder, truth, check, name, *more):
    try:
        said = check(folder / name, truth, *more)
    except Exception as error:  # any failure of a reader is a finding, whatever it throws
        print(f"FAILED {check.__name__} {name}: {type(error).__name__}: {error}")
        return False
    print(f"ok     {check.__name__} {name}: {said}")
    return True


class Truth:
    """The cells in order: codes and labels of each dimension, number or None, reason or empty."""

    def __init__(self, codes, rows):
        self.dimensions = codes
        self.codes = [row[0] for row in rows]
        self.labels = [row[1] for row in rows]
        self.values = [row[2] for row in rows]
        self.missing = [row[3] for row in rows]


def read_truth(path):
    with open(path, encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    width = header.index("value")
    rows = [
        (
            tuple(record[0:width:2]),
            tuple(record[1:width:2]),
            float(record[width]) if record[width] else None,
            record[width + 1],
        )
        for record in records
    ]
    assert any(row[3] for row in rows) and any(row[2] is not None for row in rows), "both kinds"
    return Truth(header[0:width:2], rows)


def compare(truth, found, distance=0.0):
    """Compares cells in order: numbers, or the word of the reason, or None where a reader tells none."""
    found = list(found)
    assert len(found) == len(truth.values), f"{len(found)} cells, not {len(truth.values)}"
    for place, cell in enumerate(found):
        value, reason = truth.values[place], truth.missing[place]
        where = "/".join(truth.codes[place])
        if isinstance(cell, str):
            assert cell == reason, f"{where}: {cell} for {value} {reason}"
        elif cell is None or math.isnan(cell):
            assert value is None, f"{where}: nothing for {value}"
        else:
            assert value is not None, f"{where}: {cell} for {reason}"
            assert abs(cell - value) <= max(distance, abs(value) * 1e-15), f"{where}: {cell} for {value}"
    return f"{len(found)} cells"


def cell_of(text):
    """A cell of a text file: the word of its reason, or a number."""
    text = str(text).strip().strip('"')
    return SYMBOLS[text] if text in SYMBOLS else float(text)


def pyaxis(path, truth, encoding):
    from pyaxis import pyaxis as reader

    # By default pyaxis turns the first two symbols into nothing; here each must come through.
    none = r"(?!)"
    parsed = reader.parse(uri=str(path), encoding=encoding, null_values=none, sd_values=none)
    said = compare(truth, map(cell_of, parsed["DATA"]["DATA"]), 1e-12)
    names = [name for name in parsed["DATA"].columns if name != "DATA"]
    assert len(names) == len(truth.dimensions), names
    found = list(zip(*(parsed["DATA"][name] for name in names), strict=True))
    codes = parsed["METADATA"]
    for place, name in enumerate(names):
        for row, labels in zip(found, truth.labels, strict=True):
            wanted = labels[place].replace('"', "”")
            # What the code page lacks is written with other letters.
            if wanted.encode(encoding, "ignore").decode(encoding) == wanted:
                assert row[place].startswith(wanted), f"{row[place]} for {wanted}"
        found_codes = {code for code in codes[f"CODES({name})"]}
        assert found_codes == {row[place] for row in truth.codes}, found_codes
    return said


def pyjstat(path, truth):
    from pyjstat import pyjstat as reader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = path.read_text(encoding="utf-8")
        if "dataset" in json.loads(text):
            frame = reader.from_json_stat(json.loads(text), naming="id")[0]
        else:
            frame = reader.Dataset.read(text).write("dataframe", naming="id")
    names = [name for name in frame.columns if name != "value"]
    assert names == truth.dimensions, names
    assert list(zip(*(frame[name] for name in names), strict=True)) == truth.codes
    return compare(truth, (None if value is None else float(value) for value in frame["value"]))


def json_status(path, truth):
    """Python's own reading of JSON-stat 1.x, for the reasons, which pyjstat leaves out."""
    dataset = json.loads(path.read_text(encoding="utf-8"))["dataset"]
    status = dataset.get("status", {})
    places = enumerate(dataset["value"])
    return compare(
        truth, (SYMBOLS[status[str(place)]] if value is None else value for place, value in places)
    )


def validator(path, truth):
    import jsonstat_validator

    result = jsonstat_validator.validate_jsonstat(json.loads(path.read_text(encoding="utf-8")))
    assert result, "not valid"
    return "valid"


def pxwebapi(schema):
    import jsonschema
    import yaml

    specification = yaml.safe_load(schema.read_text(encoding="utf-8"))
    schemas = nullable(specification["components"]["schemas"])

    def pxwebapi_dataset(path, truth):
        whole = {"$ref": "#/components/schemas/Dataset", "components": {"schemas": schemas}}
        checker = jsonschema.Draft202012Validator(whole)
        dataset = json.loads(path.read_text(encoding="utf-8"))
        errors = [f"{error.json_path}: {error.message}" for error in checker.iter_errors(dataset)]
        assert not errors, errors
        return "valid"

    return pxwebapi_dataset


def nullable(schema):
    """Turns OpenAPI's `nullable` into the `null` of JSON Schema."""
    if isinstance(schema, list):
        return [nullable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    turned = {key: nullable(item) for key, item in schema.items() if key != "nullable"}
    if schema.get("nullable") is True:
        turned["type"] = [schema["type"], "null"]
    return turned


def duckdb_parquet(path, truth):
    return duckdb_rows(f"read_parquet('{path}')", truth)


def duckdb_csv(path, truth):
    return duckdb_rows(f"read_csv('{path}', all_varchar = true)", truth)


def duckdb_rows(source, truth):
    import duckdb

    names = ", ".join(f'"{name}"::varchar' for name in truth.dimensions)
    query = f"select {names}, value::double, missing::varchar from {source}"
    rows = duckdb.sql(query).fetchall()
    assert [row[:-2] for row in rows] == truth.codes
    return compare(truth, (row[-1] or row[-2] for row in rows))


def pandas_parquet(path, truth):
    import pandas

    frame = pandas.read_parquet(path)
    columns = (frame[name].astype(str) for name in truth.dimensions)
    assert list(zip(*columns, strict=True)) == truth.codes
    labels = (frame[f"{name}_label"].astype(str) for name in truth.dimensions)
    assert list(zip(*labels, strict=True)) == truth.labels
    assert [word if isinstance(word, str) else "" for word in frame["missing"]] == truth.missing
    return compare(truth, frame["value"])


def pyarrow_metadata(path, truth):
    import pyarrow.parquet

    said = pyarrow.parquet.read_schema(path).metadata
    for key in ["table", "title", "units", "drawn_on", "provenance", "release", "source", "notes"]:
        assert said[key.encode()], key
    return said[b"title"].decode()


def pandas_csv(path, truth):
    import pandas

    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    stub = len(truth.dimensions) - 1
    columns = [name for name in frame.columns[stub:] if name != "provenance"]
    return compare(truth, (cell_of(row[name]) for _, row in frame.iterrows() for name in columns))


def pandas_long_csv(path, truth):
    """A row for each cell: codes, then the number or its symbol."""
    import pandas

    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    return long_rows(frame.itertuples(index=False, name=None), list(frame.columns), truth)


def duckdb_long_csv(path, truth):
    import duckdb

    relation = duckdb.sql(f"select * from read_csv('{path}', all_varchar = true, header = true)")
    return long_rows(relation.fetchall(), relation.columns, truth)


def long_rows(rows, columns, truth):
    width = len(truth.dimensions)
    assert columns[:width] == truth.dimensions, columns
    rows = list(rows)
    assert [tuple(row[:width]) for row in rows] == truth.codes
    return compare(truth, (cell_of(row[width]) for row in rows))


def statbank_csv(path, truth):
    """The CSV of Statistics Denmark's API with codes: a comma between decimals, or a point."""
    with open(path, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    assert header == [name.upper() for name in truth.dimensions] + ["INDHOLD"], header
    assert [tuple(row[:-1]) for row in rows] == truth.codes
    return compare(truth, (cell_of(row[-1].replace(",", ".")) for row in rows))


def openpyxl(path, truth):
    import openpyxl as reader

    book = reader.load_workbook(path, read_only=True)
    assert len(book.sheetnames) == 2, book.sheetnames
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[1] is not None)
    stub = len(truth.dimensions) - 1
    cells = (cell for row in rows[start + 1 :] for cell in row[stub:])
    said = compare(truth, (SYMBOLS[cell] if isinstance(cell, str) else float(cell) for cell in cells))
    labels = [row[:stub] for row in rows[start + 1 :]]
    width = len(rows[start]) - stub
    assert labels == [row[:stub] for row in truth.labels[::width]]
    return said


def pandas_html(path, truth):
    import pandas

    mark = {"da": ",", "en": "."}["da" if '<html lang="da">' in path.read_text("utf-8") else "en"]
    (frame,) = pandas.read_html(path, decimal=mark, thousands=None, converters=None, keep_default_na=False)
    stub = len(truth.dimensions) - 1
    cells = (str(cell).replace(",", ".") for row in frame.to_numpy() for cell in row[stub:])
    return compare(truth, map(cell_of, cells))


def office(path, truth):
    with tempfile.TemporaryDirectory() as folder:
        words = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        words += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true"]
        subprocess.run([*words, "--outdir", folder, str(path)], check=True, capture_output=True)
        with open(pathlib.Path(folder) / f"{path.stem}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    stub = len(truth.dimensions) - 1
    start = next(place for place, row in enumerate(rows) if row[1])
    cells = (cell for row in rows[start + 1 :] for cell in row[stub:])
    # Cells as they are shown: marks between thousands, and fractions as wide as their column.
    return compare(truth, (cell_of(cell.replace(",", "")) for cell in cells), 1e-6)


if __name__ == "__main__":
    main()
