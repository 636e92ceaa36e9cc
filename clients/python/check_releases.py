"""Figures of an earlier draw, and answers that never change: check_releases.py http://127.0.0.1:8080

Asks as any HTTP client does. The server must hold the tables of at least two draws, as that of the demonstration does.
"""

import json

import ask

COUNTS = {"EMNE": ["TOT"], "ContentsCode": ["realitetsbehandlet", "omgjort"], "OMRAADE": ["*"], "Tid": ["*"]}


def draws(server):
    """The days of all draws: table REV1 has them as the values of a variable."""
    metadata = ask.json_of(f"{server}/api/v2/tables/REV1/metadata")
    return sorted(metadata["dimension"]["UDTRAEK"]["category"]["index"])


def release_of(server, day):
    return ask.json_of(f"{server}/api/v2/tables/OMG1/metadata?asOf={day}")["extension"]["release"]


def body_of(url):
    status, headers, body = ask.get(url)
    assert status == 200, f"{url}: {status} {body[:300]}"
    return headers, body


def earlier_draw_differs(server, url, earliest):
    _, now = body_of(url)
    _, then = body_of(f"{url}&asOf={earliest}")
    now, then = json.loads(now), json.loads(then)
    assert then["updated"] == earliest, then["updated"]
    assert now["updated"] > earliest, now["updated"]
    assert now["id"] == then["id"]
    assert now["value"] != then["value"], "the earlier draw gives the figures of the newest"


def release_is_the_draw(server, url, earliest):
    """The address of a release gives the figures that its day gives, and says that they never change."""
    release = release_of(server, earliest)
    _, by_day = body_of(f"{url}&asOf={earliest}")
    headers, named = body_of(url.replace("/api/", f"/udgave/{release}/api/"))
    assert json.loads(named)["value"] == json.loads(by_day)["value"]
    assert "immutable" in headers["cache-control"], headers["cache-control"]
    again_headers, again = body_of(url.replace("/api/", f"/udgave/{release}/api/"))
    assert (again, again_headers["etag"]) == (named, headers["etag"])


def etag_saves_the_body(server, url, earliest):
    for address in [url, f"{url}&asOf={earliest}", f"{server}/v1/data/OMG1/CSV?Tid=*"]:
        headers, body = body_of(address)
        status, _, nothing = ask.get(address, {"If-None-Match": headers["etag"]})
        assert (status, nothing) == (304, b""), f"{address}: {status}"
        status, _, whole = ask.get(address, {"If-None-Match": '"another"'})
        assert (status, whole) == (200, body), f"{address}: {status}"


def statbank_knows_the_day(server, url, earliest):
    address = f"{server}/v1/data/OMG1/BULK?OMRAADE=*&ContentsCode=realitetsbehandlet&Tid=*"
    _, now = body_of(address)
    _, then = body_of(f"{address}&asOf={earliest}")
    assert now != then and now.splitlines()[0] == then.splitlines()[0]


def no_figures_before_the_first(server, url, earliest):
    for address in [f"{url}&asOf=2001-01-01", f"{server}/v1/tables?asOf=2001-01-01"]:
        status, _, body = ask.get(address)
        assert status == 400 and earliest in body.decode(), f"{address}: {status} {body[:300]}"


if __name__ == "__main__":
    server = ask.base()
    url = ask.data_url(server, "OMG1", COUNTS)
    earliest = draws(server)[0]
    for check in [
        earlier_draw_differs,
        release_is_the_draw,
        etag_saves_the_body,
        statbank_knows_the_day,
        no_figures_before_the_first,
    ]:
        with ask.checked(f"http {check.__name__}", "OMG1", url):
            check(server, url, earliest)
    ask.end()
