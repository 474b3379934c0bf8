"""The same profile gives the same bytes: whoever builds it, where, when and in which language of the machine."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shipped.conftest import CONFIGS, Installed

SMALLEST = min(CONFIGS.glob("*.yaml"), key=lambda path: path.stat().st_size)
HERE = {"PYTHONHASHSEED": "1", "TZ": "EAST-14", "LC_ALL": "C", "LANG": "C", "SOURCE_DATE_EPOCH": "1"}
THERE = {"PYTHONHASHSEED": "4242", "TZ": "WEST+12", "LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8", "COLUMNS": "40"}
"""Two machines as different as variables make them. Between these time zones it is never the same day."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders at unlike places with the same profiles."""
    here = tmp_path_factory.mktemp("here")
    there = tmp_path_factory.mktemp("over") / "there, with a space" / "and deeper"
    for folder in (here, there):
        shutil.copytree(CONFIGS, folder / "configs")
    return here, there


def built(installed: Installed, folders: tuple[Path, Path], what: str, *options: str) -> list[dict[str, bytes]]:
    """What both machines build; one is given relative names, the other absolute ones."""
    here, there = folders
    installed.run("build", f"configs/{what}", "-o", "out", *options, cwd=here, **HERE)
    installed.run(
        "build", there / "configs" / what, "-o", there / "out", *options, cwd=Path("/"), HOME=str(there), **THERE
    )
    return [
        {
            path.relative_to(folder / "out").as_posix(): path.read_bytes()
            for path in sorted((folder / "out").rglob("*.*"))
            if path.suffix[1:] in options[-1] and path.name[0] != "."  # the record names the arguments
        }
        for folder in folders
    ]


def test_html_and_json_of_all_examples(installed: Installed, folders: tuple[Path, Path]) -> None:
    one, other = built(installed, folders, ".", "--format", "html,json")
    assert len(one) > 3 * len(list(CONFIGS.glob("*.yaml")))
    assert [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)] == []


def test_pdf(installed: Installed, folders: tuple[Path, Path], pango: None) -> None:
    one, other = built(installed, folders, SMALLEST.name, "--lang", "de", "--format", "pdf")
    assert list(one) == list(other) == [f"{SMALLEST.stem}.de.pdf"]
    assert one == other


def test_the_two_machines_are_unlike(installed: Installed, elsewhere: Path) -> None:
    """Equal bytes prove something only if the interpreter itself heeds these variables."""
    code = "import time; print(hash('x'), time.strftime('%Y-%m-%d'))"
    seen = [
        subprocess.run(
            [installed.python(), "-c", code], env=variables, cwd=elsewhere, capture_output=True, text=True, check=True
        ).stdout.split()
        for variables in (HERE, THERE)
    ]
    assert seen[0][0] != seen[1][0]
    assert seen[0][1] != seen[1][1]


def test_assess_in_the_terminal(installed: Installed, folders: tuple[Path, Path]) -> None:
    here, there = folders
    one = installed.run("assess", "configs", "--lang", "de", cwd=here, **HERE).stdout
    other = installed.run("assess", there / "configs", "--lang", "de", cwd=Path("/"), **THERE).stdout
    assert one == other
