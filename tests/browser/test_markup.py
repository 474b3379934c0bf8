"""Every page against the Nu HTML checker, the reference for HTML; it needs Java."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

JAR = Path(sys.prefix) / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks pages; it exits with 1 where there is an error."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("needs java (Debian package default-jdk-headless)")
    if not JAR.exists():
        pytest.skip("needs the Nu HTML checker (npm package vnu-jar)")
    return [java, "-jar", str(JAR), "--errors-only"]


def test_all_pages_are_without_error(checker: list[str], built: Path) -> None:
    pages = sorted(built.glob("*.html"))
    assert len(pages) > 14
    found = subprocess.run([*checker, *map(str, pages)], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_a_planted_fault_is_found(checker: list[str], built: Path, tmp_path: Path) -> None:
    page = tmp_path / "planted.html"
    text = next(built.glob("*.en.html")).read_text(encoding="utf-8")
    page.write_text(text.replace("</main>", '<li id="main">x</li></main>', 1), encoding="utf-8")
    found = subprocess.run([*checker, str(page)], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert "Duplicate ID" in found.stderr
