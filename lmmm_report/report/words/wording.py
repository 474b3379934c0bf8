"""Words, numbers and dates of one language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from lmmm_report import resources
from lmmm_report.domain.catalogue import Catalogue
from lmmm_report.domain.model import Text
from lmmm_report.domain.profile import Company
from lmmm_report.messages import in_case
from lmmm_report.report.words.assessed import spoken_of


def begun(text: str) -> str:
    """The text as it stands where a sentence begins."""
    return text[:1].upper() + text[1:]


SHOWN = 96
"""Characters of a company's text that are quoted; the whole text stands in the profile's own section."""


def shortened(text: str, length: int = SHOWN) -> str:
    """A text on one line, cut at a word if it is longer than ``length`` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + " …"


class Wording:
    """The voice of a report: everything a reader sees as words or figures in one language."""

    def __init__(self, catalogue: Catalogue, *, unit: bool = False) -> None:
        self.language = catalogue.language
        self.unit = unit
        """Whether a unit of a company is spoken of, and not the company."""
        self.catalogue = catalogue
        self._texts = catalogue.texts
        self._locale = _locales()[catalogue.language]

    def about(self, company: Company) -> Wording:
        """The words in which this company is spoken of, or this unit of it."""
        return self if self.unit == bool(company.unit) else Wording(self.catalogue, unit=bool(company.unit))

    def say(self, key: str, **values: object) -> str:
        """The text under ``key`` with its placeholders filled; the plural form follows ``count``.

        ``{count}`` is a number in digits, ``{spelled}`` the same as sentences have it, up to twelve in words, and
        ``{Spelled}`` the same where a sentence begins. Of any other number ``{total:words}`` is the same from two on.
        Raises `KeyError` for an unknown key or a placeholder without a value: both are faults of the program.
        """
        text = self._texts[key]
        if not values and "{" not in text:
            return spoken_of(str(text), unit=self.unit)
        if isinstance(text, Mapping):
            count = values["count"]
            if not isinstance(count, int):
                raise TypeError(f"the text {key} needs a whole number as count")
            text = text["one" if abs(count) == 1 else "other"]
        number = self._counted if "ords}" in text else self.number
        filled = {name: number(value) if isinstance(value, int) else value for name, value in values.items()}
        if "pelled}" in text:
            filled["spelled"] = words = self.spelled(values["count"])
            filled["Spelled"] = begun(words)
        said = spoken_of(text, unit=self.unit).format_map(filled)
        return in_case(said) if self.language == "de" and "Herr " in said else said

    def _counted(self, value: int) -> _Counted:
        counted = _Counted(self.number(value))
        # One is another word before each noun; where it may be one, the text has a form of its own.
        counted.words = self.spelled(value) if value > 1 else counted
        return counted

    def days(self, number: int | Fraction) -> int | str:
        """Person-days as texts take them: a whole number as it is, halves and quarters in digits."""
        return number if isinstance(number, int) else self.number(number, 2)

    def spelled(self, count: object) -> str:
        """A whole number as it stands in a sentence: in words as far as the catalogue has them, else in digits."""
        if not isinstance(count, int):
            raise TypeError(f"a whole number is needed, not {count!r}")
        words = str(self._texts["numbers.in_words"]).split()
        return words[count] if 0 <= count < len(words) else self.number(count)

    def of(self, text: Text) -> str:
        """A text of the model in this language."""
        return spoken_of(text[self.language], unit=self.unit)

    def month(self, day: date) -> str:
        """The month of a day: Oktober 2026, October 2026."""
        return f"{self._locale['months'][day.month - 1]} {day.year}"

    def period(self, first: date, last: date) -> str:
        """From one day to another; the year is said once where it is the same."""
        pattern: str = self._locale["date"]
        if first.year == last.year and first < last:
            pattern = pattern.removesuffix(" {year}").removesuffix(",")
        return self.say("plan.dates", first=self._dated(pattern, first), last=self.date(last))

    def _dated(self, pattern: str, day: date) -> str:
        return pattern.format(day=day.day, month=self._locale["months"][day.month - 1], year=day.year)

    def date(self, day: date) -> str:
        """A date in full: 15. Oktober 2026, 15 October 2026."""
        return self._dated(self._locale["date"], day)

    def number(self, value: int | float | Fraction, decimals: int = 0) -> str:
        """A number with the language's separators and at most ``decimals`` decimals, halves to the even neighbour."""
        if isinstance(value, int):
            text = f"{value:,}"
        else:
            # The shortest decimal that means this number is what a reader would round.
            text = f"{Decimal(repr(float(value))):,.{decimals}f}"
            if decimals:
                text = text.rstrip("0").rstrip(".")
        return text.translate(self._locale["separators"])

    def listed(self, items: Iterable[str]) -> str:
        """Words joined with commas and the language's "and"."""
        *first, last = list(items) or [""]
        if not first:
            return last
        pattern = self._locale["list"]
        joined = first[0]
        for item in first[1:]:
            joined = pattern["middle"].format(joined, item)
        text: str = pattern["two" if len(first) == 1 else "end"].format(joined, last)
        return text


class _Counted(str):
    """A number in digits, which a text may ask for in words."""

    words: str

    def __format__(self, how: str) -> str:
        if how not in ("words", "Words"):
            return super().__format__(how)
        return begun(self.words) if how == "Words" else str(self.words)


class Claiming(Wording):
    """A voice that notes what its sentences claim of the company: the claims that belong to each key it says.

    The values of a sentence fill its claims as well, so a claim names the number that the reader sees.
    """

    def __init__(self, wording: Wording, claims: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(wording.catalogue, unit=wording.unit)
        self._claims = claims
        self._noted: dict[str, None] = {}

    def say(self, key: str, **values: object) -> str:
        """The text, with its claims noted; values that only a claim names are welcome."""
        self.claim(*(claim.format_map(values) for claim in self._claims.get(key, ())))
        return super().say(key, **values)

    def claim(self, *claims: str) -> None:
        """Notes what is claimed by words that the catalogue does not have: those of the model, and lists."""
        self._noted.update(dict.fromkeys(claims))

    def claimed(self) -> tuple[str, ...]:
        """What was claimed since this was asked last, each claim once."""
        noted = tuple(self._noted)
        self._noted.clear()
        return noted


@cache
def _locales() -> Mapping[str, Mapping[str, Any]]:
    """By language what numbers, dates and lists look like, taken from the Unicode CLDR by `tools/locales.py`."""
    locales: dict[str, dict[str, Any]] = json.loads(resources.LOCALES.read_bytes())
    for locale in locales.values():
        locale["separators"] = str.maketrans({",": locale["group"], ".": locale["decimal"]})
    return locales
