"""Shares as people know them: "in eight of ten cases", "mostly", "about half"; each is read as bounds in percent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import Final

from lmmm_report.domain.facts import Between
from lmmm_report.facts.spoken import ABOUT, NUMBER_WORDS, folded, spelled

_ALL, _MOST, _HALF, _FEW, _NONE = (100, 100), (51, 100), (45, 55), (1, 49), (0, 0)

_SAID: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        folded(said): bounds
        for bounds, sayings in (
            (_ALL, "always, every time, all, without exception, immer, stets, jedes Mal, alle, allen, ausnahmslos"),
            (_ALL, "everything, alles"),
            ((90, 99), "almost everything, nearly everything, fast alles, nahezu alles, beinahe alles"),
            ((90, 99), "almost always, nearly always, almost all, nearly all, fast immer, fast alle, nahezu immer"),
            (
                _MOST,
                "mostly, most, usually, largely, predominantly, a majority, majority, meistens, meist",
            ),
            (_MOST, "überwiegend, größtenteils, mehrheitlich, in der Regel, meisten, Mehrheit, die Mehrheit, ja"),
            (_MOST, "yes, true, kept, eingehalten, wird eingehalten, werden eingehalten, is kept, are kept"),
            (
                _FEW,
                "rarely, seldom, sometimes, occasionally, hardly ever, kaum, selten, manchmal, gelegentlich, ab und zu",
            ),
            (_NONE, "never, none, no, false, not kept, not at all, nie, niemals, nein, keine, gar nicht, nicht"),
            (_NONE, "nothing, nichts"),
            (_NONE, "nicht eingehalten, wird nicht eingehalten, werden nicht eingehalten, is not kept, are not kept"),
        )
        for said in sayings.split(", ")
    }
)
"""What a word alone says. "Often" is not among them: it may be more or less than half."""

_WORDS: Final[Mapping[str, str]] = spelled(
    NUMBER_WORDS,
    {
        "about": ABOUT,
        "good": "gut good",
        "scarcely": "knapp almost nearly fast beinahe",
        "over": "over über",
        "under": "under below unter",
        "least": "mindestens wenigstens",
        "most": "höchstens maximal",
        "of": "of von aus",
        "to": "to bis",
        "half": "half hälfte halb",
        "/3": "third thirds drittel dritteln",
        "/4": "quarter quarters viertel vierteln",
        "/5": "fifth fifths fünftel fünfteln",
        "/10": "tenth tenths zehntel zehnteln",
        "%": "percent prozent",
        "": "in the der den dem die das cases case times time fällen fälle mal",
    },
)
_PHRASES: Final = tuple(
    (f" {folded(said)} ", meant)
    for said, meant in (
        ("more than", "over"), ("mehr als", "over"), ("less than", "under"), ("weniger als", "under"),
        ("just over", "good"), ("slightly more than", "good"), ("etwas mehr als", "good"), ("a good", "good"),
        ("just under", "scarcely"), ("etwas weniger als", "scarcely"), ("slightly less than", "scarcely"),
        ("at least", "mindestens"), ("at most", "maximal"), ("up to", "maximal"), ("bis zu", "maximal"),
        ("out of", "of"), ("per cent", "%"), ("dreiviertel", "3 viertel"),
        ("of the time", ""), ("of the cases", ""), ("of all cases", ""), ("aller fälle", ""),
    )
)  # fmt: skip
_ORDINALS: Final[Mapping[str, str]] = spelled(
    {
        "2": "zweite second other",
        "3": "dritte third",
        "4": "vierte fourth",
        "5": "fünfte fifth",
        "6": "sechste sixth",
        "7": "siebte seventh",
        "8": "achte eighth",
        "9": "neunte ninth",
        "10": "zehnte tenth",
    }
)
_EVERY = re.compile(r"\b(?:jede[rsnm]?|every) ([a-z]+)")
_OUT_OF = re.compile(
    r"(?<=[a-z0-9]) in (?=[0-9]|" + "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)" + r"\b)"
)
"""One in three, eight in ten."""
_MARKS = re.compile(r"([%/-])")
_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
_PERCENT = re.compile(rf"({_NUMBER})( %)?")
_RANGE = re.compile(rf"({_NUMBER})(?: %)? (?:-|to) ({_NUMBER})(?: %)?")
_PART = re.compile(r"([0-9]{1,4}) (?:of|/) ([0-9]{1,4})")
_FRACTION = re.compile(r"(?:([0-9]{1,2}) )?/([0-9]{1,2})")
_ROUGH: Final = 5
"""Percentage points that "about" means to either side."""
_HALVES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "": _HALF,
        "about": _HALF,
        "good": (51, 55),
        "scarcely": (45, 49),
        "over": (51, 100),
        "under": (0, 49),
        "least": (50, 100),
        "most": (0, 50),
    }
)


def share_of(text: str) -> Between | int | None:
    """The share in percent that ``text`` tells; `None` if it tells none. "About" means five points more or less.

    A number alone is percent. One with decimals and not above 1 could be a share of one as well and is not read.
    """
    plain = folded(text)
    bounds = _SAID.get(plain) or _SAID.get(_reduced(plain)) or _counted(_words(plain))
    if bounds is None or not 0 <= bounds[0] <= bounds[1]:
        return None
    low, high = bounds
    return low if low == high else Between(low, high)


def _reduced(plain: str) -> str:
    """``plain`` without the words that add nothing: ``in the most cases``, ``most of the time``."""
    return " ".join(word for word in plain.split() if word != "of" and _WORDS.get(word) != "")


def _words(plain: str) -> str:
    """The few words that ``plain`` comes down to; empty if one of them is unknown."""
    plain = _EVERY.sub(_one_of, _OUT_OF.sub(" of ", plain))
    padded = f" {plain} "
    for said, meant in _PHRASES:
        padded = padded.replace(said, f" {meant} ")
    words = (_WORDS.get(word, word) for word in _MARKS.sub(r" \1 ", padded).split())
    return " ".join(word for word in words if word)


def _one_of(every: re.Match[str]) -> str:
    """``every third`` and ``jeder Dritte`` as one of three."""
    number = _ORDINALS.get(every[1]) or _ORDINALS.get(every[1].rstrip("rsnm"))
    return f"1 of {number}" if number else every[0]


def _counted(words: str) -> tuple[int, int] | None:
    """The bounds of a number with the word before it: ``about 8 of 10``, ``over half``."""
    how, _, value = words.partition(" ")
    if how not in _HALVES:
        how, value = "", words
    if value in {"half", "1 half"}:
        return _HALVES[how]
    if match := _RANGE.fullmatch(value):
        low, high = _number(match[1]), _number(match[2])
        return (floor(low), ceil(high)) if how in {"", "about"} and low < high <= 100 else None
    share = _share(value)
    return None if share is None or share > 100 else _bounds(how, floor(share), ceil(share))


def _share(value: str) -> Fraction | None:
    if match := _PERCENT.fullmatch(value):
        number = _number(match[1])
        return number if match[2] or match[1].isdigit() or number > 1 else None
    if match := _PART.fullmatch(value):
        return Fraction(100 * int(match[1]), int(match[2])) if int(match[2]) else None
    if match := _FRACTION.fullmatch(value):
        return Fraction(100 * int(match[1] or 1), int(match[2]))
    return None


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _bounds(how: str, low: int, high: int) -> tuple[int, int] | None:
    """What the word before a number makes of it; `None` if nothing is left."""
    least, most = {
        "": (low, high),
        "about": (low - _ROUGH, high + _ROUGH),
        "good": (low + 1, high + _ROUGH),
        "scarcely": (low - _ROUGH, high - 1),
        "over": (low + 1, 100),
        "under": (0, high - 1),
        "least": (low, 100),
        "most": (0, high),
    }[how]
    bounds = max(least, 0), min(most, 100)
    return bounds if bounds[0] <= bounds[1] else None
