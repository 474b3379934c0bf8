"""Pieces that take the place of pieces of a text, all counted in the text as it was."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum

_BREAK = re.compile(r"\r\n|\n|\r")


class Rank(IntEnum):
    """What comes first where several pieces are put in at one place."""

    VALUE = 0
    BESIDE = 1
    """A further entry in brackets."""
    NOTE = 2
    LINES = 3
    CUT = 4


@dataclass(frozen=True, slots=True, order=True)
class _Splice:
    start: int
    rank: Rank
    depth: int
    """Negative: what belongs further inside stands first."""
    number: int
    end: int
    text: str


class Splices:
    """Collects the changes of one text and makes the new one."""

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = list(_BREAK.finditer(text))
        self._starts = [0, *(found.end() for found in breaks)]
        self._ends = [*(found.start() for found in breaks), len(text)]
        self._made: list[_Splice] = []

    def line(self, index: int) -> int:
        """Number, from 0, of the line that the character at ``index`` stands in."""
        return bisect_right(self._starts, index) - 1

    def line_start(self, index: int) -> int:
        """Where the line of ``index`` begins."""
        return self._starts[self.line(index)]

    def line_end(self, index: int) -> int:
        """Where the line of ``index`` ends, without its line break."""
        return self._ends[self.line(index)]

    def next_line(self, index: int) -> int:
        """Where the line after that of ``index`` begins; the end of the text for the last one."""
        number = self.line(index) + 1
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def put(self, start: int, end: int, text: str, rank: Rank, depth: int = 0) -> None:
        """Let ``text`` take the place of what stands from ``start`` to ``end``."""
        self._made.append(_Splice(start, rank, -depth, len(self._made), end, text))

    def note(self, index: int, text: str) -> None:
        """A comment at the end of the line of ``index``, once."""
        start, end = self.line_start(index), self.line_end(index)
        end -= len(self.text[start:end]) - len(self.text[start:end].rstrip())
        end = max(end, index)
        piece = f" # {text}"
        if piece.strip() not in self.text[index:end] and not any(
            made.start == end and made.text == piece for made in self._made
        ):
            self.put(end, end, piece, Rank.NOTE)

    def lines_after(self, index: int, lines: list[str], depth: int) -> None:
        """Put ``lines`` behind the line of ``index``, with the line break that this one has."""
        end, following = self.line_end(index), self.next_line(index)
        if following > end:
            made = self.text[end:following]
            self.put(following, following, "".join(line + made for line in lines), Rank.LINES, depth)
        else:
            above = self.line(index) - 1
            made = self.text[self._ends[above] : self._starts[above + 1]] if above >= 0 else "\n"
            self.put(end, end, "".join(made + line for line in lines), Rank.LINES, depth)

    def cut_lines(self, start: int, end: int) -> None:
        """Take away the lines from that of ``start`` to that of ``end``, both whole."""
        first, following = self.line_start(start), self.next_line(end)
        if following == self.line_end(end) and first:
            # The last line has no line break, and the one before it is to have none either.
            first = self._ends[self.line(first) - 1]
        self.put(first, following, "", Rank.CUT)

    def result(self) -> str:
        """The text with all changes; `ValueError` where two of them would overlap."""
        parts, at = [], 0
        for made in sorted(self._made):
            if made.start < at:
                raise ValueError(f"changes overlap at {made.start}")
            parts += [self.text[at : made.start], made.text]
            at = made.end
        return "".join([*parts, self.text[at:]])

    def untouched(self) -> list[str]:
        """The lines, with their line breaks, that no change touches, in order."""
        touched: set[int] = set()
        for made in self._made:
            between = made.start == made.end and made.start == self.line_start(made.start) and made.rank is Rank.LINES
            if not between:
                touched.update(range(self.line(made.start), self.line(max(made.start, made.end - 1)) + 1))
        bounds = [*self._starts, len(self.text)]
        lines = (self.text[bounds[n] : bounds[n + 1]] for n in range(len(self._starts)) if n not in touched)
        return [line for line in lines if line]
