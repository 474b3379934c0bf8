"""How a line of a file is shown in a terminal, with a caret under the place that is meant."""

from __future__ import annotations

from collections.abc import Iterator

import click

from lmmm_report.problems import Problem

_NARROWEST = 30
"""No terminal is taken to be narrower."""


def columns_of(character: str) -> int:
    """How many columns a terminal gives to a character: two for wide ones, none for accents that join another."""
    if character.isascii():
        return 1
    import unicodedata  # only where somebody writes more than ASCII

    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def source_lines(problem: Problem, width: int, *, colours: bool = False) -> Iterator[str]:
    """The source line and the line with the caret; with a ``width`` no wider than that, cut around the caret."""
    number = str(problem.line)
    text, column = problem.snippet, problem.column
    if width:
        text, column = _window(text, column, max(width, _NARROWEST) - len(number) - 6)
    yield f"  {number} | {text}"
    if column is not None and column <= len(text) + 1:
        # A tab stays one, so that the caret stands below its place wherever tabs end.
        blank = "".join("\t" if sign == "\t" else " " * columns_of(sign) for sign in text[: column - 1])
        yield f"  {' ' * len(number)} | {blank}{click.style('^', fg='red', bold=True) if colours else '^'}"


def _window(text: str, column: int | None, width: int) -> tuple[str, int | None]:
    """As much of ``text`` around a column as there is room for, and where that column is then."""
    if sum(map(_shown, text)) <= width:
        return text, column
    at = min((column or 1) - 1, len(text))
    first = at
    room = width * 2 // 3 - 1
    while first > 0 and (room := room - _shown(text[first - 1])) >= 0:
        first -= 1
    if first <= 1:
        first = 0
    last, room = first, width - (2 if first else 1)
    while last < len(text) and (room := room - _shown(text[last])) >= 0:
        last += 1
    cut = ("\u2026" if first else "") + text[first:last] + ("\u2026" if last < len(text) else "")
    return cut, None if column is None else column - first + (1 if first else 0)


def _shown(character: str) -> int:
    return 8 if character == "\t" else columns_of(character)


def broken(text: str, width: int) -> str:
    """``text`` broken between words for a terminal of ``width`` columns (0: not at all), further lines indented."""
    if not width:
        return text
    width = max(width, _NARROWEST)
    lead = text[: len(text) - len(text.lstrip())]
    lines, line, used = [], lead, len(lead)
    for word in text.split():
        size = sum(map(columns_of, word))
        if line.strip() and used + 1 + size > width:
            lines.append(line)
            line, used = " " * 4 + word, 4 + size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line.strip() else (line + word, used + size)
    return "\n".join([*lines, line])
