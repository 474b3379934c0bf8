"""What is said of one entry of a profile, together, so that its path is read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class HasPath(Protocol):
    """Anything that stands at a path: a fact, a change."""

    @property
    def path(self) -> str:
        """Keys joined with dots, labels of list entries in brackets."""


T = TypeVar("T", bound=HasPath)

_LAST_KEY = re.compile(r"(?s)(.+)\.([A-Za-z_][A-Za-z0-9_]*)")
"""A path and its last key; labels in brackets may hold any character, keys may not."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """An entry's path, and what is said of it with the last key of each.

    A single thing keeps its whole path and has no key.
    """

    path: str
    said: tuple[tuple[str, T], ...]


def by_entry(things: Iterable[T]) -> tuple[Entry[T], ...]:
    """Things by the entry that they belong to, in the order in which each entry comes first."""
    entries: dict[str, list[tuple[str, T]]] = {}
    for thing in things:
        parted = _LAST_KEY.fullmatch(thing.path)
        entry, key = parted.groups() if parted else (thing.path, "")
        entries.setdefault(entry, []).append((key, thing))
    return tuple(
        Entry(entry, tuple(said)) if len(said) > 1 else Entry(said[0][1].path, (("", said[0][1]),))
        for entry, said in entries.items()
    )
