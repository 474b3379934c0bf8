"""Whole profiles with the cell they must land in. A new case is a new folder under tests/cases/accept."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lmmm_report.domain.model import Kind
from lmmm_report.load.profile.profile import load_profile
from tests.built_in import MODEL, assessment_of

ROOT = Path(__file__).resolve().parents[3]
CASES = sorted(p.parent for p in (ROOT / "tests" / "cases" / "accept").glob("*/profile.yaml"))

CONFIGS = {
    "kaltenbrunn-pumpentechnik": (1, 1),
    "nordwerk-fluidtechnik": (3, 3),
    "sandner-lohe-medizintechnik": (3, 1),
}

BEFORE = yaml.safe_load((ROOT / "tests" / "cases" / "before.yaml").read_text(encoding="utf-8"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    expected = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    result = assessment_of(folder / "profile.yaml")
    assert list(result.cell.stages) == expected["cell"]
    assert result.firm is expected["firm"]
    assert list(result.highest.stages) == expected.get("highest", expected["cell"])


def test_every_cell_is_reached_by_a_case() -> None:
    reached = {assessment_of(folder / "profile.yaml").cell.stages for folder in CASES}
    assert reached == set(MODEL.cells)


@pytest.mark.parametrize(("name", "cell"), CONFIGS.items())
def test_the_three_profiles_of_the_model(name: str, cell: tuple[int, int]) -> None:
    result = assessment_of(ROOT / "configs" / f"{name}.yaml")
    assert result.cell.stages == cell
    assert result.firm


def test_one_example_is_provisional() -> None:
    results = [assessment_of(path) for path in sorted((ROOT / "configs").glob("*.yaml"))]
    assert len(results) >= 4
    assert any(not result.firm for result in results)


def profile_called(name: str) -> Path:
    case = ROOT / "tests" / "cases" / "accept" / name / "profile.yaml"
    return case if case.exists() else ROOT / "configs" / f"{name}.yaml"


@pytest.mark.parametrize("name", BEFORE["before"])
def test_what_stood_before_format_2_stands(name: str) -> None:
    """Cells, intervals and gates stay; what has changed is listed with its reason."""
    was, changed = BEFORE["before"][name], BEFORE["changed"].get(name, {})
    result = assessment_of(profile_called(name))
    assert [list(result.cell.stages), list(result.highest.stages)] == [was["cell"], was["highest"]]
    expected = {gate: outcome for outcome in ("not_met", "unknown") for gate in was[outcome]}
    for gate, change in changed.items():
        assert expected.get(gate, "met") != change["now"], f"{gate} has not changed"
        assert change["because"]
        expected[gate] = change["now"]
    found = {f.criterion.id: f.outcome.value for f in result.findings if f.criterion.kind is Kind.GATE}
    assert {gate: outcome for gate, outcome in found.items() if outcome != "met"} == expected


def test_every_old_profile_is_compared() -> None:
    assert {folder.name for folder in CASES} <= BEFORE["before"].keys()
    assert {path.stem for path in (ROOT / "configs").glob("*.yaml")} <= BEFORE["before"].keys()
    assert BEFORE["changed"].keys() <= BEFORE["before"].keys()


def test_the_cases_are_in_format_1_and_the_examples_in_format_2() -> None:
    assert {load_profile(folder / "profile.yaml").version for folder in CASES} == {1}
    assert {load_profile(path).version for path in (ROOT / "configs").rglob("*.yaml")} == {2}
