"""Values in which a word processor's character stands for the one that is read: quotation marks, blanks, dashes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Path, Place
from lmmm_report.load.schema.wording import choice_hint, pattern_hint, type_hint
from lmmm_report.load.yaml.characters import CURLY_QUOTES, ODD_BLANKS, named_character, number_of
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.load.yaml.text import shortened
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem

_WRAPPED = re.compile(f"[{CURLY_QUOTES}](.*)[{CURLY_QUOTES}]", re.DOTALL)
_DOUBLE = frozenset("“”„‟«»")
_SINGLE_OPENING = frozenset("‘‚‛‹")
_LOOK_ALIKE = re.compile(f"[{ODD_BLANKS}{CURLY_QUOTES}\u2010-\u2015\u2212]")


def quotes_problem(
    value: Data, path: Path, field: Field, source: Source, cure: Callable[[str], Message] | None = None
) -> Problem | None:
    """What is said of an unquoted text whose ends are curly quotation marks; `None` for every other value.

    ``cure`` knows what to write for the text between them, where that is not a matter of the format.
    """
    inner = _in_curly_quotes(value) if isinstance(value, str) else ""
    if not inner or not isinstance(value, str):
        return None
    text = value.strip()
    if not source.written(path).startswith(text[0]):
        return None  # in quotes that count, so they are meant
    opening, closing = (say("schema.character", character=c, number=number_of(c)) for c in (text[0], text[-1]))
    message = say("schema.curly_quotes", opening=opening, closing=closing)
    hint = cure(inner) if cure is not None else _hint(inner, field, path)
    return source.problem(path, message, hint=hint, code="pasted")


def with_look_alike(here: str, value: Data) -> str:
    """``here`` (what was found) with the first character of ``value`` that only looks like the one that is read."""
    match = _LOOK_ALIKE.search(value) if isinstance(value, str) else None
    if match is None:
        return here
    sign = match.group()
    what = named_character(sign) if sign.isspace() else say("schema.character", character=sign, number=number_of(sign))
    return say("schema.with_character", what=here, character=what)


def place_of_look_alike(value: Data, path: Path, source: Source) -> Place | None:
    """Where that character stands, if it stands in the line in which the value begins."""
    match = _LOOK_ALIKE.search(value) if isinstance(value, str) else None
    column = source.written(path).find(match.group()) if match else -1
    place = source.place(path)
    return Place(place.line, place.column + column) if column >= 0 else None


def _in_curly_quotes(text: str) -> str:
    """What stands between curly quotation marks that enclose all of a text, empty if none do."""
    stripped = text.strip()
    match = _WRAPPED.fullmatch(stripped)
    if match is None or (stripped[0] in _DOUBLE) != (stripped[-1] in _DOUBLE):
        return ""
    inner = match[1].strip()
    marks = _DOUBLE if stripped[0] in _DOUBLE else _SINGLE_OPENING
    return "" if any(mark in inner for mark in marks) else inner


def _hint(inner: str, field: Field, path: Path) -> Message:
    if field.choices:
        return say("schema.write", text=inner) if inner in field.choices else choice_hint(inner, field)
    if field.kind != "text":
        return type_hint(inner, inner, field, path)
    pattern = field.node.get("pattern")
    if pattern is None:
        return say("schema.write_quoted", text=json.dumps(shortened(" ".join(inner.split())), ensure_ascii=False))
    return say("schema.write", text=inner) if _fits(inner, pattern) else pattern_hint(inner, field)


def _fits(text: str, pattern: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:  # a pattern that only the validator can read
        return False
