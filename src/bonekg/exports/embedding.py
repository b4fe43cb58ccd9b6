"""The dataset that PyKEEN finds by the name `bonekg`, through the entry point in pyproject.toml.

The class `BoneKG` exists only where PyKEEN does: it is made when it is first asked for, so that
this module can be imported without torch.
"""

from __future__ import annotations

from typing import Any

from bonekg.exports.formats.pykeen import read_triples, split
from bonekg.exports.source import StoreAlone
from bonekg.store.base import EmbeddedStore

__all__: list[str] = []


def _make_dataset() -> type[Any]:
    import numpy
    from pykeen.datasets.base import LazyDataset
    from pykeen.triples import TriplesFactory

    class BoneKG(LazyDataset):  # type: ignore[misc]  # PyKEEN is not there when types are checked
        """The triples of the graph that this package ships; nothing is fetched.

        By its name PyKEEN keeps a copy of a dataset and takes that the next time, whatever version
        of this package is there by then; an instance, `pipeline(dataset=BoneKG())`, is always new.

        Args:
            create_inverse_triples: whether the training triples get their inverses.
            eager: whether to load at once.
        """

        def __init__(self, create_inverse_triples: bool = False, eager: bool = False) -> None:
            self._create_inverse_triples = create_inverse_triples
            if eager:
                self._load()

        def _load(self) -> None:
            triples = read_triples(StoreAlone(EmbeddedStore()))
            parts = split(triples)
            ends = sorted({end for head, _, tail in triples for end in (head, tail)})
            relations = sorted({relation for _, relation, _ in triples})
            made = [
                TriplesFactory.from_labeled_triples(
                    numpy.array(part, dtype=str),
                    create_inverse_triples=self._create_inverse_triples and number == 0,
                    entity_to_id={name: place for place, name in enumerate(ends)},
                    relation_to_id={name: place for place, name in enumerate(relations)},
                )
                for number, part in enumerate(parts)
            ]
            self._training, self._testing, self._validation = made

        def _load_validation(self) -> None:
            self._load()

    BoneKG.__module__, BoneKG.__qualname__ = __name__, "BoneKG"
    return BoneKG


def __getattr__(name: str) -> type[Any]:
    """Make the class `BoneKG` when PyKEEN asks for it, since it needs PyKEEN, and that needs torch.

    Raises:
        AttributeError: if another name is asked for.
        ImportError: if PyKEEN is not installed.
    """
    if name != "BoneKG":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    made = globals()[name] = _make_dataset()
    return made
