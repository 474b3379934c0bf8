import itertools
import re
import time
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.domain.facts import Between
from lmmm_report.domain.format import Sense
from lmmm_report.facts.feasts import easter
from lmmm_report.facts.near_times import near_time
from lmmm_report.facts.periods import Span, months_later
from lmmm_report.facts.times import age, months, time_of
from lmmm_report.messages import say

ON = date(2026, 11, 2)
"""A Monday; the day of the open interviews."""

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
YEARS = st.integers(1990, 2098)
MONTH_NAMES = (
    ("January", "Januar"), ("February", "Februar"), ("March", "März"), ("April", "April"), ("May", "Mai"),
    ("June", "Juni"), ("July", "Juli"), ("August", "August"), ("September", "September"), ("October", "Oktober"),
    ("November", "November"), ("December", "Dezember"),
)  # fmt: skip
LATER = date(2099, 12, 31)
"""A day by which everything has happened."""


def days(first: str, last: str = "", *, ongoing: bool = False) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last or first), ongoing)


def told(text: str, on: date = ON) -> Span:
    span = time_of(text, on)
    assert span is not None, text
    return span


def inside(inner: Span, outer: Span) -> bool:
    return outer.first <= inner.first <= inner.last <= outer.last


TIMES = {
    "2026-03-31": days("2026-03-31"),
    "1889-03-31": days("1889-03-31"),
    "2026-07": days("2026-07-01", "2026-07-31"),
    "2026-q2": days("2026-04-01", "2026-06-30"),
    "2025": days("2025-01-01", "2025-12-31"),
    "2026": days("2026-01-01", "2026-11-02"),
    "2026-22": days("2026-06-01", "2026-08-31"),
    "2025-24": days("2025-12-01", "2026-02-28"),
    "2025-11/2026-01": days("2025-11-01", "2026-01-31"),
    "2025-11/2026-11": days("2025-11-01", "2026-11-02"),
    "../2026-03": days("0001-01-01", "2026-03-31"),
    "2024-05/..": days("2024-05-01", "2026-11-02"),
    "2027/..": days("2027-01-01", "2027-12-31"),
    "~2026-03": days("2026-02-21", "2026-04-08"),
    "2026-10?": days("2026-09-23", "2026-11-02"),
    "2025~": days("2024-10-01", "2026-04-02"),
    "2026-03-31~": days("2026-03-28", "2026-04-03"),
    "Q2 2026": days("2026-04-01", "2026-06-30"),
    "early summer 2026": days("2026-06-01", "2026-07-15"),
    "mid summer 2026": days("2026-07-01", "2026-07-31"),
    "late summer 2026": days("2026-07-16", "2026-08-31"),
    "winter 2025": days("2025-12-01", "2026-02-28"),
    "Winter 2025/26": days("2025-12-01", "2026-02-28"),
    "Ende Oktober 2026": days("2026-10-21", "2026-10-31"),
    "early 2026": days("2026-01-01", "2026-04-30"),
    "week before last": days("2026-10-19", "2026-10-25"),
    "winter before last": days("2024-12-01", "2025-02-28"),
    "vorletzten Winter": days("2024-12-01", "2025-02-28"),
    "the year before last": days("2024-01-01", "2024-12-31"),
    "years ago": days("0001-01-01", "2024-11-02"),
    "vor einigen Wochen": days("2026-08-31", "2026-10-19"),
    "just after Easter": days("2026-04-07", "2026-04-27"),
    "kurz nach Pfingsten": days("2026-05-26", "2026-06-15"),
    "nach Pfingsten": days("2026-05-26", "2026-11-02"),
    "vor Ostern": days("0001-01-01", "2026-04-02"),
    "Easter 2025": days("2025-04-18", "2025-04-21"),
    "letzte Weihnachten": days("2025-12-24", "2025-12-26"),
    "next spring": days("2027-03-01", "2027-05-31"),
    "5 March 2026": days("2026-03-05"),
    "March 5, 2026": days("2026-03-05"),
    "March": days("2026-03-01", "2026-03-31"),
    "December": days("2025-12-01", "2025-12-31"),
    "November": days("2026-11-01", "2026-11-02"),
    "Ende November": days("2025-11-21", "2025-11-30"),
    "Herbst": days("2026-09-01", "2026-11-02"),
    "last autumn": days("2025-09-01", "2025-11-30"),
    "spring last year": days("2025-03-01", "2025-05-31"),
    "Ende letzten Jahres": days("2025-09-01", "2025-12-31"),
    "last week": days("2026-10-26", "2026-11-01"),
    "this week": days("2026-11-02"),
    "the week before last": days("2026-10-19", "2026-10-25"),
    "last month": days("2026-10-01", "2026-10-31"),
    "last quarter": days("2026-07-01", "2026-09-30"),
    "this year": days("2026-01-01", "2026-11-02"),
    "five days ago": days("2026-10-28"),
    "a week ago": days("2026-10-24", "2026-10-28"),
    "three months ago": days("2026-07-18", "2026-08-17"),
    "three years ago": days("2023-05-02", "2024-05-02"),
    "a year ago": days("2025-08-02", "2026-02-02"),
    "in the past year": days("2025-11-02", "2026-11-02"),
    "in den letzten drei Monaten": days("2026-08-02", "2026-11-02"),
    "over two years ago": days("0001-01-01", "2024-11-02"),
    "vor 2020": days("0001-01-01", "2019-12-31"),
    "vor März 2026": days("0001-01-01", "2026-02-28"),
    "by March 2026 at the latest": days("0001-01-01", "2026-03-31"),
    "ongoing": days("2026-11-02", ongoing=True),
    "laufend, zuletzt im Sommer": days("2026-06-01", "2026-08-31", ongoing=True),
    "Dezember 2026": days("2026-12-01", "2026-12-31"),
    # from the notes of the six open interviews
    "Ende September 2025": days("2025-09-21", "2025-09-30"),
    "at the end of September, last in 2025": days("2025-09-21", "2025-09-30"),
    "in Q2": days("2026-04-01", "2026-06-30"),
    "im Frühsommer": days("2026-06-01", "2026-07-15"),
    "im Frühjahr": days("2026-03-01", "2026-05-31"),
    "mid-October": days("2026-10-11", "2026-10-20"),
    "last mid-October": days("2026-10-11", "2026-10-20"),
    "in August": days("2026-08-01", "2026-08-31"),
    "zuletzt im Juni": days("2026-06-01", "2026-06-30"),
    "some time last year": days("2025-01-01", "2025-12-31"),
    "for about two years": days("2024-05-02", "2025-05-02"),
    "since last spring": days("2026-03-01", "2026-05-31"),
    "Seit letztem Frühjahr": days("2026-03-01", "2026-05-31"),
    "vor zwei Wochen": days("2026-10-16", "2026-10-22"),
    "last two weeks ago": days("2026-10-16", "2026-10-22"),
    "ongoing, last week again": days("2026-10-26", "2026-11-01", ongoing=True),
}


