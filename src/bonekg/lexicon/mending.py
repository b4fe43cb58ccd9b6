"""Typing errors: which known words a word may have been meant for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

__all__ = ["Words", "distance"]

_SHORT, _LONG = 5, 9  # below the first no error is mended, from the second on two are:
# the longer of the two words counts, since letters may be left out
_MOST = 24  # how many ways to mend a phrase are tried


def distance(one: str, other: str, most: int) -> int:
    """Count the letters left out, added, changed or swapped between two words.

    Args:
        one: a word.
        other: another.
        most: where to stop: more than this is given as `most + 1`.

    Examples:
        >>> distance("melotonin", "melatonin", 2)
        1
        >>> distance("teh", "the", 2)
        1
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, met in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != met))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == met:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _error(word: str, known: str) -> int | None:
    """Count the letters that are wrong in a word; None if they are too many to be an error."""
    most = 2 if max(len(word), len(known)) >= _LONG else 1
    far = distance(word, known, most)
    return far if far <= most else None


class Words:
    """All words that names are made of.

    Args:
        names: the names, as keys.
        others: words that are like one of these and mean something else.
        prefixes: beginnings of words that are never mended to another: hypo is no error for hyper.
    """

    def __init__(
        self, names: Iterable[str], others: Iterable[str], prefixes: Iterable[str]
    ) -> None:
        self._known = {word for name in names for word in name.split()}
        self._others, self._prefixes = frozenset(others), tuple(prefixes)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= _SHORT - 1:
                self._by_letter[word[0]].append(word)

    def known(self, word: str) -> bool:
        """Say whether a word occurs in a name."""
        return word in self._known

    def meant(self, word: str) -> list[str]:
        """Give the known words nearest to one that is not known; none if it is too unlike.

        The first letter must be right, and a number is never mended: there is no likeness between
        D2 and D3.
        """
        if len(word) < _SHORT or word in self._others or not word.isalpha():
            return []
        begun = self._begun(word)
        measured = [
            (_error(word, known), known)
            for known in self._by_letter[word[0]]
            if begun is None or self._begun(known) in (begun, None)
        ]
        least = min((far for far, _ in measured if far is not None), default=0)
        return [known for far, known in measured if far == least]

    def _begun(self, word: str) -> str | None:
        """Give the longest prefix that a word begins with."""
        return max(filter(word.startswith, self._prefixes), key=len, default=None)

    def mended(self, at: str) -> Iterator[str]:
        """Give the ways in which all unknown words of a key can be mended at once.

        Args:
            at: what `key` gives.
        """
        choices = [[word] if self.known(word) else self.meant(word) for word in at.split()]
        for number, words in enumerate(product(*choices)):
            if number == _MOST:
                return
            yield " ".join(words)
