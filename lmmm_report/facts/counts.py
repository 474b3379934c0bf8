"""Counts and durations as people say them: "about 25", "1,100", "135 a quarter", "two days".

The script of the interview's page reads them by the same tables, so all that is needed stands in tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from lmmm_report.facts.durations import UNIT_WORDS
from lmmm_report.facts.spoken import NUMBER_WORDS


def _said(table: Mapping[str, str]) -> Mapping[str, str]:
    """Tables of what is said, the other way round, the longest first, so that nothing is taken for its beginning."""
    words = {word: meant for meant, sayings in table.items() for word in sayings.split(", ")}
    return MappingProxyType(dict(sorted(words.items(), key=lambda item: (-len(item[0]), item[0]))))


ROUGH: Final = _said(
    {
        "about": "about, approximately, approx., approx, some, ~",
        "roughly": "roughly",
        "around": "around",
        "over": "over, more than",
        "under": "under, less than, fewer than",
        "almost": "almost, nearly, just under",
        "etwa": "etwa",
        "rund": "rund",
        "circa": "circa, ca., ca",
        "ungefähr": "ungefähr, so ungefähr",
        "gut": "gut, etwas mehr als, etwas über",
        "knapp": "knapp, fast, beinahe, etwas unter",
        "über": "über, mehr als",
        "unter": "unter, weniger als",
    }
)
"""What is said before a rounded number, and how the format has it."""
PERIODS: Final = _said(
    {
        "week": "a week, per week, every week, each week, weekly, in der woche, pro woche, je woche, die woche",
        "month": "a month, per month, every month, each month, monthly, im monat, pro monat, je monat, monatlich",
        "quarter": "a quarter, per quarter, every quarter, quarterly, im quartal, pro quartal, je quartal",
        "half_year": "per half-year, per half year, every half-year, im halbjahr, pro halbjahr, je halbjahr",
        "year": "a year, per year, every year, each year, yearly, im jahr, pro jahr, je jahr, jährlich",
    }
)
"""The periods that a number may be of."""
MONTHS: Final[Mapping[str, int]] = MappingProxyType({"month": 1, "quarter": 3, "half_year": 6, "year": 12})
"""How many months a period has; a week has no whole number of them."""
UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {word: unit for unit, words in UNIT_WORDS.items() for word in (unit, *sorted(words))}
)
"""The unit of the format by each word for it."""
WITHIN: Final = ("within", "binnen", "innerhalb von", "in")
"""What may stand before a duration and adds nothing."""
NUMBERS: Final[Mapping[str, str]] = MappingProxyType(
    {word: number for number, words in NUMBER_WORDS.items() for word in words.split() if word not in ("a", "an")}
)
HALVES: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("half", "half a", "a half", "half of a", "one half", "½", "1/2"), 1),
        **dict.fromkeys(("halb", "halbe", "halber", "halben", "ein halber", "einen halben", "einem halben"), 1),
        **dict.fromkeys(("anderthalb", "anderthalbe", "eineinhalb", "einundeinhalb"), 3),
        **{word: 2 * int(number) for word, number in NUMBERS.items()},
        **{f"{word} and a half": 2 * int(number) + 1 for word, number in NUMBERS.items()},
        **{f"{word}einhalb": 2 * int(number) + 1 for word, number in NUMBERS.items() if word != "ein"},
    }
)
"""Numbers of halves that stand in words."""
DAY_WORDS: Final = ("days", "day", "tage", "tagen", "tag", "person-days", "personentage", "pt", "d")
"""What may stand behind a number of days and adds nothing."""
_HALVES = re.compile("([0-9]{1,4})(?:[.,]([05])| ?(½|1/2))?")
_GROUPED = re.compile("[1-9][0-9]{0,2}(?:[.,’' ][0-9]{3}){1,2}|[0-9]{1,9}")
_DURATION = re.compile("([0-9]{1,4}) ?(.+)")


class Count(NamedTuple):
    """A count as it was said."""

    rough: str
    """The word of the format before it; empty for an exact one."""
    digits: str
    """Without separators and leading zeros."""
    per: str
    """The period that it is of, where one was named."""


def count_of(text: str) -> Count | None:
    """The count that a text on one line says; `None` if it says none."""
    per, plain = _period(text.lower())
    rough, plain = _taken(plain, ROUGH)
    plain = NUMBERS.get(plain, plain)
    if _GROUPED.fullmatch(plain) is None:
        return None
    return Count(rough, re.sub("[^0-9]", "", plain).lstrip("0") or "0", per)


class Days(NamedTuple):
    """A number of days as it was said."""

    halves: int
    per: str
    """The period that it is of, where one was named."""


def days_of(text: str) -> Days | None:
    """The days, half ones as well, that a text on one line says: 2.5, 2½, zweieinhalb; `None` if it says none."""
    per, plain = _period(text.lower())
    unit = next((word for word in DAY_WORDS if plain.endswith(" " + word)), "")
    plain = plain[: -len(unit) - 1] if unit else plain
    if plain in HALVES:
        return Days(HALVES[plain], per)
    match = _HALVES.fullmatch(plain)
    if match is None:
        return None
    return Days(2 * int(match[1]) + int(match[2] == "5" or match[3] is not None), per)


def _period(text: str) -> tuple[str, str]:
    """The period behind or before a number, and the text without it."""
    per, rest = _taken(text, PERIODS, behind=True)
    return (per, rest) if per else _taken(text, PERIODS)


def _taken(text: str, table: Mapping[str, str], *, behind: bool = False) -> tuple[str, str]:
    """What the words before (or behind) a number mean, and the text without them."""
    for word, meant in table.items():
        if behind and text.endswith(" " + word):
            return meant, text[: -len(word) - 1]
        if not behind and (text.startswith(word + " ") or (word == "~" and text.startswith(word))):
            return meant, text[len(word) :].lstrip(" ")
    return "", text


def duration_of(text: str) -> str:
    """The duration that a text on one line says, as the format has it: ``31 h``; empty if it says none."""
    plain = text.lower()
    for word in WITHIN:
        if plain.startswith(word + " "):
            plain = plain[len(word) + 1 :]
            break
    first, _, rest = plain.partition(" ")
    if first in NUMBERS:
        plain = f"{NUMBERS[first]} {rest}"
    match = _DURATION.fullmatch(plain)
    unit = UNITS.get(match[2], "") if match else ""
    return f"{int(match[1])} {unit}" if match and unit else ""
