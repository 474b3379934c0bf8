"""What is known of units is what was taken down last, wherever it lies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lmmm_report.making import known_units
from lmmm_report.making.known_units import Headlines, UnitRecord, Units
from lmmm_report.site.row_json import row_data
from tests.unit.site.units import many


def record(number: int) -> UnitRecord:
    row = [["Ä\n–", None, number], True, {"de": "x" * number}]
    return UnitRecord("r", "o", f"m{number}", "all", (f"{number}.json",), row, (["w", None],), ("tip", "path"), "s")


@pytest.fixture(params=[0, 200, 1 << 18], ids=["in a file", "in a file soon", "in memory"])
def units(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Units]:
    monkeypatch.setattr(known_units, "IN_MEMORY", request.param or 1)
    made = Units()
    yield made
    made.close()


def test_the_last_word_counts_in_any_order_of_reading_and_writing(units: Units) -> None:
    for number in range(30):
        units[f"u{number}"] = record(number)
        assert units[f"u{number // 2}"] == record(number // 2)
    units["u3"] = record(99)
    units["u30"] = record(30)
    del units["u7"]
    assert len(units) == 30
    assert "u7" not in units
    assert units.get("u7") is None
    expected = {f"u{number}": record(number) for number in range(31) if number != 7} | {"u3": record(99)}
    assert dict(units) == expected
    assert "\n" not in units.text("u3")


def test_half_a_character_is_refused_and_nothing_lost(units: Units) -> None:
    units["a"] = record(1)
    with pytest.raises(ValueError, match="surrogates"):
        units["b"] = record(2)._replace(row=["\ud800"])
    units["c"] = record(3)
    assert dict(units) == {"a": record(1), "c": record(3)}


def test_nothing_is_known_after_the_end(units: Units) -> None:
    units["a"] = record(1)
    units.close()
    units.close()
    assert dict(units) == {}


def test_headlines_are_read_when_they_are_asked_for(units: Units) -> None:
    rows = many(5)
    for row in rows:
        units[row.name] = record(1)._replace(row=row_data(row))
    held = {row.name: Headlines(units, row.name) for row in rows}
    for row in rows:
        assert held[row.name] == row.headlines
        assert list(held[row.name]) == list(row.headlines)
        assert len(held[row.name]) == len(row.headlines) > 1
        assert held[row.name].get("xx") is None
