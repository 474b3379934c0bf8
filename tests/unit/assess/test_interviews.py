"""Interviews as people talk, written down in the profile's words, against what a careful consultant would conclude.

Each profile of ``tests/cases/interviews`` says what the notes of one talk say, and nothing else; ``expected.yaml``
beside them says what must come out. Of the talks in ``own`` the notes stand there as well, and their expectations were
fixed before anybody wrote them down as profiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.load.profile.profile import load_profile_text
from tests.built_in import MODEL, assessment_of

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "interviews"
AXES = ("x", "y")
Stages = list[list[str]]


def expectations(path: Path) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


OPEN, OWN = expectations(FOLDER / "expected.yaml"), expectations(FOLDER / "own" / "expected.yaml")
EXPECTED = {**OPEN, **{f"own/{name}": expected for name, expected in OWN.items()}}


@cache
def result_of(name: str) -> Assessment:
    return assessment_of(FOLDER / f"{name}.yaml")


def written(folder: Path, besides: str) -> set[str]:
    return {path.stem for path in folder.glob("*.yaml")} - set(besides.split())


@pytest.fixture(params=[name for name in EXPECTED if (FOLDER / f"{name}.yaml").exists()])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_interview_is_expected_and_written_down() -> None:
    assert written(FOLDER, "expected shortest-3-3") == set(OPEN)
    assert {path.name.removesuffix(".notes.md") for path in (FOLDER / "own").glob("*.notes.md")} == set(OWN)
    assert written(FOLDER / "own", "expected") <= set(OWN)


def test_cell(name: str) -> None:
    expected, result = EXPECTED[name], result_of(name)
    assert [list(result.cell.stages), list(result.highest.stages)] == [expected["cell"], expected["highest"]]
    assert result.position.side.value == expected["side"]


@pytest.mark.parametrize("number", [0, 1], ids=AXES)
def test_coordinate(name: str, number: int) -> None:
    expected, found = EXPECTED[name][AXES[number]], result_of(name).axes[number].coordinate
    assert [two_places(found.low), two_places(found.high)] == [expected["from"], expected["to"]]


@pytest.mark.parametrize("number", [0, 1], ids=AXES)
def test_gates(name: str, number: int) -> None:
    """Every gate of the stages that are named, and of all stages below them; each that differs is named with its why."""
    expected = expected_outcomes(EXPECTED[name][AXES[number]].get("gates", {}), gates_by_stage(number))
    found = result_of(name).by_id
    differing = [told(found[id_], wanted) for id_, wanted in expected.items() if found[id_].outcome is not wanted]
    assert not differing, "\n".join(["", *differing])


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("number", [0, 1], ids=AXES)
def test_a_stage_is_expected_in_full(name: str, number: int) -> None:
    stages = gates_by_stage(number)
    for stage, listed in EXPECTED[name][AXES[number]].get("gates", {}).items():
        assert sorted(id_ for ids in listed.values() for id_ in ids) == sorted(stages[stage - 1])


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("number", [0, 1], ids=AXES)
def test_what_is_expected_agrees_with_itself(name: str, number: int) -> None:
    """Cell and coordinate follow from the gates."""
    expected, stages = EXPECTED[name][AXES[number]], gates_by_stage(number)
    outcomes = expected_outcomes(expected.get("gates", {}), stages)
    low = coordinate(stages, outcomes, {Outcome.MET})
    high = coordinate(stages, outcomes, {Outcome.MET, Outcome.UNKNOWN})
    assert [two_places(low), two_places(high)] == [expected["from"], expected["to"]]
    assert [int(low), int(high)] == [EXPECTED[name]["cell"][number], EXPECTED[name]["highest"][number]]


def test_a_yearly_day_that_is_weeks_late_is_lived_and_one_that_was_left_out_settles_nothing() -> None:
    """By itself: without the rides along, which would do as well."""
    told = (FOLDER / "corrieburn.yaml").read_text(encoding="utf-8")
    start, end = told.index("  exchanges:"), told.index("  # A seller co-plans")
    alone = told[:start] + told[end:]
    outcomes = {}
    for day in ("end of September 2025", "end of June 2025"):
        text = alone.replace("end of September 2025", day)
        result = assess(load_profile_text(text.encode(), day), MODEL)
        outcomes[day] = result.by_id["X2-COL-1"].outcome
    assert outcomes == {"end of September 2025": Outcome.MET, "end of June 2025": Outcome.UNKNOWN}


def gates_by_stage(number: int) -> Stages:
    """The ids of the gates of one axis, stage by stage."""
    axis = MODEL.axes[number]
    return [[gate.id for gate in MODEL.gates(axis.id, stage)] for stage in range(1, len(axis.stages) + 1)]


def expected_outcomes(gates: Mapping[int, Mapping[str, list[str]]], stages: Stages) -> dict[str, Outcome]:
    """What is expected of each gate; those of stages below the ones that are listed are met."""
    below = min(gates, default=len(stages) + 1)
    outcomes = {id_: Outcome.MET for ids in stages[: below - 1] for id_ in ids}
    for listed in gates.values():
        outcomes |= {id_: Outcome(outcome) for outcome, ids in listed.items() for id_ in ids}
    return outcomes


def coordinate(stages: Stages, outcomes: Mapping[str, Outcome], met: set[Outcome]) -> Fraction:
    """The stage that is reached and the share of met gates of the next one."""
    for number, ids in enumerate(stages[1:], 1):
        wanted = [outcomes[id_] in met for id_ in ids]
        if not all(wanted):
            return number + Fraction(sum(wanted), len(wanted))
    return Fraction(len(stages))


def two_places(number: Fraction) -> str:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def told(finding: Finding, wanted: Outcome) -> str:
    """One line on a gate that came out otherwise: by which derivation, from which facts, what was missing."""
    return f"{finding.criterion.id} is {finding.outcome.value}, not {wanted.value}; " + "; ".join(grounds(finding))


def grounds(finding: Finding) -> Iterator[str]:
    if finding.derivation is not None:
        yield f"by {finding.derivation.id}"
    for fact in finding.facts:
        value = f"{fact.entries} entries" if fact.entries is not None else fact.value
        yield f"{fact.path} = {value} (line {fact.place.line})"
    for fact in finding.missing:
        yield f"not stated: {fact.path}"