@pytest.mark.parametrize("text", TIMES)
def test_times(text: str) -> None:
    assert time_of(text, ON) == TIMES[text]
    assert time_of(f"  {text.upper()} ", ON) == TIMES[text]


SAME = [
    ("March 2026", "März 2026", "Maerz 2026", "2026-03"),
    ("in spring", "im Frühjahr", "im Frühling"),
    ("early summer", "Frühsommer", "im Frühsommer", "Anfang des Sommers 2026"),
    ("midsummer 2026", "Hochsommer 2026", "mid summer 2026"),
    ("late autumn 2025", "Spätherbst 2025", "late fall 2025"),
    ("winter 2025/26", "Winter 2025/2026", "2025-24"),
    ("beginning of October", "Anfang Oktober", "early October"),
    ("mid-October", "Mitte Oktober", "middle of October"),
    ("end of September 2025", "Ende September 2025", "late September 2025"),
    ("early 2026", "Anfang 2026", "Anfang dieses Jahres", "Anfang des Jahres"),
    ("late last year", "Ende letzten Jahres", "end of 2025"),
    ("second quarter 2026", "zweites Quartal 2026", "2. Quartal 2026", "Q2 2026", "2026-Q2"),
    ("first half of 2026", "1. Halbjahr 2026", "erstes Halbjahr 2026", "H1 2026"),
    ("5 March 2026", "5. März 2026", "am 5. März 2026", "2026-03-05", "5th of March 2026"),
    ("today", "heute", "2026-11-02"),
    ("yesterday", "gestern"),
    ("the day before yesterday", "vorgestern"),
    ("last week", "letzte Woche", "vorige Woche", "vergangene Woche", "in der Vorwoche"),
    ("last month", "letzten Monat", "im letzten Monat", "im Vormonat"),
    ("last year", "letztes Jahr", "im vergangenen Jahr", "im Vorjahr", "some time last year", "2025"),
    ("this year", "dieses Jahr", "im laufenden Jahr"),
    ("last autumn", "letzten Herbst", "im letzten Herbst", "last fall"),
    ("spring last year", "im Frühjahr letzten Jahres", "Frühjahr 2025"),
    ("next spring", "nächstes Frühjahr", "im kommenden Frühling"),
    ("years ago", "vor Jahren", "for years", "seit Jahren", "several years ago", "vor mehreren Jahren"),
    ("a few months ago", "vor ein paar Monaten", "a couple of months ago"),
    ("the week before last", "week before last", "vorletzte Woche"),
    ("the winter before last", "im vorletzten Winter"),
    ("just after Easter", "shortly after Easter", "kurz nach Ostern"),
    ("before Christmas", "vor Weihnachten"),
    ("at Whitsun", "an Pfingsten", "zu Pfingsten"),
    ("two weeks ago", "vor zwei Wochen", "vor 2 Wochen", "zuletzt vor zwei Wochen"),
    ("three months ago", "vor drei Monaten"),
    (
        "about two years ago",
        "vor etwa zwei Jahren",
        "vor rund zwei Jahren",
        "vor gut zwei Jahren",
        "a good two years ago",
    ),
    ("half a year ago", "vor einem halben Jahr", "about six months ago"),
    ("over a year ago", "vor über einem Jahr", "vor mehr als einem Jahr"),
    ("since last spring", "seit letztem Frühjahr"),
    ("for two years", "seit zwei Jahren", "since two years ago", "for the last two years"),
    ("for about two years", "seit etwa zwei Jahren"),
    ("before 2020", "vor 2020", "../2019"),
    ("by March 2026 at the latest", "spätestens seit März 2026", "seit spätestens März 2026", "../2026-03"),
    ("within the last two weeks", "in den letzten zwei Wochen", "less than two weeks ago"),
    ("around March 2026", "um März 2026", "etwa März 2026", "~2026-03", "ca. März 2026"),
    ("ongoing", "laufend", "ständig", "all the time", "nach wie vor"),
    ("ongoing, last week again", "laufend, letzte Woche wieder"),
]


