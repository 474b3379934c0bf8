"""Lines and columns of all values of a file, kept small; and what is asked of a parser's event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, Union

from lmmm_report.domain.profile import Path, Place

Span = tuple[Place, Union[Place, None], bool]
"""Where a single value begins and ends, and whether it is in quotes or a block text. The end may not be known."""

_COLUMN_BITS = 21  # a line can be as long as the largest file
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1


class Mark(Protocol):
    """A place as PyYAML gives it, from 0."""

    line: int
    column: int
    index: int
    """Of the character in the whole text."""


class Event(Protocol):
    """An event of one of PyYAML's parsers; each kind of event has some of these."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool | None
    version: object
    tags: object


class Parser(Protocol):
    """One of PyYAML's parsers at work."""

    def get_event(self) -> Event:
        """The next event."""
        ...

    def dispose(self) -> None:
        """Let go of what the parser holds."""
        ...


class Places(Mapping[Path, Place]):
    """Places by the way to what stands there; each is one number until it is asked for. Nothing can be changed."""

    __slots__ = ("_marks",)

    def __init__(self, marks: dict[Path, int]) -> None:
        self._marks = marks

    def also_at(self, ways: Mapping[Path, Path]) -> Places:
        """These, and under further ways what stands under the ways that they are given."""
        return Places({**self._marks, **{further: self._marks[way] for further, way in ways.items()}})

    def __getitem__(self, path: Path) -> Place:
        return place_at(self._marks[path])

    def __iter__(self) -> Iterator[Path]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)


def mark_of(event: Event) -> int:
    """Line and column of a parser's event, from 0, in one number."""
    start = event.start_mark
    return (start.line << _COLUMN_BITS) + start.column


def place_at(mark: int) -> Place:
    """The place that `mark_of` made a number of."""
    return Place((mark >> _COLUMN_BITS) + 1, (mark & _COLUMN_MASK) + 1)
