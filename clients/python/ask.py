"""What the checks share: asking over HTTP, a choice of each table, and telling what failed and where."""

import contextlib
import io
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

LANGUAGES = ("da", "en")

failures = []


def base():
    """The address of the server, without a slash at the end."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} http://127.0.0.1:8080")
    return sys.argv[1].rstrip("/")


@contextlib.contextmanager
def checked(client, table, url):
    """Tells which client failed at which table and address, and goes on with the next."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # some clients talk
            yield
    except Exception as error:  # any failure of a reader is a finding, whatever it throws
        failures.append(client)
        print(f"FAILED {client} {table} {url}: {type(error).__name__}: {error}")
    else:
        print(f"ok     {client} {table}")


def end():
    sys.exit(1 if failures else 0)


def get(url, headers=None):
    """Returns status, headers and body; a refusal is an answer as well."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=60) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as reply:
        return reply.code, reply.headers, reply.read()


def json_of(url):
    status, _, body = get(url)
    assert status == 200, f"{url}: {status} {body[:300]}"
    return json.loads(body)


def table_ids(server):
    return [table["id"] for table in json_of(f"{server}/api/v2/tables")["tables"]]


def sample(metadata, width=4):
    """A choice of a table: its numbers of all kinds, and of every other variable the ends of the list."""
    chosen = {}
    for name in metadata["id"]:
        codes = sorted(metadata["dimension"][name]["category"]["index"].items(), key=lambda item: item[1])
        codes = [code for code, _ in codes]
        if name not in metadata["role"]["metric"] and len(codes) > width:
            codes = codes[: width // 2] + codes[-(width - width // 2) :]
        chosen[name] = codes
    return chosen


def data_url(server, table, chosen, **more):
    """The address of a choice in PxWebApi 2."""
    fields = {f"valuecodes[{name}]": ",".join(codes) for name, codes in chosen.items()}
    return f"{server}/api/v2/tables/{table}/data?{urllib.parse.urlencode({**fields, **more})}"


def statbank_url(server, table, form, chosen, **more):
    """The address of the same choice in the API of Statistics Denmark."""
    fields = {name: ",".join(codes) for name, codes in chosen.items()}
    return f"{server}/v1/data/{table}/{form}?{urllib.parse.urlencode({**fields, **more})}"
