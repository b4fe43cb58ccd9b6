"""An invented world of airships: its own categories, predicates, ways, terms, text and claims.

Of the project's ontology only the words of the record are left: what a claim, a passage, a dose
is. Every category but the two that rules name, every predicate but the two in which a derived edge
is written, and every way of concerning is replaced.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import rdflib
import yaml
from rdflib.namespace import OWL, RDF, RDFS

from bonekg.rdf import BASE
from bonekg.resources import root
from small_tree import SmallTree

__all__ = ["CLAIMS", "TERMS", "harbour", "says"]

TEXT = """The lift of airships

Hot gas raises the lift of every airship. Ten airships took 5 kg of dry gas on each voyage. \
Their lift grew by 7 percent. Wet gas may lower the lift, but nobody has weighed it.

Does balm keep sails from tearing? Old hands say that it does not. \
A ship that lacks gas falls, and that is all there is to say about ships without it.
"""

# Of each class and predicate of ours, these stay.
_KEPT = {f"{BASE}{name}" for name in ("Entity", "AnatomicalSite", "Population", "increases")}
_KEPT |= {f"{BASE}decreases"}

_ONTOLOGY = """
@prefix bkg: <https://w3id.org/bonekg/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix IAO: <http://purl.obolibrary.org/obo/IAO_> .
@prefix biolink: <https://w3id.org/biolink/vocab/> .

bkg:Cargo a owl:Class ; rdfs:subClassOf bkg:Entity ; bkg:grouping true ; bkg:passes true ;
    rdfs:label "cargo" ; skos:prefLabel "cargo" ; IAO:0000115 "What a ship carries." ;
    skos:closeMatch biolink:NamedThing .
bkg:Gauge a owl:Class ; rdfs:subClassOf bkg:Entity ; bkg:grouping true ;
    rdfs:label "gauge" ; skos:prefLabel "gauge" ; IAO:0000115 "What can be read off a dial." ;
    skos:closeMatch biolink:NamedThing .
bkg:Mishap a owl:Class ; rdfs:subClassOf bkg:Entity ; bkg:grouping true ; bkg:presence true ;
    bkg:favourable "lower" ; rdfs:label "mishap" ; skos:prefLabel "mishap" ;
    IAO:0000115 "What nobody wants to happen to a ship." ; skos:closeMatch biolink:NamedThing .

bkg:swells a owl:ObjectProperty , owl:NamedIndividual , bkg:Predicate ; rdfs:label "swells" ;
    skos:prefLabel "swells" ; IAO:0000115 "The subject makes more of the object." ;
    bkg:family "effect" ; bkg:sign "+" ; bkg:link "causal" ; bkg:composes true ;
    bkg:subjectIn bkg:Entity ; bkg:objectIn bkg:Entity ; skos:broadMatch biolink:affects .
bkg:saps a owl:ObjectProperty , owl:NamedIndividual , bkg:Predicate ; rdfs:label "saps" ;
    skos:prefLabel "saps" ; IAO:0000115 "The subject makes less of the object." ;
    bkg:family "effect" ; bkg:sign "-" ; bkg:link "causal" ; bkg:composes true ;
    bkg:subjectIn bkg:Entity ; bkg:objectIn bkg:Entity ; skos:broadMatch biolink:affects .
bkg:leavesAlone a owl:ObjectProperty , owl:NamedIndividual , bkg:Predicate ;
    rdfs:label "leaves alone" ; skos:prefLabel "leaves alone" ;
    IAO:0000115 "The subject does nothing to the object." ;
    bkg:family "effect" ; bkg:sign "0" ; bkg:link "causal" ;
    bkg:subjectIn bkg:Entity ; bkg:objectIn bkg:Entity .
bkg:sailsWith a owl:ObjectProperty , owl:NamedIndividual , bkg:Predicate ;
    rdfs:label "sails with" ; skos:prefLabel "sails with" ;
    IAO:0000115 "Where the one is, the other is, too." ;
    bkg:family "association" ; bkg:sign "±" ; bkg:link "association" ; bkg:mutual true ;
    bkg:subjectIn bkg:Entity ; bkg:objectIn bkg:Entity .
bkg:praisedFor a owl:ObjectProperty , owl:NamedIndividual , bkg:Predicate ;
    rdfs:label "praised for" ; skos:prefLabel "praised for" ;
    IAO:0000115 "The subject is called good for the object." ;
    bkg:family "guidance" ; bkg:sign "none" ; bkg:valence "good" ; bkg:opposes bkg:bannedFrom ;
    bkg:subjectIn bkg:Entity ; bkg:objectIn bkg:Entity .
