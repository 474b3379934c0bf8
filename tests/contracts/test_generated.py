"""What is generated is not stale, and what the documents name exists."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from lmmm_report.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = runpy.run_path(str(ROOT / "tools" / "generate.py"))["pages"]()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == PAGES[name], "run make docs, then read what changed"


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("path", documents(), ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if not link.startswith(("http", "mailto:")):
            assert (path.parent / link).exists(), link


def test_readme_names_commands_that_exist() -> None:
    named = set(re.findall(r"lmmm-report ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named
    assert named <= set(COMMANDS)


def test_readme_names_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"report", "test"} <= named <= targets | {"it"}
