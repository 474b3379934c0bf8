"""What is said of one entry of a profile, together, so that its name is read once."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, Protocol, TypeVar


class HasName(Protocol):
    """Anything that stands at a place of a profile: a fact, a change."""

    @property
    def around(self) -> str:
        """What the entry is called in which it stands."""

    @property
    def key(self) -> str:
        """What it is called in there."""

    @property
    def name(self) -> str:
        """Both."""


T = TypeVar("T", bound=HasName)


class Entry(NamedTuple, Generic[T]):
    """An entry's name, and what is said of it with the name of each field.

    A single thing keeps its whole name and has no other.
    """

    name: str
    said: tuple[tuple[str, T], ...]


def by_entry(things: Iterable[T]) -> tuple[Entry[T], ...]:
    """Things by the entry that they belong to, in the order in which each entry comes first."""
    entries: dict[str, list[T]] = {}
    for thing in things:
        entries.setdefault(thing.around or thing.name, []).append(thing)
    return tuple(
        Entry(entry, tuple((one.key, one) for one in said)) if len(said) > 1 else Entry(said[0].name, (("", said[0]),))
        for entry, said in entries.items()
    )