@pytest.mark.parametrize("texts", SAME, ids=lambda texts: texts[0])
def test_both_languages_say_the_same(texts: tuple[str, ...]) -> None:
    spans = {told(text) for text in texts}
    assert len(spans) == 1


NONSENSE = [
    "", " ", "offen", "soon", "irgendwann", "2026-13", "2026-00", "2026-02-30", "32 March", "30 February", "Q5", "2026-Q5",
    "2026-25", "2026-20", "1240", "next", "next round", "nächste Runde", "not before the next round", "week", "quarter", "year", "last", "mid", "5", "vor", "since",
    "about", "the", "in", "ago", "0 weeks ago", "two weeks", "in 2 weeks", "spring summer", "March March", "2025 2026",
    "../..", "2026-03/2026-01", "/", "2026/", "~", "~~2026", "winter 2025/27", "spring 2025/26", "March last month", "never",
    "none", "monthly", "8 of 10", "٢٠٢٦-٠٣", "２０２６", "٣ March", "vor ٢ Wochen", "2026-03-31T10:00", "last " * 15, "since " * 13,
    "1 " * 39, "q" * 80, "\x00", "2026\n-03", "early mid March", "ongoing, soon", ",", ",,,",
]  # fmt: skip


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_no_time(text: str) -> None:
    assert time_of(text, ON) is None


TO_THE_END = {
    "2026": days("2026-12-31"),
    "2026-Q3": days("2026-09-30"),
    "2026-q4": days("2026-12-31"),
    "2027-02": days("2027-02-28"),
    "2026-22": days("2026-08-31"),
    "2026-12-15": days("2026-12-15"),
    "~2027": days("2027-09-30", "2028-04-01"),
    "2026-12/2027-02": days("2026-12-31", "2027-02-28"),
    "../2027": days("2027-12-31"),
    "end of 2026": days("2026-12-31"),
    "Ende 2026": days("2026-12-31"),
    "end of this year": days("2026-12-31"),
    "bis Jahresende": days("2026-12-31"),
    "until the end of next year": days("2027-12-31"),
    "bis Ende des Quartals": days("2026-12-31"),
    "Mitte 2027": days("2027-08-31"),
    "December": days("2026-12-31"),
    "bis Februar": days("2027-02-28"),
    "last December": days("2025-12-31"),
    "2025": days("2025-12-31"),
    "bis Ostern": days("2027-03-29"),
    "in two weeks": days("2026-11-13", "2026-11-19"),
    "ongoing": days("2026-11-02", ongoing=True),
}


