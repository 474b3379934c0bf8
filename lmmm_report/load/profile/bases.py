"""On whose word the fields of one group are stated: the group's own, or that of the lists that name some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lmmm_report.domain.profile import Word
from lmmm_report.load.schema.forms import ASSUMED, FIELDS, SAID_BY, TOLD
from lmmm_report.load.yaml.data import Data


class Words:
    """The basis of every field of a group or entry; ``basis`` is that of the whole."""

    def __init__(self, value: Mapping[str, Data], basis: str) -> None:
        self._basis = basis
        self.assumed = tuple(_names(value.get(ASSUMED)))
        """The fields that the group says are assumed."""
        self.told = {name: word for name, word in _told(value.get(TOLD)) if name not in self.assumed}
        """The fields that somebody has confirmed."""

    def __getitem__(self, name: str) -> str:
        if name in self.assumed:
            return "assumed"
        return self.told[name].basis if name in self.told else self._basis


def _names(value: Data) -> Iterator[str]:
    for name in value if isinstance(value, list) else ():
        yield str(name)


def _told(value: Data) -> Iterator[tuple[str, Word]]:
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, dict):
            word = Word("told", str(entry.get(SAID_BY) or ""))
            yield from ((name, word) for name in _names(entry.get(FIELDS)))
