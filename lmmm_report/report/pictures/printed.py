"""Geometry of the matrix on paper: the same ground, with the words in the picture, as nothing shrinks there.

Units are those of the ground; the picture is drawn 91 mm wide. Draws nothing itself.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report.report.pictures.ground import CELL, Ground, Name, middle

LEFT = 120.0
"""Room for the names of the vertical axis' stages."""
TOP = 26.0
BOTTOM = 62.0
RIGHT = 6.0
LINE = 16.0
"""From one line of a name to the next."""
ROW_LETTERS, COLUMN_LETTERS = 16, 14
"""Letters of a stage's name on a line, beside a row and below a column."""
NEAR = 23.0
"""From the middle of a mark to a word beside it."""
BASE = 5.0
"""From the middle of a letter down to the line that it stands on."""


class Lines(NamedTuple):
    """The name of a stage in lines, with where the first one stands."""

    x: float
    y: float
    number: int
    lines: tuple[str, ...]
    current: bool


class Word(NamedTuple):
    """A word over the square, in its units."""

    kind: str
    text: str
    x: float
    y: float
    anchor: str
    """``start``, ``middle`` or ``end``."""


class Printed(NamedTuple):
    """Where everything beside the square stands."""

    width: float
    height: float
    left: float
    top: float
    rows: tuple[Lines, ...]
    columns: tuple[Lines, ...]
    words: tuple[Word, ...]


def printed_of(ground: Ground, names: tuple[Sequence[str], Sequence[str]]) -> Printed:
    """The lettering of a ground. ``names``: the stage names of the horizontal and the vertical axis."""
    count, size = ground.stages, ground.size
    return Printed(
        width=LEFT + size + RIGHT,
        height=TOP + size + BOTTOM,
        left=LEFT,
        top=TOP,
        rows=tuple(_row(name, number, count, ground) for number, name in enumerate(names[1], 1)),
        columns=tuple(
            Lines(
                x=LEFT + (number - 0.5) * CELL,
                y=TOP + size + 20,
                number=number,
                lines=broken(f"{number} {name}", COLUMN_LETTERS),
                current=number == ground.reached[0],
            )
            for number, name in enumerate(names[0], 1)
        ),
        words=tuple(_word(name, count) for name in ground.names),
    )


def _row(name: str, number: int, count: int, ground: Ground) -> Lines:
    lines = broken(f"{number} {name}", ROW_LETTERS)
    y = TOP + (count - number + 0.5) * CELL - (len(lines) - 1) * LINE / 2 + BASE
    return Lines(x=LEFT - 9, y=y, number=number, lines=lines, current=number == ground.reached[1])


_BESIDE = {
    "below": (0.0, 36.0, "middle"),
    "above": (0.0, -NEAR, "middle"),
    "right": (NEAR, BASE, "start"),
    "left": (-NEAR, BASE, "end"),
    "below-right": (NEAR - 5, 26.0, "start"),
    "below-left": (5 - NEAR, 26.0, "end"),
    "above-right": (NEAR - 5, -14.0, "start"),
    "above-left": (5 - NEAR, -14.0, "end"),
    "over": (0.0, -29.0, "middle"),
    "over-left": (CELL / 2 - 5, -29.0, "end"),
    "over-right": (5 - CELL / 2, -29.0, "start"),
    "top-left": (9 - CELL / 2, 20 - CELL / 2, "start"),
    "top-right": (CELL / 2 - 9, 20 - CELL / 2, "end"),
    "bottom-left": (9 - CELL / 2, CELL / 2 - 10, "start"),
    "bottom-right": (CELL / 2 - 9, CELL / 2 - 10, "end"),
}
"""From the middle of a cell to a word on this side or in this corner, and how it is anchored there."""


def _word(name: Name, count: int) -> Word:
    x, y = middle(name.stages, count)
    right, down, anchor = _BESIDE[name.side]
    return Word(name.kind, name.text, x + right, y + down, anchor)


def broken(name: str, letters: int) -> tuple[str, ...]:
    """A name in lines of at most so many letters, where its words allow it."""
    lines: list[str] = []
    for word in name.replace("-", "- ").split():
        glue = "" if lines and lines[-1].endswith("-") else " "
        if lines and len(lines[-1]) + len(glue) + len(word) <= letters:
            lines[-1] += glue + word
        else:
            lines.append(word)
    return tuple(lines)
