"""Checks the catalog of open data of a running server: `check_catalog.py http://127.0.0.1:8788`.

The catalog must conform to the shapes of DCAT-AP 3.0.1 (`clients/data/`), say the same in Turtle and JSON-LD, and
name addresses that answer.
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace
from rdflib.compare import isomorphic

SHACL = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Path(__file__).parent.parent / "data"


def catalog(base: str, ending: str, form: str) -> Graph:
    return Graph().parse(f"{base}/katalog.{ending}", format=form)


def shapes() -> Graph:
    graph = Graph()
    for name in ["dcat-ap-3.0.1-shacl.ttl", "dcat-ap-3.0.1-ranges.ttl"]:
        graph.parse(SHAPES / name, format="turtle")
    # The published file of ranges names shapes that neither file describes, which no validator can read.
    for shape, described in list(graph.subject_objects(SHACL.property)):
        if graph.value(described, SHACL.path) is None:
            graph.remove((shape, SHACL.property, described))
    checked = len(set(graph.objects(None, SHACL.property)))
    assert checked > 290, f"only {checked} shapes are left"
    return graph


def check_shapes(graph: Graph) -> None:
    _, report, text = validate(graph, shacl_graph=shapes(), advanced=False)
    count = {
        severity: len(list(report.subjects(SHACL.resultSeverity, SHACL[severity])))
        for severity in ["Violation", "Warning", "Info"]
    }
    print(f"shapes: {count}")
    assert count == {"Violation": 0, "Warning": 0, "Info": 0}, text


def check_danish_profile(graph: Graph) -> None:
    datasets = list(graph.subjects(RDF.type, DCAT.Dataset))
    assert datasets, "there is a dataset"
    for dataset in datasets:
        for word in [DCTERMS.title, DCTERMS.description]:
            languages = {text.language for text in graph.objects(dataset, word)}
            assert "da" in languages, f"{dataset} has no Danish {word}"
        for word in [DCTERMS.publisher, DCAT.contactPoint, DCAT.theme, DCAT.landingPage, DCAT.distribution]:
            assert graph.value(dataset, word), f"{dataset} has no {word}"
    print(f"datasets: {len(datasets)}")


def check_addresses(base: str, graph: Graph) -> None:
    """Asks for every file that a distribution can be had as, and every page."""
    addresses = set()
    for word in [DCAT.accessURL, DCAT.downloadURL, DCAT.landingPage, DCAT.endpointDescription]:
        addresses |= {str(address) for address in graph.objects(None, word)}
    own = sorted(address for address in addresses if urlsplit(address).netloc == urlsplit(base).netloc)
    for address in own:
        with urlopen(address) as answer:
            assert answer.status == 200, address
            # The rest of a large file is of no use here.
            answer.read(1000)
    print(f"addresses: {len(own)}")


def main(base: str) -> None:
    turtle = catalog(base, "ttl", "turtle")
    assert isomorphic(turtle, catalog(base, "jsonld", "json-ld")), "the two forms say the same"
    check_shapes(turtle)
    check_danish_profile(turtle)
    check_addresses(base, turtle)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
