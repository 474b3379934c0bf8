"""What a fact can be beside a plain value: there without being told, somewhere between two bounds, a list left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

GROUP: Final = (MappingProxyType, Mapping)
"""A group of facts, for `isinstance`: their own type first, as asking an abstract class takes eight times as long."""
LIST: Final = (tuple, Sequence)
"""What a list of facts is, for `isinstance`, and a text as well."""


class Existing(Enum):
    """A text that is there and not told: ``definition: exists``. It is not ``none``; what it says is unknown."""

    EXISTS = "exists"


EXISTS: Final = Existing.EXISTS
"""The one value of its kind."""

NONE: Final = "none"
"""The word for: there is none."""

ANY_NUMBER: Final = 999_999
"""Stands for the upper bound of a list of which nobody said how long it is."""


class Between:
    """A whole number that lies between two bounds, both included; what it is exactly is unknown.

    The age of something that happened "in spring", the share of a rule that is "mostly" kept.
    """

    __slots__ = ("high", "low")

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Between) and (self.low, self.high) == (other.low, other.high)

    def __hash__(self) -> int:
        return hash((Between, self.low, self.high))

    def __repr__(self) -> str:
        return f"Between({self.low}, {self.high})"


class Entries(tuple[Any, ...]):
    """A list that is not told entry by entry: those that are named, and at its end others that are not.

    As a tuple it holds the named entries, without those that do not count. ``at_least`` to ``at_most`` others may stand
    beside them; ``rest`` is what holds for each of these (an empty mapping if it is only known that they are there;
    `None` in a list of words). The facts of ``rest`` have the path of the list and the step ``each``.
    """

    rest: Mapping[str, Any] | None
    at_least: int
    at_most: int
    key: str
    """The field in which no two entries are alike, so that none of the others has it from a named one; or empty."""

    def __new__(
        cls,
        named: Iterable[Any] = (),
        *,
        rest: Mapping[str, Any] | None = None,
        at_least: int = 0,
        at_most: int = ANY_NUMBER,
        key: str = "",
    ) -> Entries:
        """``named`` and the others: between ``at_least`` and ``at_most``, both included, and not both 0."""
        made = super().__new__(cls, named)
        made.rest, made.at_least, made.at_most, made.key = rest, at_least, at_most, key
        return made

    def named(self, entries: Iterable[Any]) -> Entries:
        """The same list with other entries named; the rest of it stays."""
        return Entries(entries, rest=self.rest, at_least=self.at_least, at_most=self.at_most, key=self.key)

    def taken(self) -> frozenset[str]:
        """What the named entries are told apart by: no other has it."""
        names = (entry.get(self.key) for entry in self if self.key and isinstance(entry, Mapping))
        return frozenset(name for name in names if isinstance(name, str))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entries) and tuple(self) == tuple(other) and self._others() == other._others()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((tuple(self), self.at_least, self.at_most))

    def __repr__(self) -> str:
        return f"Entries({tuple(self)!r}, rest={self.rest!r}, at_least={self.at_least}, at_most={self.at_most})"

    def _others(self) -> tuple[Mapping[str, Any] | None, int, int]:
        return (self.rest, self.at_least, self.at_most)


EACH: Final = "each"
"""The step from a list to what holds for each of its entries."""
