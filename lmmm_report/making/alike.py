"""Names as people type them: with and without hyphens, umlauts spelled out, in the plural."""

from __future__ import annotations

import re
import unicodedata

_SPELLED = re.compile(r"(?<=[bcdfghjklmnprstvwxyz])([aou])e(?=[a-z])|^([aou])e(?=[a-z])")
_ENDING = re.compile(r"(?:en|er|es|n|e|s)$")
LEAST = 4
"""Letters that have to be left of a word without its ending."""


def folded(text: str) -> str:
    """A text in small letters, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def spelled(word: str) -> str:
    """A word of small letters without accents whose umlauts are written as ae, oe, ue."""
    return _SPELLED.sub(lambda found: found[1] or found[2], word)


def stem(word: str) -> str:
    """A word without the ending of a plural or a case."""
    plain = spelled(word)
    if plain.endswith("ies"):
        return plain[:-3]
    shorter = _ENDING.sub("", plain)
    return shorter if len(shorter) >= LEAST else plain


def core(name: str) -> str:
    """What two spellings of a name have in common: its letters and digits without blanks, marks and endings."""
    return "".join(map(_singular, re.findall(r"[^\W_]+", spelled_words(name))))


def spelled_words(name: str) -> str:
    """A name in small letters without accents, spelled-out umlauts as umlauts."""
    return re.sub(r"[^\W_]+", lambda word: spelled(word[0]), folded(name))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > LEAST - 1 and re.search(r"(?:[^s]s|en)$", word) else word
