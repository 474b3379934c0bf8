"""Words as people write them, brought to one spelling: small letters, umlauts in two letters, no stray marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LONGEST: Final = 80
"""A time or a share is said in fewer characters than this; nothing longer is looked at."""

_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "–": "-", "—": "-", "’": "'"})
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_LAST_DOT = re.compile(r"(?<=[a-z0-9])\.(?![0-9])")


def folded(text: str) -> str:
    """``text`` in the one spelling; empty if it is too long."""
    if len(text) > LONGEST:
        return ""
    plain = text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold().translate(_TWO_LETTERS)
    plain = " ".join(plain.split())
    if "-" in plain:
        plain = _HYPHEN.sub(" ", plain)
    return _LAST_DOT.sub("", plain) if "." in plain else plain


def spelled(*tables: Mapping[str, str]) -> Mapping[str, str]:
    """Tables of what words mean, the other way round: ``{"early": "early anfang"}`` has two words that mean early."""
    return MappingProxyType(
        {folded(word): meant for table in tables for meant, words in table.items() for word in words.split()}
    )


ABOUT: Final = "about around approximately approx roughly circa ca etwa ungefähr rund"
"""Words that make a number or a time rough."""

NUMBER_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "1": "a an one ein eins eine einem einen einer eines",
        "2": "two zwei",
        "3": "three drei",
        "4": "four vier",
        "5": "five fünf",
        "6": "six sechs",
        "7": "seven sieben",
        "8": "eight acht",
        "9": "nine neun",
        "10": "ten zehn",
        "11": "eleven elf",
        "12": "twelve zwölf",
        "20": "twenty zwanzig",
    }
)
