"""A repository of twelve units with two years of invented history.

Most go the same way, from the first survey to the third. Some have what histories have: a file that was renamed, a
revision that is broken, one that came with a merge, a set-back, a unit that came later and one that was given up.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.repositories import Repo

ROOT = Path(__file__).resolve().parents[1]
SURVEYS = (
    ROOT / "configs" / "earlier" / "nordwerk-fluidtechnik-2024.yaml",
    ROOT / "configs" / "earlier" / "nordwerk-fluidtechnik-2025.yaml",
    ROOT / "configs" / "nordwerk-fluidtechnik.yaml",
)
"""Surveys of one company: in the first, second and third cell of the line."""
UNITS = tuple(f"werk-{number:02}" for number in range(1, 13))
RENAMED, BROKEN, MERGED, FALLEN, LATE, GONE = UNITS[:6]


def survey(unit: str, stage: int) -> str:
    """The profile of a unit at one of the three surveys."""
    text = SURVEYS[stage].read_text(encoding="utf-8")
    made, count = re.subn(r"(?m)^(  name: Nordwerk Fluidtechnik SE)$", rf"\1\n  unit: {unit.title()}", text)
    assert count == 1
    return made


def invented(folder: Path) -> Repo:
    """Make the repository. Each unit's file is ``configs/UNIT.yaml``."""
    repo = Repo(folder)
    for stage, year in enumerate((2024, 2025, 2026)):
        for number, unit in enumerate(UNITS, 1):
            name, day = f"configs/{unit}.yaml", f"{year}-10-{15 + number:02}"
            if (unit, stage) in {(LATE, 0), (LATE, 1)}:
                continue
            if (unit, stage) == (GONE, 2):
                (folder / name).unlink()
                repo.commit(day=day, message=f"{unit} is closed")
                continue
            if (unit, stage) == (RENAMED, 0):
                name = "configs/old-name.yaml"
            if (unit, stage) == (RENAMED, 1):
                repo.git("mv", "configs/old-name.yaml", name)
                repo.commit(day=f"{year}-05-02", message="Rename")
            if (unit, stage) == (BROKEN, 1):
                repo.commit({name: survey(unit, stage) + "\nnonsense: [\n"}, day=f"{year}-10-01", message="Broken")
            if (unit, stage) == (MERGED, 2):
                repo.git("checkout", "-q", "-b", f"{unit}-{year}")
                repo.commit({name: survey(unit, stage)}, day=f"{year}-10-01", author="Otto Normal")
                repo.git("checkout", "-q", "main")
                repo.git("merge", "-q", "--no-ff", "-m", "Merge", f"{unit}-{year}", day=day)
                continue
            back = (unit, stage) == (FALLEN, 2)
            text = survey(unit, 0 if back else stage)
            if back:
                text = text.replace("2024-10-15", "2026-10-15")
            repo.commit({name: text}, day=day, message=f"Survey of {unit}")
    return repo