@pytest.mark.parametrize("text", TO_THE_END)
def test_until_a_time_is_until_its_end(text: str) -> None:
    assert time_of(text, ON, "end") == TO_THE_END[text]


AHEAD = {
    "as soon as possible": days("2026-11-02"),
    "Ab sofort": days("2026-11-02"),
    "from January": days("2027-01-01", "2028-01-01"),
    "ab März 2027": days("2027-03-01", "2028-03-01"),
    "from March to May 2027": days("2027-03-01", "2027-05-31"),
    "2026": days("2026-11-02", "2026-12-31"),
    "2027-02": days("2027-02-01", "2027-02-28"),
    "2025": days("2025-01-01", "2025-12-31"),
    "spring": days("2027-03-01", "2027-05-31"),
    "next spring": days("2027-03-01", "2027-05-31"),
    "kommendes Jahr": days("2027-01-01", "2027-12-31"),
    "nächstes Quartal": days("2027-01-01", "2027-03-31"),
    "this autumn": days("2026-11-02", "2026-11-30"),
    "by March 2027": days("2026-11-02", "2027-03-31"),
    "vor Weihnachten": days("2026-11-02", "2026-12-23"),
    "nach Weihnachten": days("2026-12-27", "2027-12-27"),
    "kurz nach Ostern": days("2027-03-30", "2027-04-19"),
    "kurz vor Weihnachten": days("2026-12-03", "2026-12-23"),
    "in about four weeks": days("2026-11-23", "2026-12-07"),
}


@pytest.mark.parametrize("text", AHEAD)
def test_what_lies_ahead_begins_today_and_is_the_next(text: str) -> None:
    assert time_of(text, ON, "ahead") == AHEAD[text]


@settings(deadline=None)
@given(DAYS, st.sampled_from([f"{y}{p}" for y in (1995, 2026, 2060) for p in ("", "-Q1", "-Q4", "-02", "-12", "-24")]))
def test_no_period_ends_before_its_end_seen_from_any_day(on: date, text: str) -> None:
    whole, end = told(text, LATER), time_of(text, on, "end")
    assert end == Span(whole.last, whole.last)


@pytest.mark.parametrize("year", range(1990, 2100))
def test_easter_is_that_of_the_tables(year: int) -> None:
    judge = pytest.importorskip("dateutil.easter")
    assert easter(year) == judge.easter(year)


def test_near_christmas_this_one_is_meant() -> None:
    assert time_of("kurz vor Weihnachten", date(2026, 12, 20)) == days("2026-12-03", "2026-12-20")
    assert time_of("kurz vor Weihnachten", ON) == days("2025-12-03", "2025-12-23")


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "last " * 2_000, "ä" * 10_000, "vor " * 2_500, "2026-03" + " " * 10_000, "~" * 10_000]
)
def test_long_texts_are_no_times_at_once(text: str) -> None:
    start = time.perf_counter()
    for _ in range(100):
        assert time_of(text, ON) is None
        assert near_time(text) == ""
    assert time.perf_counter() - start < 0.5


WORDS = sorted({word for text in [*TIMES, *itertools.chain(*SAME), *NONSENSE[:60]] for word in text.split()})


@settings(deadline=None)
@given(st.one_of(st.text(max_size=90), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)), st.dates())
def test_any_text_is_a_span_or_none(text: str, on: date) -> None:
    span = time_of(text, on)
    assert span is None or span.first <= span.last
    cure = near_time(text)
    assert not cure or time_of(cure, ON) is not None


