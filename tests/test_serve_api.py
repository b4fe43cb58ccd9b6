"""The web API: every query and every answer, as its description says and as Python gives it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

import bonekg
from bonekg.catalogue.queries import load_catalogue
from bonekg.resources import checkout
from bonekg.serve import work
from bonekg.serve.answering import ANSWERS, answer_dict, examples, read_values, rows_dict
from bonekg.serve.openapi import openapi
from serving import Served, serving

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as started:
        yield started


@pytest.fixture(scope="module")
def kg() -> bonekg.KnowledgeGraph:
    return bonekg.load()


@pytest.fixture(scope="module")
def described(served: Served) -> dict[str, Any]:
    told: dict[str, Any] = served.json("/openapi.json")
    return told


def examples_told(operation: dict[str, Any]) -> dict[str, Any]:
    return {p["name"]: p["example"] for p in operation["parameters"] if "example" in p}


def check(described: dict[str, Any], path: str, value: Any) -> None:
    response = described["paths"][path]["get"]["responses"]["200"]
    schema = {
        **response["content"]["application/json"]["schema"],
        "components": described["components"],
    }
    jsonschema.Draft202012Validator(schema).validate(value)


def test_the_description_is_of_this_server(served: Served, described: dict[str, Any]) -> None:
    assert described == openapi(served.url)
    paths = set(described["paths"])
    assert {f"/api/run/{name}" for name in load_catalogue()} < paths
    assert {f"/api/{name}" for name in ANSWERS} < paths
    assert len(paths) == len(load_catalogue()) + len(ANSWERS) + 1


@pytest.mark.parametrize("name", load_catalogue())
def test_every_query_gives_what_python_gives(
    name: str, served: Served, described: dict[str, Any], kg: bonekg.KnowledgeGraph
) -> None:
    path = f"/api/run/{name}"
    values = examples_told(described["paths"][path]["get"])
    found = served.json(path, **values)
    check(described, path, found)
    assert found == json.loads(json.dumps(rows_dict(name, kg.run(name, **values))))
    assert found["rows"], name


def test_rows_are_narrowed_as_described(
    served: Served, described: dict[str, Any], kg: bonekg.KnowledgeGraph
) -> None:
    path, given = "/api/run/claims-about", {"entity": "magnesium", "limit": 1000}
    names = [p["name"] for p in described["paths"][path]["get"]["parameters"]]
    every = served.json(path, **given)["rows"]
    tried = 0
    for name in names:
        if not name.startswith("is-"):
            continue
        value = next((r[name[3:]] for r in every if r[name[3:]] is not None), None)
        told = "empty" if value is None else str(value)
        found = served.json(path, **given, **{name: told})
        check(described, path, found)
        assert found["rows"] == [row for row in every if row[name[3:]] == value]
        tried += 1
    assert tried == len(every[0])


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_what_python_gives(
    name: str, served: Served, described: dict[str, Any], kg: bonekg.KnowledgeGraph
) -> None:
    path = f"/api/{name}"
    values = examples_told(described["paths"][path]["get"])
    assert values == examples(name)
    found = served.json(path, **values)
    check(described, path, found)
    assert found == json.loads(json.dumps(answer_dict(ANSWERS[name].ask(kg, **values))))
    assert "advice" in found["note"]


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("form", ["csv", "tsv", "markdown", "text"])
def test_every_answer_in_every_form(name: str, form: str, served: Served) -> None:
    response = served.get(f"/api/{name}", **{**examples(name), "format": form})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/")
    assert len(response.text) > 50


def test_answers_about_everything(served: Served, described: dict[str, Any]) -> None:
    for name in ("claims", "conflicts", "gaps"):
        check(described, f"/api/{name}", served.json(f"/api/{name}"))
    for thing in ("001-070", "amstrup-2015", "001", "increases", "alcohol-heavy-or-occasional"):
        check(described, "/api/show", served.json("/api/show", thing=thing))


WRONG = [
    ("/api/run/no-such-query", {}, 404, "UnknownQueryError"),
    ("/api/run/ancestors", {}, 400, "InvalidParameterError"),
    ("/api/run/ancestors", {"entity": "calcitriol", "colour": "red"}, 400, "UnknownParameterError"),
    ("/api/run/ancestors", {"entity": "calcitriol", "is-red": "x"}, 400, "UnknownParameterError"),
    ("/api/run/predicates", {"is-family": "red"}, 400, "InvalidParameterError"),
    ("/api/run/predicates", {"is-family": ""}, 400, "InvalidParameterError"),
    ("/api/run/predicates", {"is-family": ["effect", "risk"]}, 400, None),
    ("/api/run/ancestors", {"entity": ["calcitriol", "calcium"]}, 400, None),
    ("/api/run/ancestors", {"entity": "no such thing at all"}, 404, "UnknownTermError"),
    ("/api/run/ancestors", {"entity": "calcitriol", "format": "pdf"}, 400, None),
    ("/api/why", {"subject": "melatonin"}, 400, "InvalidParameterError"),
    ("/api/why", {"subject": "qqqq", "object": "bone"}, 404, "UnknownTermError"),
    ("/api/paths", {"a": "melatonin", "b": "bone", "limit": "1000"}, 400, "InvalidParameterError"),
    ("/api/paths", {"a": "melatonin", "b": "melatonin"}, 400, "QueryError"),
    ("/api/find", {"text": " "}, 400, "InvalidParameterError"),
    ("/api/claims", {"document": "099"}, 400, "QueryError"),
    ("/api/conflicts", {"between": "bone"}, 400, "InvalidParameterError"),
    ("/api/nothing", {}, 404, None),
    ("/nothing", {}, 404, None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "values", "status", "error"), WRONG)
def test_errors(
    path: str, values: dict[str, Any], status: int, error: str | None, served: Served
) -> None:
    response = served.get(path, **values)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert told.get("error") == error
    assert len(told["detail"]) > 10


def test_methods_and_forms(served: Served) -> None:
    posted = httpx.post(f"{served.url}/api/find", data={"text": "bone"})
    assert (posted.status_code, posted.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert served.get("/api/find", "image/png", text="bone").status_code == 406
    packed = httpx.get(f"{served.url}/api/gaps", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(packed.content) / 4


def test_values_are_read_once_and_as_they_are() -> None:
    values = read_values("compare", [("thing", "a"), ("thing", "b"), ("on", "c")])
    assert values == {"thing": ["a", "b"], "on": "c"}
    assert read_values("paths", [("a", "x"), ("b", "y"), ("only_stated", "true")])["only_stated"]


def late_imports(path: Path) -> set[str]:
    """What the functions of a module import, of others than ours."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and not str(node.module).startswith("bonekg"):
                found.add(str(node.module))
    return found


def test_workers_have_what_answers_import_late() -> None:
    """A worker can open no file, so that it could not import it."""
    source = checkout() / "src" / "bonekg"
    files = [f for layer in work._LAYERS for f in (source / layer).glob("*.py")]
    files += [source / name for name in ("graph.py", "rdf.py", "model.py", "errors.py")]
    elsewhere = {  # what is for other faces: files, networks, other libraries
        "networkx", "rdflib", "pandas", "polars", "httpx", "subprocess", "msvcrt", "_winapi",
        "tempfile", "shutil", "weakref", "hashlib", "warnings", "select", "resource", "gzip",
        "yaml", "ssl", "urllib.request", "urllib.error", "http.client", "base64", "importlib",
        "socket", "xml.parsers",
    }  # fmt: skip
    late = {name for file in files for name in late_imports(file)} - elsewhere
    assert len(late) > 4
    assert late - {"pyoxigraph", "re"} <= set(work._LATE)
