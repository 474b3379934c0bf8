"""Whole profiles with the cell they must land in. A new case is a new folder under tests/cases/accept."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lmmm_report.assess.assessment import assess
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_profile

ROOT = Path(__file__).resolve().parents[3]
CASES = sorted(p.parent for p in (ROOT / "tests" / "cases" / "accept").glob("*/profile.yaml"))
MODEL = load_model()

CONFIGS = {
    "kaltenbrunn-pumpentechnik": (1, 1),
    "nordwerk-fluidtechnik": (3, 3),
    "sandner-lohe-medizintechnik": (3, 1),
}


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    expected = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    result = assess(load_profile(folder / "profile.yaml"), MODEL)
    assert list(result.cell.stages) == expected["cell"]
    assert result.firm is expected["firm"]
    assert list(result.highest.stages) == expected.get("highest", expected["cell"])


def test_every_cell_is_reached_by_a_case() -> None:
    reached = {assess(load_profile(folder / "profile.yaml"), MODEL).cell.stages for folder in CASES}
    assert reached == set(MODEL.cells)


@pytest.mark.parametrize(("name", "cell"), CONFIGS.items())
def test_the_three_profiles_of_the_model(name: str, cell: tuple[int, int]) -> None:
    result = assess(load_profile(ROOT / "configs" / f"{name}.yaml"), MODEL)
    assert result.cell.stages == cell
    assert result.firm


def test_one_example_is_provisional() -> None:
    results = [assess(load_profile(path), MODEL) for path in sorted((ROOT / "configs").glob("*.yaml"))]
    assert len(results) >= 4
    assert any(not result.firm for result in results)
