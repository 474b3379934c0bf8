"""Texts of a profile inside formats that others read: never a command, a mention, a link or markup there."""

from __future__ import annotations

import re

_TICKS = re.compile(r"`+")
_MARKUP = re.compile(r"([\\`*_\[\]<>|~$@#])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet would take for the beginning of a formula, also in its wide forms."""
_REFERENCE = re.compile(r"@(?=\w)|[#~%^](?=[\w\"])|[!$&](?=\d)|\b(?:GH|gh)-(?=\d)|:(?=//)|\bwww(?=\.)")
"""What GitHub and GitLab take for a mention, a reference or an address, whether it is escaped or not."""
JOINER = "\u2060"
"""A character without width that keeps two others apart for programs, and together for people."""


def terminal_line(text: str) -> str:
    """One line of output, whatever names are in it. That no pipeline takes it for a command, the console sees to."""
    return _seen(" ".join(text.splitlines()))


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
    """Any words in Markdown: each mark escaped, and nothing in them a mention, a reference or a link."""
    return _MARKUP.sub(r"\\\1", unlinked(_seen(" ".join(text.split()))))


def unlinked(text: str) -> str:
    """A text that nothing turns into a mention, a reference to an issue, or a link: escaping does not prevent that.

    Code hosts look for mentions in what Markdown has become, where a backslash is gone.
    """
    return _REFERENCE.sub(rf"\g<0>{JOINER}", text)


def table_cell(value: object) -> object:
    """A value for a table: a text in it is nothing but a text, whatever a spreadsheet makes of its beginning."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
