"""How late a plan ends, and from when to when a measure goes."""

from __future__ import annotations

from datetime import date

import pytest

from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.report.words.plans import late_words
from lmmm_report.report.words.wording import Wording

DE, EN = (Wording(load_catalogues()[language]) for language in ("de", "en"))


@pytest.mark.parametrize(
    ("days", "german", "english"),
    [
        (1, "einen Tag", "one day"),
        (6, "sechs Tage", "six days"),
        (7, "eine Woche", "one week"),
        (8, "acht Tage", "eight days"),
        (13, "13 Tage", "13 days"),
        (14, "zwei Wochen", "two weeks"),
        (15, "mehr als zwei Wochen", "more than two weeks"),
        (31, "mehr als vier Wochen", "more than four weeks"),
        (35, "fünf Wochen", "five weeks"),
    ],
)
def test_nothing_is_later_than_it_is(days: int, german: str, english: str) -> None:
    assert (late_words(days, DE), late_words(days, EN)) == (german, english)


@pytest.mark.parametrize(
    ("first", "last", "german", "english"),
    [
        (date(2026, 11, 2), date(2026, 12, 27), "2. November bis 27. Dezember 2026", "2 November to 27 December 2026"),
        (date(2026, 12, 28), date(2027, 2, 7), "28. Dezember 2026 bis 7. Februar 2027", None),
        (date(2026, 5, 4), date(2026, 5, 4), "4. Mai 2026 bis 4. Mai 2026", None),
    ],
)
def test_a_period_says_its_year_once(first: date, last: date, german: str, english: str | None) -> None:
    assert DE.period(first, last) == german
    assert english in (None, EN.period(first, last))
