"""What became met between two assessments, and what no longer is, as the report tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.domain.assessment import Outcome
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
    then = THEN._replace(cell=(1, 1))
    assert turned_from(then).headline.endswith(WORDS.say("history.stages.both", then=1, now=NOW.cell.stages[0]))
    apart = turned_from(THEN._replace(cell=(1, 2))).headline
    assert all(WORDS.of(axis.axis.name) in apart for axis in NOW.axes)
