"""Makes the calls that docs/api shows: check_docs.py http://127.0.0.1:8080

A line that begins with curl in a block of shell is an example; its address, headers and body are what curl would send.
"""

import argparse
import pathlib
import shlex
import urllib.request

import ask

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs/api"
SHOWN = "http://127.0.0.1:8080"


def examples():
    for page in sorted(DOCS.glob("*.md")):
        lines = page.read_text(encoding="utf-8").splitlines()
        yield from ((page.name, line) for line in lines if line.startswith("curl "))


def call(server, line):
    parser = argparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("url")
    parser.add_argument("-g", action="store_true", dest="globoff")
    parser.add_argument("-H", action="append", default=[], dest="headers")
    parser.add_argument("-d", dest="data")
    parser.add_argument("-o", dest="output")
    asked = parser.parse_args(shlex.split(line)[1:])
    assert asked.url.startswith(SHOWN), asked.url
    assert asked.globoff == ("[" in asked.url), "-g is for brackets"
    headers = dict(header.split(": ", 1) for header in asked.headers)
    body = asked.data.encode() if asked.data else None
    request = urllib.request.Request(asked.url.replace(SHOWN, server, 1), data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as reply:
        assert reply.status == 200
        assert len(reply.read()) > 100, "an answer with something in it"


if __name__ == "__main__":
    server = ask.base()
    found = list(examples())
    with ask.checked("docs", "examples are found", DOCS):
        assert {"pxweb.md", "statbank.md"} <= {page for page, _ in found}
    for page, line in found:
        with ask.checked("docs", page, line):
            call(server, line)
    ask.end()