bkg:bannedFrom a owl:ObjectProperty , owl:NamedIndividual , bkg:Predicate ;
    rdfs:label "banned from" ; skos:prefLabel "banned from" ;
    IAO:0000115 "The subject must not come near the object." ;
    bkg:family "guidance" ; bkg:sign "none" ; bkg:valence "bad" ;
    bkg:subjectIn bkg:Entity ; bkg:objectIn bkg:Entity .

bkg:shortOf a owl:ObjectProperty ; rdfs:subPropertyOf bkg:concerns ; rdfs:label "short of" ;
    skos:prefLabel "short of" ; IAO:0000115 "The first term is too little of the thing." ;
    bkg:takenInBy bkg:takesInShort ; bkg:favourable "lower" ; bkg:presence true ;
    bkg:actsFor true ; bkg:standsFor true ; bkg:turns true ; bkg:chains true ;
    bkg:wording "running out of it" .
bkg:blendOf a owl:ObjectProperty ; rdfs:subPropertyOf bkg:concerns ; rdfs:label "blend of" ;
    skos:prefLabel "blend of" ; IAO:0000115 "The first term holds the thing and others." ;
    bkg:takenInBy bkg:takesInBlend ; bkg:actsFor true ; bkg:standsFor true ; bkg:partial true ;
    bkg:wording "a blend, with {}" .
bkg:signOf a owl:ObjectProperty ; rdfs:subPropertyOf bkg:concerns ; rdfs:label "sign of" ;
    skos:prefLabel "sign of" ; IAO:0000115 "The first term tells how the thing fares." ;
    bkg:takenInBy bkg:takesInSign ; bkg:standsFor true ; bkg:wording "a sign of it" .
bkg:takesInShort a owl:ObjectProperty ; rdfs:subPropertyOf bkg:takesIn ;
    rdfs:label "takes in short" ; skos:prefLabel "takes in short" ;
    IAO:0000115 "From a term to one that is short of it." .
bkg:takesInBlend a owl:ObjectProperty ; rdfs:subPropertyOf bkg:takesIn ;
    rdfs:label "takes in blend" ; skos:prefLabel "takes in blend" ;
    IAO:0000115 "From a term to one that blends it." .
bkg:takesInSign a owl:ObjectProperty ; rdfs:subPropertyOf bkg:takesIn ;
    rdfs:label "takes in sign" ; skos:prefLabel "takes in sign" ;
    IAO:0000115 "From a term to one that is a sign of it." .

bkg:KilogramUnit a owl:NamedIndividual , bkg:Unit ; rdfs:label "kg (unit)" ;
    skos:prefLabel "kg" ; bkg:unitCode "kg" ; bkg:plural "kg" ; IAO:0000115 "A thousand grams." .
