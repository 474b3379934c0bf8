from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.facts.completing import RHYTHM_DAYS
from lmmm_report.facts.periods import Span
from lmmm_report.facts.rhythms import Kind, lived, lived_limit
from lmmm_report.facts.times import time_of
from lmmm_report.load.schema.format import profile_format

PRACTICE = profile_format().rhythms
ON = date(2026, 11, 2)
RHYTHMS = st.sampled_from([None, "none", *PRACTICE])
KINDS = st.sampled_from(["practice", "occasion"])
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def when(text: str, rhythm: str | None = None, kind: Kind = "practice") -> bool | None:
    return lived(time_of(text, ON), rhythm, ON, PRACTICE, kind)


def test_every_rhythm_has_a_limit_and_a_reason_in_both_languages() -> None:
    assert set(PRACTICE) == {*RHYTHM_DAYS, ""}
    for entry in PRACTICE.values():
        assert entry["reason"]
        assert entry["x-reason-de"]
        for kind in ("lived", "occasion"):
            assert ("months" in entry[kind]) != ("weeks" in entry[kind])


@pytest.mark.parametrize(
    ("rhythm", "limit"),
    [
        ("realtime", "2026-09-21"), ("weekly", "2026-09-21"), ("two_weeks", "2026-09-21"), ("monthly", "2026-08-02"),
        ("two_months", "2026-06-02"), ("quarterly", "2026-05-02"), ("half_yearly", "2026-02-02"), ("yearly", "2025-08-02"),
        ("rarer", "2025-11-02"), ("ad_hoc", "2025-11-02"), ("none", "2025-11-02"), (None, "2025-11-02"),
        ("on_occasion", "2025-08-02"),
    ],
)  # fmt: skip
def test_limits(rhythm: str | None, limit: str) -> None:
    assert lived_limit(rhythm, ON, PRACTICE, "practice").isoformat() == limit


def test_that_day_is_included() -> None:
    assert when("2026-08-02", "monthly") is True
    assert when("2026-08-01", "monthly") is False
    assert when("2026-08-01/2026-08-02", "monthly") is None


@pytest.mark.parametrize(
    ("text", "rhythm", "kind", "expected"),
    [
        ("Ende September 2025", "yearly", "practice", True),
        ("Ende September 2025", None, "practice", False),
        ("some time last year", None, "occasion", None),
        ("mid-October", "monthly", "practice", True),
        ("zuletzt im Juni", "half_yearly", "practice", True),
        ("im Frühjahr", None, "occasion", True),
        ("in Q2", "monthly", "practice", False),
        ("in Q2", "monthly", "occasion", True),
        ("in March", "weekly", "practice", False),
        ("in March", "weekly", "occasion", True),
        ("ongoing", None, "practice", True),
        ("ongoing, last week again", None, "practice", True),
        ("laufend, zuletzt 2019", "weekly", "practice", False),
        ("2024-05/..", None, "practice", None),
        ("Dezember 2026", None, "practice", None),
    ],
)
def test_what_the_interviews_say(text: str, rhythm: str | None, kind: Kind, expected: bool | None) -> None:
    assert when(text, rhythm, kind) is expected


@pytest.mark.parametrize("rhythm", ["realtime", "weekly", "monthly", "yearly", "on_occasion"])
def test_a_rhythm_without_a_last_time_is_lived(rhythm: str) -> None:
    assert lived(None, rhythm, ON, PRACTICE, "practice") is True


@pytest.mark.parametrize("rhythm", [None, "", "none", "ad_hoc", "rarer", "whenever"])
def test_no_rhythm_and_no_last_time_is_open(rhythm: str | None) -> None:
    assert lived(None, rhythm, ON, PRACTICE, "practice") is None


def one_day(day: date, rhythm: str | None, on: date, kind: str) -> bool | None:
    limit = lived_limit(rhythm, on, PRACTICE, kind)
    return None if day > on else day >= limit


@settings(deadline=None)
@given(DAYS, st.integers(-30, 800), st.integers(0, 500), RHYTHMS, KINDS)
def test_it_is_what_going_through_every_day_says(
    on: date, back: int, length: int, rhythm: str | None, kind: Kind
) -> None:
    first = on - timedelta(days=back)
    each = {one_day(first + timedelta(days=n), rhythm, on, kind) for n in range(length + 1)}
    expected = each.pop() if len(each) == 1 else None
    assert lived(Span(first, first + timedelta(days=length)), rhythm, on, PRACTICE, kind) is expected


@settings(deadline=None)
@given(DAYS, st.tuples(st.integers(-30, 500), *[st.integers(0, 300)] * 3), RHYTHMS, KINDS)
def test_knowing_more_never_takes_an_answer_back(
    on: date, around: tuple[int, int, int, int], rhythm: str | None, kind: Kind
) -> None:
    back, length, before, after = (timedelta(days=number) for number in around)
    narrow = Span(on - back, on - back + length)
    known = lived(Span(narrow.first - before, narrow.last + after), rhythm, on, PRACTICE, kind)
    assert known is None or lived(narrow, rhythm, on, PRACTICE, kind) is known


@settings(deadline=None)
@given(DAYS, st.integers(0, 800), RHYTHMS, KINDS)
def test_later_is_never_worse(on: date, back: int, rhythm: str | None, kind: Kind) -> None:
    day = on - timedelta(days=back)
    if lived(Span(day, day), rhythm, on, PRACTICE, kind):
        later = day + timedelta(days=min(back, 1))
        assert lived(Span(later, later), rhythm, on, PRACTICE, kind)
        assert lived(Span(day, day), rhythm, on, PRACTICE, "occasion")


@pytest.mark.parametrize("rhythm", sorted(PRACTICE))
def test_for_an_occasion_a_rhythm_is_never_stricter_than_none(rhythm: str) -> None:
    assert lived_limit(rhythm, ON, PRACTICE, "occasion") <= lived_limit(None, ON, PRACTICE, "occasion")
