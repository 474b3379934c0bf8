import pytest

from lmmm_report.load.schema.typed import date_hint, duration_hint, number_hint, thousands


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,000", 12000), ("12'000", 12000), ("12’000", 12000), ("12 000", 12000), ("12\xa0000", 12000),
        ("12\u202f000", 12000), ("12_000", 12000), ("1.234.567", 1234567), ("1,234,567", 1234567),
        ("1,5", 2), ("1.4", 1), ("0,4", 0), ("1.234,56", 1235), ("1,234.56", 1235), ("12,0000", 12),
        ("20 Leute", 20), ("ca. 150", 150), ("~ 12.000 Personen", 12000), ("3 Tsd.", 3000), ("1,2 Mio.", 1200000),
        ("012", 12), ("０１２", 12), ("١٢", 12), ("10-15", 10), ("10 bis 15", 10), ("> 500", 500),
    ],
)  # fmt: skip
def test_numbers(text: str, number: int) -> None:
    assert number_hint(text, 0, 10_000_000).values["number"] == str(number)


@pytest.mark.parametrize("text", ["", "viele", "½", "Mio.", "1.2.3", "1.200.50"])
def test_no_number_is_recommended_that_would_be_refused(text: str) -> None:
    assert number_hint(text, 0, 10_000_000).key == "schema.digits_only"


def test_words_marks_and_bounds() -> None:
    assert number_hint("acht", 0, 10).values["text"] == "8"
    assert number_hint("99999999999", 0, 10_000_000).key == "schema.at_most"
    assert number_hint("20 %", 0, 10_000_000).key == "schema.no_share_here"
    assert number_hint("1,200", 0, 10_000_000, quoted=False).key == "schema.digits_unparted"
    assert number_hint("012", 0, 10_000_000, quoted=False).key == "schema.digits_without_zero"


@pytest.mark.parametrize(
    ("word", "number"),
    [("12.000", 12000), ("1.500", 1500), ("1.234.567", 1234567), ("12.5", None), ("0.500", None), ("12.0", None),
     ("1234.567", None), ("12.0000", None), ("12000", None), ("1e3", None), ("", None)],
)  # fmt: skip
def test_dots_between_thousands(word: str, number: int | None) -> None:
    assert thousands(word) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("5.1.26", "2026-01-05"), ("5.1.2026", "2026-01-05"), ("05. 01. 2026", "2026-01-05"), ("5.1.99", "1999-01-05"),
        ("5. Januar 2026", "2026-01-05"), ("5. Jan. 2026", "2026-01-05"), ("5 Januar 2026", "2026-01-05"),
        ("5.\xa0März 2026", "2026-03-05"), ("5 March 2026", "2026-03-05"), ("March 5, 2026", "2026-03-05"),
        ("Mar. 5th 2026", "2026-03-05"), ("2026–01–05", "2026-01-05"), ("2026/1/5", "2026-01-05"),
        ("2026.01.05", "2026-01-05"), ("2026 01 05", "2026-01-05"), ("20260105", "2026-01-05"),
        ("31/1/2026", "2026-01-31"), ("1/31/2026", "2026-01-31"), ("2/2/2026", "2026-02-02"),
        ("5/1/2026", "2026-01-05"), ("2026-01-05T10:00", "2026-01-05"), ("2026", "2026-01-01"),
        ("2026-3", "2026-03-01"), ("03/2026", "2026-03-01"), ("März 2026", "2026-03-01"), ("Q3 2026", "2026-07-01"),
        ("3. Quartal 2026", "2026-07-01"),
    ],
)  # fmt: skip
def test_dates(text: str, date: str) -> None:
    values = date_hint(text).values
    assert values.get("date", values.get("text")) == date


@pytest.mark.parametrize(
    "text",
    [
        "31.2.2026",
        "0.1.2026",
        "13/13/2026",
        "5.1.1826",
        "5. Foo 2026",
        "2026-00-05",
        "heute",
        "",
        "2026-13",
        "9999",
        "1",
    ],
)
def test_no_date_is_recommended_that_is_none(text: str) -> None:
    assert date_hint(text).key in ("schema.date_form", "schema.no_such_day")


@pytest.mark.parametrize(
    ("text", "limit"),
    [("24 Std.", "24 h"), ("2Tage", "2 d"), ("24\xa0h", "24 h"), ("1,5 h", "90 min"), ("0.5 d", "12 h"), ("1,5 w", "11 d"),
     ("2-3 Tage", "3 d"), ("2 – 3 d", "3 d"), ("2 bis 3 Wochen", "3 w"), ("90 Sekunden", "2 min"), ("binnen 24 h", "24 h"),
     ("innerhalb von 2 Werktagen", "2 d"), ("max. 1 Tag", "1 d"), ("ein Tag", "1 d"), ("1 Jahr", "12 m")],
)  # fmt: skip
def test_time_limits(text: str, limit: str) -> None:
    assert duration_hint(text).values["text"] == limit


@pytest.mark.parametrize("text", ["0 Sekunden", "-3 h", "sofort", "", "0,001 h", "1,5 m", "2-3", "1,5 Sekunden"])
def test_no_time_limit_is_recommended_that_would_be_refused(text: str) -> None:
    assert "text" not in duration_hint(text).values
