"""Asks for the same cells in every format and holds what readers of others make of them against each other:
check_formats.py http://127.0.0.1:8080 [--office]

JSON-stat 2, read by Python alone, is what the others must say: numbers, labels, and reasons of missing ones.
"""

import pathlib
import sys
import tempfile
import urllib.parse

import ask
import formats

OFFICE = "--office" in sys.argv


def truth_of(dataset):
    """Reads a dataset of JSON-stat 2 cell by cell."""
    names = dataset["id"]
    labels = [dataset["dimension"][name]["category"]["label"] for name in names]
    codes = [()]
    for name in names:
        index = dataset["dimension"][name]["category"]["index"]
        ordered = sorted(index, key=index.get)
        codes = [row + (code,) for row in codes for code in ordered]
    status = dataset.get("status", {})
    rows = []
    for place, (row, value) in enumerate(zip(codes, dataset["value"], strict=True)):
        reason = formats.SYMBOLS[status[str(place)]] if value is None else ""
        texts = tuple(label[code] for label, code in zip(labels, row, strict=True))
        rows.append((row, texts, value, reason))
    return formats.Truth(names, rows)


def check(server, table, language, folder):
    metadata = ask.json_of(f"{server}/api/v2/tables/{table}/metadata?lang={language}")
    chosen = ask.sample(metadata)

    def v2(form, **more):
        return ask.data_url(server, table, chosen, outputFormat=form, lang=language, **more)

    def v1(form, **more):
        return ask.statbank_url(server, table, form, chosen, lang=language, **more)

    truth, url = None, v2("json-stat2")
    with ask.checked("json", f"{table} {language}", url):
        truth = truth_of(ask.json_of(url))
        assert any(value is not None for value in truth.values), "no number in the choice"
    if truth is None:
        return None
    long = {"stub": ",".join(truth.dimensions)}
    by_url = [
        (formats.pyaxis, v2("px"), truth, "windows-1252"),
        (formats.pyaxis, v1("PX"), truth, "windows-1252"),
    ]
    by_file = [
        (formats.pyjstat, v2("json-stat2"), truth),
        (formats.validator, v2("json-stat2"), truth),
        (formats.pyjstat, v1("JSONSTAT"), truth),
        (formats.json_status, v1("JSONSTAT"), truth),
        (formats.pandas_csv, v2("csv"), truth),
        (formats.pandas_long_csv, v2("csv", outputFormatParams="UseCodes", **long), truth),
        (formats.duckdb_long_csv, v2("csv", outputFormatParams="UseCodes", **long), truth),
        (formats.statbank_csv, v1("CSV", valuePresentation="Code"), truth),
        (formats.statbank_csv, v1("BULK", valuePresentation="Code", timeOrder="Ascending"), truth),
        (formats.openpyxl, v2("xlsx"), truth),
        (formats.openpyxl, v1("XLSX"), truth),
        (formats.pandas_html, v2("html"), truth),
        (formats.duckdb_parquet, v2("parquet"), truth),
        (formats.pandas_parquet, v2("parquet"), truth),
        (formats.pyarrow_metadata, v2("parquet"), truth),
    ]
    if OFFICE and language == "da":
        by_file.append((formats.office, v2("xlsx"), truth))
    for reader, url, expected, *more in by_url:
        with ask.checked(reader.__name__, f"{table} {language}", url):
            reader(url, expected, *more)
    for place, (reader, url, expected) in enumerate(by_file):
        with ask.checked(reader.__name__, f"{table} {language}", url):
            status, _, body = ask.get(url)
            assert status == 200, f"{status} {body[:300]}"
            path = folder / f"{table}-{language}-{place}.{ending(url)}"
            path.write_bytes(body)
            reader(path, expected)
    return truth


def ending(url):
    """What a file of an address ends with, so that readers that go by names know it."""
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)
    form = asked.get("outputFormat", [urllib.parse.urlsplit(url).path.rsplit("/", 1)[-1]])[0].lower()
    return {"json-stat2": "json", "jsonstat": "json", "bulk": "csv"}.get(form, form)


if __name__ == "__main__":
    server = ask.base()
    reasons, cells = set(), 0
    with tempfile.TemporaryDirectory() as folder:
        for table in ask.table_ids(server):
            for language in ask.LANGUAGES:
                truth = check(server, table, language, pathlib.Path(folder))
                if truth:
                    reasons.update(filter(None, truth.missing))
                    cells += len(truth.values)
    print(f"{cells} cells in every format; reasons met: {', '.join(sorted(reasons))}")
    ask.end()
