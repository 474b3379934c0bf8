"""What an unquoted word of a YAML file means, by the core rules of YAML 1.2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Union

from lmmm_report.messages import say

LIMIT_DIGITS = 15
"""So many digits survive in every program that reads or writes the number."""

WORDS: Mapping[str, Union[bool, None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
NUMBER_START = frozenset("+-.0123456789")

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LARGEST = 1e15


class InexactNumberError(ValueError):
    """A plain number that cannot be taken over exactly; the argument says what was found."""


def plain_value(word: str) -> bool | int | float | str | None:
    """What an unquoted word means by YAML 1.2's core rules; a number with leading zeros stays a text."""
    if word in WORDS:
        return WORDS[word]
    if word[0] not in NUMBER_START:
        return word
    if _INTEGER.fullmatch(word):
        _check_digits(word.lstrip("+-"))
        return int(word, 0)
    if _DECIMAL.fullmatch(word):
        return _decimal(word)
    if _NOT_FINITE.fullmatch(word):
        raise InexactNumberError(say("yaml.not_finite", word=word))
    return word


def _decimal(word: str) -> float:
    mantissa, _, exponent = word.lower().partition("e")
    _check_digits(mantissa.lstrip("+-").replace(".", ""))
    value = float(word) if len(exponent) <= 4 else _LARGEST * 2
    if abs(value) > _LARGEST or (value and abs(value) < 1 / _LARGEST):
        raise InexactNumberError(say("yaml.not_meant"))
    return value


def _check_digits(digits: str) -> None:
    if len(digits) > LIMIT_DIGITS:
        raise InexactNumberError(say("yaml.too_many_digits", count=len(digits), limit=LIMIT_DIGITS))
