"""Words that people write where they mean that there is none, or that they do not know."""

from __future__ import annotations

import re
from typing import Final

NO, UNKNOWN, EITHER, THERE = "no", "unknown", "either", "there"
"""What such a word means."""

NO_WORDS: Final = frozenset(
    {"no", "nein", "not", "nothing", "nichts", "nix", "nobody", "niemand", "kein", "keine", "keiner", "keines"}
    | {"none yet", "not yet", "noch keiner", "noch keine", "noch nicht", "gibt es nicht", "gibt's nicht", "entfällt"}
    | {"nicht vorhanden", "nicht da", "existiert nicht", "nicht definiert", "nicht festgelegt", "nicht geregelt"}
    | {"fehlt", "fehlt noch", "ohne", "haben wir nicht", "not there", "there is none", "does not exist", "missing"}
    | {"not available", "not defined", "without", "we have none"}
)
"""Texts that mean "there is none" and would count as a statement that there is something."""
UNKNOWN_WORDS: Final = frozenset(
    {"?", "??", "???", "unknown", "unbekannt", "unclear", "unklar", "tbd", "tba", "tbc", "todo", "null", "...", "…"}
    | {"keine angabe", "keine angaben", "weiss nicht", "nicht bekannt", "not known", "offen", "don't know", "no idea"}
)
"""Texts that mean "not known" and would count as a statement."""
UNFINISHED_WORDS: Final = frozenset(
    {"in arbeit", "in vorbereitung", "in klärung", "geplant", "folgt", "folgt noch", "kommt noch", "noch offen"}
    | {"entwurf", "draft", "planned", "in progress", "work in progress", "wip", "pending"}
    | {"to follow", "to be defined", "to be done"}
)
"""Texts that mean "not yet", and would count as a statement that there is something."""
THERE_WORDS: Final = frozenset(
    {"yes", "ja", "vorhanden", "gibt es", "existiert", "liegt vor", "exist", "existing", "there is one", "available"}
)
"""Texts that mean "there is one": in format 2 that is a statement of its own."""
EITHER_WORDS: Final = frozenset({"n/a", "not applicable", "nicht anwendbar", "-", "--", "–", "—", "/", "leer", "empty"})
"""Texts that may mean either, and would count as a statement."""

ABBREVIATED: Final = {"ka": UNKNOWN, "nn": UNKNOWN, "na": EITHER}
"""What abbreviations mean, by their letters: k.A., n. n., N.A."""

_LONGEST: Final = 40
"""No such word is longer, with blanks around it."""
_STOP = re.compile(r"\.\s*")


def meaning_of(text: str, *, ended: bool = False) -> str:
    """`NO`, `UNKNOWN`, `EITHER` or `THERE` for a text that only looks like an answer; empty for any other.

    ``ended``: also with a full stop behind it, which makes a sentence of it where any text may stand.
    """
    if len(text) > _LONGEST:
        return ""
    said = " ".join(text.split()).casefold()
    for word in (said, said[:-1]) if ended and said.endswith(".") else (said,):
        if word in NO_WORDS or word in UNFINISHED_WORDS:
            return NO
        if word in THERE_WORDS:
            return THERE
        if word in UNKNOWN_WORDS:
            return UNKNOWN
        if word in EITHER_WORDS:
            return EITHER
    return ABBREVIATED.get(_STOP.sub("", said), "") if "." in said else ""


def word_of(value: object) -> str:
    """``none`` or ``exists`` for a text that is one of them but for capitals or what stands around it, else nothing."""
    word = value.strip(" \t.,;:!\"'").casefold() if isinstance(value, str) else ""
    return word if word in ("none", "exists") else ""
