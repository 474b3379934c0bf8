"""What notes may be, and what is said of those that are more: without reading them, so that few need to be read."""

import re
from typing import Final, NamedTuple

from lmmm_report.messages import Message

LEVELS: Final = 64
"""So deep may lists, quotes and emphasis stand in each other. A PDF cannot be typeset much beyond it."""
COLUMNS: Final = 32
CELLS: Final = 4_000
"""The largest table."""
MARKS: Final = 200
"""So many emphases, codes and links may follow each other without a space: a line that cannot be broken before their
end costs a typesetter the square of their number."""
_LINES_AT_A_GLANCE: Final = 1_000
_START_OF_A_LINE = re.compile(r"(?m)^[ \t>*+\-0-9.)]+")


class Fault(NamedTuple):
    """Something in a text that cannot come out as it was meant. ``line`` counts from 0."""

    line: int
    code: str
    message: Message
    hint: Message
    written: str = ""
    """What it is about as the text has it, as far as that is known."""


class RefusedError(Exception):
    """A text that cannot be set, with the `Fault` that says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def is_plain(text: str) -> bool:
    """Whether a text is so simple that nothing can be wrong with it, which is cheaper to see than to read it.

    Links have a bracket. A table has no more columns than bars in a line and one, and no more rows than the text has
    lines. What opens a level costs a character, at the start of a line or two around an emphasis.
    """
    lines = text.split("\n")
    if "[" in text or text.count("`") > MARKS or len(lines) > _LINES_AT_A_GLANCE:
        return False
    columns = max(line.count("|") for line in lines) + 1
    if columns > COLUMNS or (columns > 1 and columns * len(lines) > CELLS):
        return False
    starts = max((len(start.expandtabs(4)) for start in _START_OF_A_LINE.findall(text)), default=0)
    return starts + sum(map(text.count, "*_~")) // 2 < LEVELS
