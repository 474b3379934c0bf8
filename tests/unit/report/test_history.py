"""What became met between two assessments, and what no longer is, as the report tells it."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from lmmm_report.domain.assessment import Interval, Outcome
from lmmm_report.domain.history import EarlierPosition, gates_now, position_then
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.report.views.history import HistoryView, history_view_of
from lmmm_report.report.words.wording import Wording
from tests.built_in import assessment_of

ROOT = Path(__file__).resolve().parents[3]
NOW = assessment_of(ROOT / "configs/nordwerk-fluidtechnik.yaml")
THEN = position_then(NOW)._replace(date=NOW.profile.date.replace(year=NOW.profile.date.year - 1))
WORDS = Wording(load_catalogues()["en"])


def turned_from(then: EarlierPosition) -> HistoryView:
    return history_view_of(NOW, [then], WORDS)


def before(**outcomes: Outcome) -> EarlierPosition:
    """A year ago, with these gates other than today; ``_`` stands for a hyphen."""
    other = {gate.replace("_", "-"): outcome for gate, outcome in outcomes.items()}
    assert other.keys() <= dict(gates_now(NOW)).keys()
    return THEN._replace(gates=tuple((gate, other.get(gate, outcome)) for gate, outcome in gates_now(NOW)))


def test_gates_are_won_and_lost_by_name() -> None:
    (one,) = turned_from(before(X3_GOA_1=Outcome.NOT_MET, X4_DEP_1=Outcome.MET)).turned
    assert [gate for gate, _ in one.won] == ["X3-GOA-1"]
    assert [gate for gate, _ in one.lost] == ["X4-DEP-1"]
    assert all(name == NOW.model.criterion(gate).short["en"] for gate, name in (*one.won, *one.lost))


def test_what_was_unknown_is_neither_won_nor_lost() -> None:
    assert turned_from(before(X3_GOA_1=Outcome.UNKNOWN, X4_DEP_1=Outcome.UNKNOWN)).turned == ()


def test_other_rules_turn_nothing() -> None:
    then = before(X3_GOA_1=Outcome.NOT_MET)._replace(model_version="1.0.0")
    assert turned_from(then).turned == ()


@pytest.mark.parametrize("gates", [None, gates_now(NOW)])
def test_counts_are_said_where_they_are_told(gates: tuple[tuple[str, Outcome], ...] | None) -> None:
    (one,) = turned_from(THEN._replace(gates=gates)).earlier
    met = [sum(finding.outcome is Outcome.MET for stage in axis.stages for finding in stage.gates) for axis in NOW.axes]
    assert (one.met == ("", "")) is (gates is None)
    assert gates is None or all(str(number) in said for number, said in zip(met, one.met, strict=True))


def test_both_axes_that_moved_alike_are_named_once() -> None:
    assert turned_from(stood(1, 1)).headline.endswith(": both axes from stage 1 to 3")
    apart = turned_from(stood(1, 2)).headline
    assert all(WORDS.of(axis.axis.name) in apart for axis in NOW.axes)


def stood(*cell: int, most: tuple[int, int] | None = None, years: int = 1) -> EarlierPosition:
    """So many years ago in this cell, or as far as ``most``."""
    ends = [Interval(Fraction(low), Fraction(high)) for low, high in zip(cell, most or cell, strict=True)]
    day = NOW.profile.date.replace(year=NOW.profile.date.year - years)
    return THEN._replace(date=day, cell=(cell[0], cell[1]), coordinates=(ends[0], ends[1]))


def told(*earlier: EarlierPosition) -> str:
    view = history_view_of(NOW, earlier, WORDS)
    return " ".join((view.headline, view.story, view.since))


def test_what_was_only_not_known_then_is_no_gain() -> None:
    said = told(stood(1, 2, most=(3, 4)))
    x, y = (WORDS.of(axis.axis.name) for axis in NOW.axes)
    assert f"{x} then at stage 1–3, now at 3 and {y} then at stage 2–4, now at 3" in said
    assert "Whether a stage was gained or lost in one year is not known" in said
    assert said.endswith(f"{y} then at 2–4, now at 3.11. Whether anything has moved is not known.")
    assert "gained" not in said.replace("Whether a stage was gained", "")
    less = told(stood(3, 2, most=(3, 3)))
    assert "Whether a stage was gained in one year is not known" in less
    assert f"{y} up from 2–3 to 3.11." in less
    ends = NOW.axes[1].coordinate.low
    as_far = stood(3, 2)._replace(coordinates=(NOW.axes[0].coordinate, Interval(Fraction(2), ends)))
    assert told(as_far).endswith("then at 2–3.11, now at 3.11. Whether that is a rise is not known.")


def test_what_is_certain_is_said_with_its_range() -> None:
    said = told(stood(1, 1, most=(2, 2)))
    assert "both axes from stage 1–2 to 3" in said
    assert "At least two stages gained in one year." in said
    assert "up from 1–2 to 3." in said


def test_a_fall_in_between_is_told() -> None:
    assert NOW.cell.stages == (3, 3)
    said = told(stood(2, 2, years=2), stood(1, 1))
    assert "both axes from stage 2 to 3 (after a fall to 1 in October 2025)" in said
    assert "On balance two stages gained in two years." in said
    assert "both axes again at stage 3 (after a fall to 1 in" in told(stood(3, 3, years=2), stood(1, 1))
    assert "from stage 4 to 3 (after a fall to 2 in" in told(stood(4, 3, years=2), stood(2, 3))
    assert "(after" not in told(stood(2, 2, years=2), stood(1, 1, most=(2, 2)))
    assert "(after" not in told(stood(1, 1, years=2), stood(2, 2))


def test_by_other_rules_nothing_has_moved() -> None:
    said = told(stood(1, 1)._replace(model_version="1.0.0"))
    assert "both axes then at stage 1, now at 3" in said
    assert not re.search("gained|lost|up from|down from|Whether", said)


def test_the_picture_shows_what_was_only_known_as_a_range() -> None:
    course = history_view_of(NOW, [stood(1, 2, most=(3, 2), years=2), stood(2, 2)], WORDS).course
    assert course is not None
    first, second = course.moments[0].heights
    assert first.low > first.high
    assert second.low == second.high
    assert [len(way.areas) for way in course.ways] == [1, 0]
    assert [len(line) for line in course.ways[1].lines] == [3]
