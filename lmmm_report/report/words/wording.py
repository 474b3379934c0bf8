"""Words, numbers and dates of one language. The only module that knows Babel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from lmmm_report.domain.catalogue import Catalogue
from lmmm_report.domain.model import Text

LOCALES = {"de": "de_DE", "en": "en_GB"}
"""The form of dates and numbers for each language; a language that is not here takes its own default."""


class Wording:
    """The voice of a report: everything a reader sees as words or figures in one language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.language = catalogue.language
        self._texts = catalogue.texts
        self._locale = Locale.parse(LOCALES.get(catalogue.language, catalogue.language))

    def say(self, key: str, **values: object) -> str:
        """The text under ``key`` with its placeholders filled; the plural form follows ``count``.

        Raises `KeyError` for an unknown key or a placeholder without a value: both are faults of the program.
        """
        text = self._texts[key]
        if isinstance(text, Mapping):
            count = values["count"]
            if not isinstance(count, int):
                raise TypeError(f"the text {key} needs a whole number as count")
            text = text.get(self._locale.plural_form(count), text["other"])
        return text.format_map(
            {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        )

    def of(self, text: Text) -> str:
        """A text of the model in this language."""
        return text[self.language]

    def date(self, day: date) -> str:
        """A date in full: 15. Oktober 2026, 15 October 2026."""
        return format_date(day, format="long", locale=self._locale)

    def number(self, value: int | float | Fraction, decimals: int = 0) -> str:
        """A number with the language's separators and at most ``decimals`` decimals."""
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
        return format_decimal(
            float(value) if isinstance(value, Fraction) else value, format=pattern, locale=self._locale
        )

    def listed(self, items: Iterable[str]) -> str:
        """Words joined with commas and the language's "and"."""
        return format_list(list(items), locale=self._locale)