bkg:increases bkg:subjectIn bkg:Entity ; bkg:objectIn bkg:Entity .
bkg:decreases bkg:subjectIn bkg:Entity ; bkg:objectIn bkg:Entity .
bkg:EffectKind bkg:allowsPredicate bkg:swells , bkg:saps , bkg:leavesAlone .
bkg:MechanismKind bkg:allowsPredicate bkg:swells , bkg:saps .
bkg:AssociationKind bkg:allowsPredicate bkg:sailsWith .
bkg:GuidanceKind bkg:allowsPredicate bkg:praisedFor , bkg:bannedFrom .
bkg:OpenQuestionKind bkg:allowsPredicate bkg:saps .
"""

_WAYS = {"short of": "bkg:shortOf", "blend of": "bkg:blendOf", "sign of": "bkg:signOf"}
# name → its parent, with further keys
TERMS: dict[str, tuple[str, dict[str, Any]]] = {
    "gas": ("cargo", {"synonym": ["vapour"]}),
    "hot gas": ("gas", {}),
    "wet gas": ("gas", {}),
    "gaslessness": ("mishap", {"short of": ["gas"]}),
    "deep gaslessness": ("gaslessness", {}),
    "gas with balm": ("cargo", {"blend of": ["gas", "balm"]}),
    "balm": ("cargo", {}),
    "lift": ("gauge", {"favourable": "higher", "sign of": ["hull"]}),
    "keel lift": ("lift", {}),
    "hum": ("gauge", {}),
    "tearing": ("mishap", {}),
    "hull": ("anatomical site", {}),
    "keel": ("anatomical site", {"part of": ["hull"]}),
    "airships": ("population", {}),
    "old airships": ("airships", {}),
}

# Qualifiers that a kind of claim needs, given or named as not stated.
_NEEDED = {
    "effect": ("population", "dose", "effect", "site"),
    "association": ("population", "site"),
    "guidance": ("population", "dose"),
}
_ASKED = "Does balm keep sails from tearing?"
_GUESS = "Wet gas may lower the lift"
_TAKEN = "Ten airships took 5 kg of dry gas on each voyage."
_STUDIED = "Their lift grew by 7 percent."
_DENIED = "Old hands say that it does not."
_FALLS = "A ship that lacks gas falls"


def says(words: str, passage: str, **changes: Any) -> dict[str, Any]:
    subject, predicate, obj = (part.strip() for part in words.split("|"))
    made = {"subject": subject, "predicate": predicate, "object": obj, "passage": passage}
    made["states"] = f"It is said that {subject} {predicate} {obj}."
    made |= {key.replace("_", " "): value for key, value in changes.items()}
    needed = _NEEDED.get(made.get("kind", "effect"), ())
    missing = [name for name in needed if name not in made] + list(made.pop("missing", []))
    return {**made, "not stated": missing} if missing else made


CLAIMS: list[dict[str, Any]] = [
    says("hot gas | swells | lift", "Hot gas raises the lift of every airship."),  # 1
    says("gas | swells | keel lift", _STUDIED, study="ten-airships", arm="dry gas arm",
          site="keel", population="airships", evidence="unspecified study", also=[_TAKEN],
          dose={"value": 5, "unit": "kg", "described": "each voyage"},
          missing=["frequency", "duration", "form", "significance", "comparator"],
          effect={"value": 7, "unit": "%", "direction": "increase",
                  "basis": "versus baseline"}),  # 2
    says("gaslessness | saps | lift", _FALLS),  # 3: a shortage
    says("wet gas | saps | lift", _GUESS, certainty="hedged", cue=["may"]),  # 4
    says("gas with balm | swells | lift", _FALLS),  # 5: a blend
    says("balm | saps | tearing", _ASKED, certainty="question", kind="open question",
          cue=[_ASKED]),  # 6
    says("balm | saps | tearing", _DENIED, polarity="denied"),  # 7
    says("gas | swells | hum", _FALLS, kind="mechanism"),  # 8
    says("hum | saps | tearing", _FALLS, kind="mechanism"),  # 9
    says("balm | leaves alone | lift", _FALLS),  # 10
    says("balm | sails with | tearing", _FALLS, kind="association"),  # 11
    says("gas | praised for | airships", _FALLS, kind="guidance"),  # 12
    says("gas | banned from | old airships", _FALLS, kind="guidance"),  # 13
    says("balm | swells | lift", _FALLS),  # 14: against the null of 10
    says("gas | sails with | hum", _STUDIED, kind="association", evidence="observational study",
          study="ten-airships"),  # 15: an association with a study behind it
    says("deep gaslessness | saps | lift", _FALLS),  # 16: a kind of the shortage
]  # fmt: skip

_STUDIES = [
    {
        "id": "ten-airships", "name": "ten-airships", "title": "Ten airships weighed",
        "population": "airships", "n": 10, "reported in": ["document pond"],
        "arms": [{"name": "dry gas arm", "treatment": "gas"}],
    }
]  # fmt: skip
_BACKGROUND = [
    {"id": "balm-swells-hum", "subject": "balm", "predicate": "swells", "object": "hum",
     "site": "keel", "source": "an invented book of ships"},
]  # fmt: skip
_CONFLICTS = [
    {"id": "wet-or-dry", "claims": ["pond-002", "pond-004"], "reason": "different form",
     "apparent": True, "states": "Dry gas is said to lift, wet gas perhaps to do the reverse."},
    {"id": "balm-and-lift", "claims": ["pond-010", "pond-014"], "reason": "direct contradiction",
     "apparent": False, "states": "Balm is said to lift, and to do nothing of the kind."},
    {"id": "young-or-old", "claims": ["pond-012", "pond-013"], "reason": "different population",
     "apparent": True, "states": "Gas is praised for airships, and banned from old ones."},
]  # fmt: skip
# What the ten airships' own log says of them.
_LOG = {
    "id": "ship-log", "title": "The log of ten airships", "record of": "ten-airships",
    "text kind": "full text", "source": "https://example.org/log", "read on": "2026-01-01",
    "sha256": "a" * 64, "characters": 400,
}  # fmt: skip
_LOGGED = {
    "id": "ship-log-1", "states": "The lift at the keel grew by a little, not surely.",
    "kind": "effect", "subject": "gas", "predicate": "swells", "object": "keel lift",
    "site": "keel", "population": "airships", "evidence": "observational study",
    "dose": {"value": 5, "unit": "kg", "described": "each voyage"},
    "result": {"value": 0.4, "unit": "%", "direction": "increase", "basis": "versus baseline",
               "significance": "not significant", "p": "= 0.6"},
    "certainty": "asserted", "read in": "ship-log", "from": 10, "to": 60, "sha256": "b" * 64,
}  # fmt: skip
_JUDGED = {
    "read in": ["ship-log"], "confidence": "high", "judged by": "settled by the text",
    "checked on": "2026-01-01",
}  # fmt: skip
_CHECKS = [
    {"id": "pond-002-log", "checks": ["pond-002"], "against": ["ship-log-1"],
     "verdict": "overstates", "differs in": ["significance", "magnitude"], "severity": "major",
     "states": "The log has a much smaller gain, which is not significant.", **_JUDGED},
    {"id": "pond-015-log", "checks": ["pond-015"], "against": ["ten-airships"],
     "verdict": "not reported", "states": "The log does not speak of the hum.", **_JUDGED},
]  # fmt: skip


def harbour(
    place: Path,
    claims: Sequence[dict[str, Any]] = (),
    studies: Sequence[dict[str, Any]] = (),
    manifest: Mapping[str, Any] = MappingProxyType({}),
) -> SmallTree:
    """Write the world's source tree and its text, with further claims, studies, speakers."""
    tree = SmallTree(place, [*CLAIMS, *claims], TEXT)
    _ontology(tree)
    _keys(tree)
    (tree.sources / "ontology" / "terms" / "pond.yaml").unlink()
    tree.write("ontology/terms/ships.yaml", _yaml([_term(*t) for t in enumerate(TERMS)]))
    tree.write("ontology/background/ships.yaml", _yaml(_BACKGROUND))
    tree.write("data/studies.yaml", _yaml([*_STUDIES, *studies]))
    tree.write("data/conflicts.yaml", _yaml(_CONFLICTS))
    for name, held in (("records", [_LOG]), ("study-claims", [_LOGGED]), ("pond", _CHECKS)):
        tree.write(f"data/source-checks/{name}.yaml", _yaml(held))
    for name in ("checks", "shapes"):
        shutil.copytree(root() / "ontology" / name, tree.sources / "ontology" / name)
    tree.manifest({"title": "The lift of airships", "rights": "An invented text.", **manifest})
    tree.stamp()
    return tree


