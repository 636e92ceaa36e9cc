"""Lets schemathesis make up calls from the published specification of PxWebApi 2 and looks at every answer:
check_specification.py http://127.0.0.1:8080

No answer may be an error of the server, and each must have a status, a type and a body that the specification knows.
Where we differ on purpose stands in clients/specification.toml.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import yaml

import ask

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "crates/web/tests/data/pxwebapi-2.yml"
EXCEPTIONS = ROOT / "clients/specification.toml"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
METHODS = ("get", "post")
# How long calls are made up.
SECONDS = "45"


def amended():
    """The published specification with our exceptions, each of which must change something."""
    specification = yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))
    without_examples(specification)
    for exception in tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))["exception"]:
        before = json.dumps(specification)
        allow(specification, exception)
        assert json.dumps(specification) != before, f"an exception without effect: {exception['reason']}"
    return specification


def without_examples(part):
    """Leaves out examples in files that are not published beside the specification."""
    if isinstance(part, dict):
        part.pop("examples", None)
        for inner in part.values():
            without_examples(inner)
    elif isinstance(part, list):
        for inner in part:
            without_examples(inner)


def allow(specification, exception):
    if component := exception.get("component"):
        schema = specification["components"]["schemas"][component]
        if property := exception.get("property"):
            schema["properties"][property]["format"] = exception["format"]
        else:
            schema["required"] = exception["required"]
        return
    named = exception["operations"]
    for path, item in specification["paths"].items():
        if path in named or named == ["*"]:
            for operation in (item[method] for method in METHODS if method in item):
                widen(operation["responses"], exception)


def widen(responses, exception):
    for status in exception.get("statuses", []):
        responses.setdefault(str(status), {"$ref": "#/components/responses/ErrorResponse400"})
    if "200" in responses:
        content = responses["200"].get("content", {})
        for kind in exception.get("content_types", []):
            content[kind] = {"schema": {"type": "string", "format": "binary"}}
        if schema := exception.get("schema"):
            content["application/json"]["schema"] = {"$ref": f"#/components/schemas/{schema}"}


def configuration(folder, tables):
    """Ids of tables that exist are tried often, made-up ones the rest of the time."""
    return f"""
[cache]
enabled = false
directory = {json.dumps(str(folder / "cache"))}

[dictionaries.tables]
values = {json.dumps(tables)}

[[operations]]
include-path-regex = "^/tables/"
parameters = {{ "path.id" = {{ dictionary = "tables", probability = 0.8 }} }}
"""


def run(server, folder):
    specification, settings = folder / "pxwebapi-2.yml", folder / "schemathesis.toml"
    specification.write_text(yaml.safe_dump(amended()), encoding="utf-8")
    settings.write_text(configuration(folder, ask.table_ids(server)), encoding="utf-8")
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    command = [str(program), "--config-file", str(settings), "run", str(specification)]
    command += ["--url", f"{server}/api/v2", "--checks", CHECKS]
    command += ["--seed", "2025", "--max-time", SECONDS, "--no-color"]
    command += ["--continue-on-failure", "--warnings", "off"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout[-6000:]}{done.stderr[-2000:]}"
    return next(line.strip() for line in done.stdout.splitlines() if "generated" in line)


if __name__ == "__main__":
    server = ask.base()
    said = ""
    with tempfile.TemporaryDirectory() as folder:
        with ask.checked("schemathesis", "all tables", f"{server}/api/v2"):
            said = run(server, pathlib.Path(folder))
    print(said)
    ask.end()
