"""The words of a condition: text in, tokens with their offsets out."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from lmmm_report.messages import Cure, Message, say

TokenKind = Literal["text", "integer", "decimal", "name", "sign", "end"]

MAX_LENGTH = 4_000
"""Characters that a condition may have."""

MAX_INTEGER = 2**63 - 1
"""The largest whole number, as in CEL."""

_TOKEN = re.compile(
    r"""
      (?P<decimal>[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
    | (?P<integer>[0-9]+)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>&&|\|\||==|!=|<=|>=|[!<>+\-*()\[\]?:.,])
    """,
    re.VERBOSE,
)
_LETTERS = re.compile(r"\w+")
_SPACE = frozenset(" \t\r\n")
_ESCAPE = re.compile(r"\\(?:([abfnrtv\\'\"`?])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-3][0-7]{2}))")
_SIMPLE_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

_FOREIGN = {
    "&": "expression.write_and",
    "|": "expression.write_or",
    "=": "expression.write_equal",
    "/": "expression.no_division",
    "%": "expression.no_remainder",
    "{": "expression.no_mappings",
    "}": "expression.no_mappings",
    "“": "expression.straight_quotes",
    "”": "expression.straight_quotes",
    "„": "expression.straight_quotes",
    "’": "expression.straight_single_quotes",
    "‘": "expression.straight_single_quotes",
    "≤": "expression.write_at_most",
    "≥": "expression.write_at_least",
    "≠": "expression.write_unequal",
}
"""Signs of other languages, with the key of the cure."""


class ExpressionError(Exception):
    """A condition that cannot be used: what is wrong, at which character of its text (from 0), and the cure."""

    def __init__(self, message: Message, offset: int = 0, hint: Cure = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


class Token(NamedTuple):
    """One word or sign; ``value`` is the text, number, name or sign itself, ``end`` the offset behind it."""

    kind: TokenKind
    value: str | int | float
    offset: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """Cut ``text`` into tokens, the last of kind ``end``; `ExpressionError` at the first that is none."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            say("expression.long", most=MAX_LENGTH, number=len(text)), MAX_LENGTH, say("expression.long_cure")
        )
    tokens: list[Token] = []
    offset = _past_space(text, 0)
    while offset < len(text):
        token = _next(text, offset)
        tokens.append(token)
        offset = _past_space(text, token.end)
    behind = tokens[-1].end if tokens else 0
    tokens.append(Token("end", "", behind, behind))
    return tokens


def _past_space(text: str, offset: int) -> int:
    while text[offset : offset + 1] in _SPACE:
        offset += 1
    return offset


def _next(text: str, offset: int) -> Token:
    found = _TOKEN.match(text, offset)
    if found is None:
        sign = text[offset]
        if sign in "\"'":
            return _quoted(text, offset)
        hint: Cure = say(_FOREIGN[sign]) if sign in _FOREIGN else ""
        raise ExpressionError(say("expression.no_meaning", sign=sign), offset, hint)
    word, end = found.group(), found.end()
    if found.lastgroup == "name":
        return Token("name", word, offset, end)
    if found.lastgroup == "sign":
        return Token("sign", word, offset, end)
    letters = _LETTERS.match(text, end)
    if letters is not None:
        raise ExpressionError(say("expression.neither", word=word + letters.group()), offset)
    if found.lastgroup == "integer":
        return Token("integer", _whole(word, offset), offset, end)
    return Token("decimal", _decimal(word, offset), offset, end)


def _whole(word: str, offset: int) -> int:
    # 19 digits hold the largest number; leading zeros beyond that would only cost time to convert.
    if len(word) > 19 or int(word) > MAX_INTEGER:
        raise ExpressionError(say("expression.larger", word=word[:25], most=MAX_INTEGER), offset)
    return int(word)


def _decimal(word: str, offset: int) -> float:
    number = float(word)
    if number == float("inf"):
        raise ExpressionError(say("expression.too_large", word=word[:25]), offset)
    return number


def _quoted(text: str, offset: int) -> Token:
    """The text between the quotation mark at ``offset`` and its partner, escapes replaced."""
    mark = text[offset]
    parts: list[str] = []
    here = offset + 1
    while here < len(text) and text[here] != mark:
        if text[here] in "\r\n":
            break
        if text[here] == "\\":
            character, here = _escaped(text, here)
            parts.append(character)
        else:
            parts.append(text[here])
            here += 1
    if here >= len(text) or text[here] != mark:
        raise ExpressionError(say("expression.endless_text"), offset, say("expression.close", sign=mark))
    if not parts and text[here + 1 : here + 2] == mark:
        raise ExpressionError(say("expression.several_lines"), offset)
    return Token("text", "".join(parts), offset, here + 1)


def _escaped(text: str, offset: int) -> tuple[str, int]:
    found = _ESCAPE.match(text, offset)
    if found is None:
        written = text[offset : offset + 2]
        raise ExpressionError(say("expression.no_escape", written=written), offset, say("expression.no_escape_cure"))
    simple, *hexadecimal, octal = found.groups()
    if simple is not None:
        return _SIMPLE_ESCAPES.get(simple, simple), found.end()
    code = int(octal, 8) if octal is not None else int(next(h for h in hexadecimal if h is not None), 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise ExpressionError(say("expression.no_character", written=found.group()), offset)
    return chr(code), found.end()
