"""Numbers, dates and lists look as the Unicode CLDR has them; Babel, which knows it, is the judge."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import MappingProxyType

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.domain.catalogue import Catalogue
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.report.words.wording import Wording
from tests.built_in import WORDINGS
from tools.locales import LOCALES

LANGUAGES = st.sampled_from(sorted(WORDINGS))


def test_every_language_of_the_texts_has_a_locale() -> None:
    assert set(WORDINGS) == set(LOCALES)


@given(LANGUAGES, st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9)), st.integers(0, 4))
def test_numbers(language: str, value: float, decimals: int) -> None:
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    assert WORDINGS[language].number(value, decimals) == format_decimal(value, format=pattern, locale=LOCALES[language])


@pytest.mark.parametrize("value", [0.125, 0.375, 2.5, 3.5, -0.0, -0.001, 1234.5678, 999999.995, 1e-7, 1e15])
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_numbers_at_the_edge(value: float, decimals: int) -> None:
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    assert WORDINGS["de"].number(value, decimals) == format_decimal(value, format=pattern, locale="de_DE")


def test_a_fraction_is_a_number() -> None:
    assert WORDINGS["de"].number(Fraction(19, 8), 2) == "2,38"
    assert WORDINGS["en"].number(Fraction(4000, 1)) == "4,000"


@given(LANGUAGES, st.dates())
def test_dates(language: str, day: date) -> None:
    assert WORDINGS[language].date(day) == format_date(day, format="long", locale=LOCALES[language])


@given(LANGUAGES, st.lists(st.text(max_size=5), max_size=6))
def test_lists(language: str, items: list[str]) -> None:
    assert WORDINGS[language].listed(items) == format_list(items, locale=LOCALES[language])


@pytest.mark.parametrize("count", [-1, 0, 1, 2, 21])
@pytest.mark.parametrize("language", sorted(LOCALES))
def test_plurals(language: str, count: int) -> None:
    form = Locale.parse(LOCALES[language]).plural_form(count)
    texts = MappingProxyType({"of": MappingProxyType({"one": "one", "other": "other"})})
    assert Wording(Catalogue(language=language, texts=texts)).say("of", count=count) == form


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("de", 2, "Zwei Dinge, zwei"),
        ("de", 12, "Zwölf Dinge, zwölf"),
        ("de", 13, "13 Dinge, 13"),
        ("en", 4000, "4,000 Dinge, 4,000"),
    ],
)
def test_sentences_have_small_numbers_in_words(language: str, count: int, words: str) -> None:
    numbers = load_catalogues()[language].texts["numbers.in_words"]
    texts = MappingProxyType({"of": "{Spelled} Dinge, {spelled}", "numbers.in_words": numbers})
    assert Wording(Catalogue(language=language, texts=texts)).say("of", count=count) == words
    texts = MappingProxyType({"of": "{total:Words} Dinge, {total:words}", "numbers.in_words": numbers})
    assert Wording(Catalogue(language=language, texts=texts)).say("of", total=count) == words
