"""The page of `diff` in a browser: for everybody, on every screen, with a margin around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.cli.main import run
from tests.browser.conftest import ROOT, Open
from tests.browser.test_accessibility import WIDE, faults_of_colour, faults_of_structure

EARLIER = ROOT / "configs" / "earlier" / "nordwerk-fluidtechnik-2025.yaml"
NOW = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"


@pytest.fixture(scope="module", params=["one", "several"])
def compared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page about one company, and about two folders."""
    path = tmp_path_factory.mktemp("compared") / "diff.html"
    sides = (EARLIER, NOW) if request.param == "one" else (EARLIER.parent, NOW.parent)
    assert run(["-q", "diff", *map(str, sides), "--format", "html", "--lang", "de", "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, compared: Path, open_page: Open) -> None:
    page = open_page(compared)
    assert faults_of_structure(page) == []
    assert faults_of_colour(page, scheme) == []


@pytest.mark.parametrize("width", [320, 768, 1200, 1600])
def test_nothing_is_cut_and_nothing_stands_at_the_edge(width: int, compared: Path, open_page: Open) -> None:
    page = open_page(compared, viewport={"width": width, "height": 800})
    assert page.evaluate(WIDE) == [0, []]
    edges = page.evaluate(
        "[...document.querySelectorAll('h1, h2, main p, footer p')].map((one) => one.getBoundingClientRect())"
        ".map((box) => [box.left, innerWidth - box.right])"
    )
    assert min(min(edge) for edge in edges) >= 12