@settings(deadline=None)
@given(DAYS, DAYS)
def test_every_form_of_a_day_is_that_day(day: date, on: date) -> None:
    english, german = MONTH_NAMES[day.month - 1]
    forms = [
        day.isoformat(), f"{day.day} {english} {day.year}", f"{english} {day.day}, {day.year}",
        f"{day.day}. {german} {day.year}", f"am {day.day}. {german} {day.year}",
        f"{day.isoformat()}/{day.isoformat()}",
    ]  # fmt: skip
    assert {time_of(form, on) for form in forms} == {Span(day, day)}
    for form in (*forms, f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", f"{day.isoformat()}T10:00"):
        assert near_time(form) == day.isoformat()


@settings(deadline=None)
@given(DAYS, st.integers(0, 400))
def test_days_ago_round_trip(on: date, back: int) -> None:
    if back:
        day = on - timedelta(days=back)
        assert time_of(f"{back} days ago", on) == time_of(f"vor {back} Tagen", on) == Span(day, day)


@settings(deadline=None)
@given(DAYS, st.integers(1, 30), st.sampled_from(["week", "month", "year"]))
def test_about_is_wider_than_a_number_and_both_hold_the_day(on: date, number: int, unit: str) -> None:
    sharp, rough = told(f"{number} {unit}s ago", on), told(f"about {number} {unit}s ago", on)
    point = (
        on - timedelta(weeks=number) if unit == "week" else months_later(on, -number * (12 if unit == "year" else 1))
    )
    assert inside(Span(point, point), sharp)
    assert inside(sharp, rough)
    assert rough.last < on


def test_the_last_one_is_over() -> None:
    assert time_of("last October", date(2026, 10, 31)) == days("2025-10-01", "2025-10-31")
    assert time_of("last October", date(2026, 11, 1)) == days("2026-10-01", "2026-10-31")


def brute_months(day: date, on: date) -> int:
    for count in itertools.count():
        year, month = divmod(on.year * 12 + on.month - 1 - count, 12)
        if day >= date(year, month + 1, min(on.day, monthrange(year, month + 1)[1])):
            return count
    raise AssertionError


@settings(deadline=None)
@given(DAYS, st.integers(-50, 2000), st.integers(0, 400))
def test_months_and_age_are_what_counting_says(on: date, back: int, length: int) -> None:
    first = on - timedelta(days=back)
    span = Span(first, first + timedelta(days=length))
    low, high = brute_months(span.last, on), brute_months(span.first, on)
    assert months(span, on) == (low if low == high else Between(low, high))
    found = age(span, on)
    bounds = (found, found) if isinstance(found, int) else (found.low, found.high)
    assert bounds == ((on - span.last).days if span.last <= on or span.first > on else 0, back)


def test_months_at_the_end_of_a_month() -> None:
    assert months(days("2026-02-28"), date(2026, 3, 31)) == 1
    assert months(days("2026-02-27"), date(2026, 3, 31)) == 2
    assert months(days("2025-08-02"), ON) == 15
    assert months(days("2025-08-01"), ON) == 16


@settings(deadline=None)
@given(YEARS, st.integers(1, 12))
def test_nested_periods_hold_each_other(year: int, month: int) -> None:
    english, german = MONTH_NAMES[month - 1]
    whole = told(f"{year}-{month:02}", LATER)
    quarter = told(f"Q{(month + 2) // 3} {year}", LATER)
    assert whole == told(f"{english} {year}", LATER) == told(f"{german} {year}", LATER)
    assert inside(whole, quarter)
    assert inside(quarter, told(f"H{(month + 5) // 6} {year}", LATER))
    assert inside(quarter, told(str(year), LATER))
    season = ("winter", "spring", "summer", "autumn")[month % 12 // 3]
    assert inside(whole, told(f"{season} {year - (month < 3)}", LATER))


@settings(deadline=None)
@given(YEARS, st.sampled_from([*(name for name, _ in MONTH_NAMES), "{year}"]))
def test_thirds_cover_a_month_and_a_year(year: int, name: str) -> None:
    text = f"{name} {year}" if name != "{year}" else str(year)
    covered(told(text, LATER), [told(f"{part} {text}", LATER) for part in ("early", "mid", "late")])


@settings(deadline=None)
@given(YEARS, st.sampled_from(["spring", "summer", "autumn", "winter", "Q1", "Q2", "Q3", "Q4", "H1", "H2"]))
def test_halves_cover_a_season_a_quarter_a_half_year(year: int, name: str) -> None:
    text = f"{name} {year}"
    covered(told(text, LATER), [told(f"{part} {text}", LATER) for part in ("early", "late")])
    assert inside(told(f"mid {text}", LATER), told(text, LATER))


def covered(whole: Span, parts: list[Span]) -> None:
    assert (whole.first, whole.last) == (parts[0].first, parts[-1].last)
    assert all(after.first - before.last == timedelta(days=1) for before, after in itertools.pairwise(parts))


@settings(deadline=None)
@given(
    DAYS,
    st.sampled_from(
        [*(n for pair in MONTH_NAMES for n in pair), "spring", "Herbst", "winter", "Q3", "mid-May", "Frühsommer"]
    ),
)
def test_without_a_year_it_is_the_last_one_that_began(on: date, name: str) -> None:
    span = told(name, on)
    assert on - timedelta(days=366) < span.first <= span.last <= on
    assert told(f"last {name}", on).last < on


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("3/2026", "2026-03"), ("05.03.2026", "2026-03-05"), ("5.3.26", "2026-03-05"), ("Q2/26", "2026-Q2"),
        ("Maerz 2026", "2026-03"), ("2026-3", "2026-03"), ("2026.03", "2026-03"), ("2026/Q2", "2026-Q2"),
        ("2. Quartal 2026", "2026-Q2"), ("25/03/2026", "2026-03-25"), ("03/25/2026", "2026-03-25"),
        ("05/03/2026", ""), ("05/05/2026", "2026-05-05"), ("KW 40 2026", "2026-09-28/2026-10-04"), ("KW 60 2026", ""),
        ("Septmber 2025", "2025-09"), ("last sumer", "last summer"), ("two weaks ago", "two weeks ago"),
        ("vor zwei Wohcen", "vor zwei wochen"), ("letztes Früjahr", "letztes frühjahr"), ("ongoin", "ongoing"),
        ("last spring", "last spring"), ("31.02.2026", ""), ("offen", ""), ("soon", ""), ("nächste Runde", ""),
        ("next round", ""), ("2026-13", ""), ("Q5", ""), ("", ""), ("monthly", ""), ("tbd", ""),
    ],
)  # fmt: skip
def test_the_cure_is_a_form_that_is_understood(text: str, cure: str) -> None:
    assert near_time(text) == cure


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_on_times_says_what_is_read(language: str) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / f"times.{language}.md").read_text(encoding="utf-8")
    tables = re.split(
        r"^\| (written|until|due|geschrieben|bis|fällig) \| (?:means|bedeutet) \|$", page, flags=re.MULTILINE
    )
    senses: tuple[Sense, ...] = ("past", "end", "ahead")
    assert len(tables[1::2]) == len(senses)
    for sense, table in zip(senses, tables[2::2], strict=True):
        rows = re.findall(
            r"^\| (`.+?) \| (?:(\d{4}-\d\d-\d\d|open|offen) (?:to|bis) )?(\d{4}-\d\d-\d\d)(, ongoing|, laufend)? \|",
            table,
            re.MULTILINE,
        )
        assert len(rows) > (30 if sense == "past" else 3)
        for forms, first, last, ongoing in rows:
            begin = "0001-01-01" if first in ("open", "offen") else first or last
            for form in re.findall("`(.+?)`", forms):
                assert time_of(form, ON, sense) == days(begin, last, ongoing=bool(ongoing)), form


