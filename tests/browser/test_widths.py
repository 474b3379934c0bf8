"""Nothing is wider than its column, on a phone as on a desk, whatever is written; and browsers put no hyphens in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, Open
from tests.long_texts import COMPOUND, write_long_profile

TOO_WIDE = """() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    for (const one of document.querySelectorAll("[hidden]")) one.hidden = false;
    const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
    const unseen = (one) => getComputedStyle(one).clipPath !== "none" || getComputedStyle(one).position === "absolute";
    const inside = (one, is) => { for (; one; one = one.parentElement) if (is(one)) return true; return false; };
    const found = [];
    for (const one of document.querySelectorAll("body *")) {
        if (one.closest("svg, .scales") || inside(one, unseen) || scrolls(one) || !one.clientWidth) continue;
        if (one.scrollWidth > one.clientWidth + 1) found.push(`${one.tagName}.${one.className}: ${one.scrollWidth}`);
    }
    const root = document.scrollingElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page: ${root.scrollWidth}`);
    return found;
}"""
"""Elements whose content is wider than they are. What scrolls sideways of itself, or is
clipped away, is no column, and neither is a picture: its words are hidden from readers and said beside it."""

HYPHENATED = """() => [...document.querySelectorAll("body, body *")]
    .filter((one) => getComputedStyle(one).hyphens === "auto").map((one) => one.tagName)"""


@pytest.fixture(scope="module")
def long_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of two companies of which every text is longer than a column, and the index."""
    folder = tmp_path_factory.mktemp("long")
    files = [
        write_long_profile(folder / f"{name}.yaml", word)
        for name, word in (("compound", COMPOUND), ("endless", "W" * 180))
    ]
    command = [sys.executable, "-m", "lmmm_report", "-q", "build", *files, "-o", folder, "--format", "html"]
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


def sized(width: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 800}}


@pytest.mark.parametrize("width", [320, 360, 390, 1440])
@pytest.mark.parametrize("name", ["index.html", "compound.de.html", "compound.en.html", "endless.de.html"])
def test_nothing_is_wider_than_its_column(name: str, width: int, long_pages: Path, open_page: Open) -> None:
    page = open_page(long_pages / name, **sized(width))
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(HYPHENATED) == []


@pytest.mark.parametrize(
    "style", ["width: 120%", "white-space: nowrap", "overflow-wrap: normal; hyphens: none; min-width: max-content"]
)
def test_what_is_too_wide_is_found(style: str, long_pages: Path, open_page: Open) -> None:
    page = open_page(long_pages / "endless.de.html", bypass_csp=True, **sized(360))
    page.evaluate("(style) => document.querySelector('.standfirst, .lead').setAttribute('style', style)", style)
    assert any(".lead" in one or ".standfirst" in one or "the page" in one for one in page.evaluate(TOO_WIDE))
