"""Characters that must not stand in a file, and those that look like others that YAML reads: classes and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lmmm_report.messages import Listing, Message, listing, say

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_DIRECTION = "\u202a-\u202e\u2066-\u2069"  # disguise text
_UNSEEN = "\ufeff\u200b\u2060"
_ODD_BREAKS = "\u2028\u2029"  # lines to YAML, none to editors
# Patterns, not compiled: in most files there is nothing to look for (`_all_seen`).
_REFUSED: Final = f"[{_CONTROL}{_DIRECTION}{_UNSEEN}{_ODD_BREAKS}]"
_REFUSED_IN_VALUE: Final = f"[{_CONTROL}{_DIRECTION}{_UNSEEN}]"

ODD_BLANKS: Final = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks that YAML reads as letters, for a class of characters."""
CURLY_QUOTES: Final = "\u2018-\u201f\xab\xbb\u2039\u203a"
"""Quotation marks that YAML reads as letters, for a class of characters."""
QUOTES: Final = frozenset("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\xab\xbb\u2039\u203a")
"""The same one by one."""
BULLETS: Final = (
    "*+\xb7\u2010-\u2015\u2022\u2023\u2043\u2192\u2212\u2219\u25a0\u25aa\u25cb\u25cf\u25e6\u27a2\uf0a7\uf0b7"
)
"""What word processors begin the entries of a list with, for a class of characters."""

_PASTED = re.compile(f"[{ODD_BLANKS}{CURLY_QUOTES}]")
_BULLET_FIRST = re.compile(rf"[\n\r][ \t{ODD_BLANKS}]*[{BULLETS}]\s")
_FAR = 160
"""So far from the beginning of a line stands text, no structure."""
_NAMES: Final = {
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069": "direction_character",
    "\u2028\u2029\x85": "line_break_character",
    "\ufeff": "byte_order_mark",
    "\u200b": "zero_width_space",
    "\u2060": "word_joiner",
    "\xa0\u202f": "no_break_space",
}


def named_character(character: str) -> Message:
    """A character that cannot be seen, or hardly, in words with its number."""
    name = next((name for characters, name in _NAMES.items() if character in characters), "")
    if not name:
        import unicodedata

        name = "odd_space" if unicodedata.category(character) == "Zs" else "control_character"
    return say(f"yaml.{name}", number=number_of(character))


def number_of(character: str) -> str:
    """The number of a character as tables give it: ``U+00A0``."""
    return f"U+{ord(character):04X}"


def refused_characters(text: str) -> Iterator[re.Match[str]]:
    """The characters in ``text`` that no file may hold."""
    return iter(()) if _all_seen(text) else re.finditer(_REFUSED, text)


def _all_seen(text: str) -> bool:
    """Whether everything in ``text`` can be seen, at a glance: then none of its characters is refused."""
    return text.replace("\n", "").isprintable()


def without_refused(text: str) -> str:
    """``text`` with a replacement character for each one that no file may hold."""
    return text if _all_seen(text) else re.sub(_REFUSED, "\ufffd", text)


def refused_in(value: str) -> str:
    """Name of the first character in a value that must not be there, or an empty text."""
    if _all_seen(value):
        return ""
    match = re.search(_REFUSED_IN_VALUE, value)
    return named_character(match.group()) if match else ""


def printable(text: str) -> str:
    """``text`` on one line, every character that must not be there replaced by its number: fit for a message."""
    if isinstance(text, Message):
        return printable_message(text)
    line = re.sub("[\t\n\r]", " ", text)
    return re.sub(_REFUSED, lambda match: f"<{number_of(match.group())}>", line)


def printable_message(message: Message) -> Message:
    """A message with the texts that it was made of `printable`."""
    if isinstance(message, Listing):
        return listing([printable(part) for part in message.parts], message.separator)
    values = {name: printable(value) if isinstance(value, str) else value for name, value in message.values.items()}
    return Message(message.key, values)


def may_be_pasted(text: str) -> bool:
    """Whether an odd blank, a curly quotation mark or a bullet stands where YAML reads structure; few files have one.

    Only a first look, cheap and too strict: block texts are not told apart.
    """
    if _BULLET_FIRST.search(text) or text[:1] in "*+":
        return True
    for match in () if text.isascii() else _PASTED.finditer(text):
        at = match.start()
        before = text[max(at - _FAR, 0) : at]
        before = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
        if len(before) == _FAR:
            continue
        if match.group() not in QUOTES:
            found = ":" not in before or before.rstrip(" \t").endswith(":")
        else:
            found = before.endswith((" ", "\t")) and before.rstrip(" \t").endswith((":", "-"))
        if found:
            return True
    return False