def _term(number: int, name: str) -> dict[str, Any]:
    parent, further = TERMS[name]
    iri = "bkg:" + "".join(word.capitalize() for word in name.split())
    made = {"id": iri, "name": name, "label": name, "parent": [parent], **further}
    meaning = {"definition": f"Thing {number} of this world.", "checked in": "no exact public term"}
    return {**made, **meaning, "note": "No public term is near it."}


def _ontology(tree: SmallTree) -> None:
    """Take all categories, predicates and ways out of the edited ontology, and put these in."""
    path = tree.sources / "ontology" / "bonekg-edit.ttl"
    graph = rdflib.Graph().parse(path)
    entity, predicate = rdflib.URIRef(f"{BASE}Entity"), rdflib.URIRef(f"{BASE}Predicate")
    concerns = rdflib.URIRef(f"{BASE}concerns")
    gone: set[Any] = set(graph.transitive_subjects(RDFS.subClassOf, entity))
    gone |= set(graph.subjects(RDF.type, predicate))
    gone |= set(graph.subjects(RDFS.subPropertyOf, concerns))
    gone |= set(graph.subjects(RDFS.subPropertyOf, rdflib.URIRef(f"{BASE}takesInRoute")))
    gone = {node for node in gone if str(node) not in _KEPT}
    for node in gone:
        graph.remove((node, None, None))
        graph.remove((None, None, node))
    for axiom in list(graph.subjects(RDF.type, OWL.AllDisjointClasses)):
        graph.remove((axiom, None, None))
    graph.parse(data=_ONTOLOGY, format="turtle")
    path.write_text(graph.serialize(format="turtle"), encoding="utf-8")


def _keys(tree: SmallTree) -> None:
    """Give terms the keys of this world's ways instead of those of ours."""
    path = tree.sources / "ontology" / "keys.jsonld"
    loaded = json.loads(path.read_text(encoding="utf-8"))
    context, term = loaded["@context"], loaded["records"]["term"]
    for key in ("adequacy of", "aspect of", "lack of", "excess of", "level of", "intake of"):
        context.pop(key)
        term["keys"].remove(key)
    for key, curie in _WAYS.items():
        context[key] = {"@id": curie, "@type": "@vocab"}
        term["keys"].append(key)
    path.write_text(json.dumps(loaded), encoding="utf-8")


def _yaml(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