def test_the_ends_of_the_calendar_hold() -> None:
    assert time_of("two years ago", date.min) == time_of("yesterday", date.min) == Span(date.min, date.min)
    assert time_of("midwinter of this year", date.max) == Span(date.max, date.max)
    assert time_of("spring", date.min) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("July to December 2025", "2025-07-01", "2025-12-31"),
        ("Juli bis Dezember 2025", "2025-07-01", "2025-12-31"),
        ("von Oktober bis März 2026", "2025-10-01", "2026-03-31"),
        ("between July and December 2025", "2025-07-01", "2025-12-31"),
        ("July 2024 – June 2025", "2024-07-01", "2025-06-30"),
        ("Q1 to Q2 2026", "2026-01-01", "2026-06-30"),
        ("2025-07 to 2025-12", "2025-07-01", "2025-12-31"),
        ("July to September", "2026-07-01", "2026-09-30"),
    ],
)
def test_from_one_period_to_another(text: str, first: str, last: str) -> None:
    assert told(text) == days(first, last)


@pytest.mark.parametrize("text", ["x to y", "2 to 3 weeks ago", "July 2026 to June 2025", "July to", "to July 2025"])
def test_what_is_no_span_is_none(text: str) -> None:
    span = time_of(text, ON)
    assert span is None or text == "to July 2025"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("forms", "sense"), [("", "past"), ("_ahead", "ahead"), ("_end", "end")])
def test_the_examples_of_a_cure_are_times_where_it_is_given(forms: str, sense: Sense, language: str) -> None:
    _, _, listed = say(f"schema.time_forms{forms}").said_in(language).split(" ", 2)
    assert len(listed.split(", ")) > 5
    assert [text for text in listed.split(", ") if time_of(text, date(2026, 9, 1), sense) is None] == []
