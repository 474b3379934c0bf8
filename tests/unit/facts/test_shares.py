import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.domain.facts import Between
from lmmm_report.facts.shares import share_of

MOSTLY, FEW, HALF = Between(51, 100), Between(1, 49), Between(45, 55)

SHARES = {
    100: ["always", "immer", "stets", "in all cases", "in allen Fällen", "everything", "alles", "100 %", "10 of 10"],
    Between(90, 99): ["almost always", "fast immer"],
    MOSTLY: [
        "mostly", "meistens", "überwiegend", "Ueberwiegend", "most of the time", "in most cases", "in den meisten Fällen",
        "in der Regel", "more than half", "mehr als die Hälfte", "über die Hälfte", "yes", "ja", "kept", "eingehalten",
    ],
    HALF: ["half", "about half", "die Hälfte", "etwa die Hälfte", "half of the time", "in der Hälfte der Fälle"],
    Between(51, 55): ["a good half", "gut die Hälfte", "just over half"],
    Between(45, 49): ["almost half", "knapp die Hälfte", "just under half"],
    FEW: ["rarely", "selten", "sometimes", "manchmal", "gelegentlich"],
    Between(0, 49): ["less than half", "weniger als die Hälfte", "unter der Hälfte"],
    0: ["never", "nie", "none", "no", "nein", "not kept", "nicht eingehalten", "nothing", "nichts", "0", "0 %", "0 of 10"],
    80: ["80 %", "80%", "80", "80 percent", "80 per cent", "80 Prozent", "8 of 10", "8 von 10", "8/10", "eight of ten",
         "acht von zehn", "eight out of ten cases", "in acht von zehn Fällen", "four fifths", "vier Fünftel", "80.0"],
    90: ["nine of ten", "neun von zehn"],
    75: ["three quarters", "drei Viertel", "dreiviertel", "3/4"],
    Between(75, 85): ["about 80 %", "etwa 80 %", "ca. 80 %", "in etwa acht von zehn Fällen", "in about eight of ten cases"],
    Between(33, 34): ["a third", "ein Drittel", "1/3", "in einem Drittel der Fälle"],
    Between(66, 67): ["two thirds", "zwei Drittel", "two-thirds"],
    Between(28, 39): ["about a third", "etwa ein Drittel"],
    Between(37, 38): ["37.5 %", "37,5 %", "3 of 8"],
    Between(70, 80): ["70-80 %", "70–80 %", "70 to 80 %", "70 bis 80 Prozent"],
    Between(81, 100): ["over 80 %", "mehr als 80 %"],
    Between(80, 100): ["at least 80 %", "mindestens 80 %"],
    Between(0, 20): ["at most 20 %", "höchstens 20 %", "bis zu 20 %"],
}  # fmt: skip


@pytest.mark.parametrize(("share", "text"), [(share, text) for share, texts in SHARES.items() for text in texts])
def test_shares(share: Between | int, text: str) -> None:
    assert share_of(text) == share
    assert share_of(f" {text.upper()}") == share


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "offen", "often", "soon", "some", "101", "101 %", "-5", "12 of 10", "0/0", "8 of", "of 10", "8 of 10 of 10",
        "0.8", "1.0", "over 100 %", "about 103 %", "at most 200 %", "under 0 %", "80-70 %", "about", "about mostly", "%", "/", "half half", "5/0", "٨ of 10", "８０",
        "1" * 79, "9999999999", "8 " * 30, "/3/3", "2026-03", "\x00",
    ],
)  # fmt: skip
def test_nonsense_is_no_share(text: str) -> None:
    assert share_of(text) is None


def test_long_texts_are_no_shares_at_once() -> None:
    start = time.perf_counter()
    for text in ["8" * 10_000, "8 of " * 2_000, "mostly " * 1_500, "%" * 10_000]:
        for _ in range(100):
            assert share_of(text) is None
    assert time.perf_counter() - start < 0.5


def bounds(text: str) -> tuple[int, int]:
    share = share_of(text)
    assert share is not None
    return (share, share) if isinstance(share, int) else (share.low, share.high)


@settings(deadline=None)
@given(st.integers(1, 500), st.data())
def test_a_part_lies_within_its_bounds(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    low, high = bounds(f"{part} of {whole}")
    assert low * whole <= 100 * part <= high * whole
    assert high - low <= 1
    about_low, about_high = bounds(f"about {part} of {whole}")
    assert 0 <= about_low <= low <= high <= about_high <= 100
    assert bounds(f"etwa {part} von {whole}") == (about_low, about_high)


WORDS = sorted({word for texts in SHARES.values() for text in texts for word in text.split()})


@settings(deadline=None)
@given(st.one_of(st.text(max_size=90), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)))
def test_any_text_is_a_share_or_none(text: str) -> None:
    share = share_of(text)
    if isinstance(share, Between):
        assert 0 <= share.low < share.high <= 100
    else:
        assert share is None or 0 <= share <= 100


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_on_shares_says_what_is_read(language: str) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / f"times.{language}.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \| (?:(\d+) (?:to|bis) )?(\d+) \|", page, re.MULTILINE)
    assert len(rows) > 10
    for forms, low, high in rows:
        for form in re.findall("`(.+?)`", forms):
            assert bounds(form) == (int(low or high), int(high)), form
