"""Checks feeds, calendar, descriptions of CSV and of addresses: `check_open_data.py http://127.0.0.1:8788`."""

import csv
import json
import sys
from io import StringIO
from math import prod
from urllib.parse import urlsplit
from urllib.request import urlopen

import feedparser
from csvw import CSVW
from icalendar import Calendar
from openapi_spec_validator import OpenAPIV31SpecValidator

# Of larger tables only the first line is read: the reader takes minutes for a million rows.
MOST_CELLS = 20_000


def read(address: str) -> bytes:
    with urlopen(address) as answer:
        return answer.read()


def check_feed(base: str, path: str) -> None:
    feed = feedparser.parse(read(base + path))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10", feed.version
    for word in ["id", "title", "updated", "author"]:
        assert feed.feed.get(word), f"{path} has no {word}"
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == base + path, links
    names = [entry.id for entry in feed.entries]
    assert len(names) == len(set(names)), "each entry has a name of its own"
    days = [entry.updated_parsed for entry in feed.entries]
    assert days == sorted(days, reverse=True), "the newest comes first"
    for entry in feed.entries:
        assert entry.id.startswith("tag:"), entry.id
        assert entry.content[0].value, entry.id
        read(entry.link)
    print(f"{path}: {len(names)} entries")


def check_calendar(base: str) -> None:
    calendar = Calendar.from_ical(read(f"{base}/kalender.ics"))
    assert len([1 for name, _ in calendar.property_items(recursive=False) if name == "PRODID"]) == 1
    events = calendar.walk("VEVENT")
    assert events, "there is an event"
    names = [str(event["UID"]) for event in events]
    assert len(names) == len(set(names)), "each event has a name of its own"
    for event in events:
        assert not event.errors, event.errors
        assert (event.end - event.start).days == 1, event
        assert event["DTSTAMP"].dt.tzinfo, event
        read(str(event["URL"]))
    print(f"/kalender.ics: {len(events)} events")


def check_columns(base: str) -> None:
    """Reads a table by its description; the reader fails on a field of another type or code."""
    tables = json.loads(read(f"{base}/api/v2/tables"))["tables"]
    read_tables = 0
    for table in tables:
        description = f"{base}/csvw/{table['id']}.json"
        size = json.loads(read(f"{base}/api/v2/tables/{table['id']}/metadata"))["size"]
        if prod(size) > MOST_CELLS:
            check_header(description)
            continue
        tabular = CSVW(description)
        assert tabular.is_valid, f"{table['id']}: {tabular.warnings}"
        rows = list(tabular.tables[0].iterdicts(strict=True))
        assert rows, table["id"]
        read_tables += 1
        print(f"/csvw/{table['id']}.json: {len(rows)} rows")
    assert read_tables, "some table can be read"


def check_header(description: str) -> None:
    """Holds the columns that are described against the first line of a file."""
    described = json.loads(read(description))
    with urlopen(described["url"]) as answer:
        header = next(csv.reader(StringIO(answer.readline().decode("utf-8-sig"))))
    columns = [column["name"] for column in described["tableSchema"]["columns"]]
    assert header == columns, f"{description}: {header} is not {columns}"
    print(f"{description}: {len(header)} columns")


def check_addresses(base: str) -> None:
    document = json.loads(read(f"{base}/openapi.json"))
    OpenAPIV31SpecValidator(document).validate()
    assert urlsplit(document["servers"][0]["url"]).netloc == urlsplit(base).netloc
    print(f"/openapi.json: {len(document['paths'])} paths")


def main(base: str) -> None:
    for path in ["/aendringer.atom", "/en/aendringer.atom", "/kommuner/odense/aendringer.atom"]:
        check_feed(base, path)
    check_calendar(base)
    check_addresses(base)
    check_columns(base)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
