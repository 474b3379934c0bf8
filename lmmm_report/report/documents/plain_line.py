"""Texts of a profile inside formats that others read: never a command, a mention, a link or markup there."""

from __future__ import annotations

import re

_TICKS = re.compile(r"`+")
_MARKUP = re.compile(r"([\\`*_\[\]<>|~$@#])")
_COMMAND = re.compile(r"^(\s*)::")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def terminal_line(text: str) -> str:
    """One line of output that no pipeline takes for a command of its own.

    GitHub's runner obeys a line that begins with ``::``, and ``##[`` anywhere in it.
    """
    line = _seen(" ".join(text.splitlines())).replace("##[", "## [")
    return _COMMAND.sub(r"\1: :", line)


def _seen(text: str) -> str:
    """A name of a file may hold what moves the cursor or turns the direction of reading."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def code(text: str) -> str:
    """A text as a code span of Markdown: in it nothing is markup, a mention, a reference or a quick action."""
    line = _seen(" ".join(text.split()))
    if not line:
        return ""
    longest = max((len(run) for run in _TICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def markdown(text: str) -> str:
    """Words of ours or of the model in Markdown, each mark escaped."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def table_cell(value: object) -> object:
    """A value for a table: a text in it is nothing but a text, whatever a spreadsheet makes of its beginning."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
