"""The first screen by its geometry: complete, nothing over anything, nothing cut, and no word below twelve pixels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, Open
from tests.browser.examples import BY_TURNS, STEMS

WIDE, PHONE, NARROWEST = (1440, 900), (390, 844), (320, 640)
SEEN = {
    WIDE: [".meta", "h1", ".mx-yt", ".mx-plot", ".mx-xl", ".mx-xt", ".mx-legend", *(f".answer:nth-child({n})" for n in range(1, 7))],
    PHONE: [".meta", "h1", ".figures", ".mx-yt", ".mx-plot", ".mx-xl", ".mx-xt"],
}  # fmt: skip
"""What has to be seen without scrolling."""

LOWEST = """(selectors) => selectors.map((one) => {
    const box = document.querySelector(`.summary ${one}`).getBoundingClientRect();
    return [one, Math.round(box.bottom), Math.round(box.left), Math.round(box.right), box.width > 0 && box.height > 0];
})"""
OVER = """() => {
    const lines = (one) => {
        const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
        for (let text = walk.nextNode(); text; text = walk.nextNode()) {
            range.selectNodeContents(text);
            found.push(...[...range.getClientRects()].map((box) => [one.textContent, box]));
        }
        return found;
    };
    const boxes = [...document.querySelectorAll(".picture .mx-names span, .picture .mx-yl span, .picture .mx-xl span")].flatMap(lines);
    const plot = document.querySelector(".picture .mx-plot").getBoundingClientRect();
    const found = [];
    boxes.forEach(([text, a], at) => {
        if (a.left < plot.left - 120 || a.right > plot.right + 6) found.push(`outside: ${text}`);
        for (const [other, b] of boxes.slice(at + 1).filter(([other]) => other !== text)) {
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (wide > 1.5 && high > 2.5) found.push(`${text} over ${other}`);
        }
    });
    const parts = [...document.querySelectorAll(".summary .answer > *, .summary .figure, .summary h1, .summary .meta")];
    for (const one of parts) if (one.checkVisibility() && one.scrollWidth > one.clientWidth + 1) found.push(`cut: ${one.textContent.trim()}`);
    return found;
}"""
SMALL = """() => {
    const found = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let one = walk.nextNode(); one; one = walk.nextNode()) {
        const parent = one.parentElement;
        if (!one.data.trim() || parent.closest("script, style, title")) continue;
        const size = parseFloat(getComputedStyle(parent).fontSize);
        if (size < 11.99) found.add(`${parent.tagName}.${parent.className} ${size}`);
    }
    return [...found];
}"""


@pytest.fixture(scope="module")
def long_names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples with company names three times as long."""
    folder = tmp_path_factory.mktemp("names")
    files = []
    for stem in STEMS:
        lines = (ROOT / f"configs/{stem}.yaml").read_text(encoding="utf-8").splitlines()
        at = next(n for n, line in enumerate(lines) if line.startswith("  name: "))
        name = lines[at].removeprefix("  name: ").strip('"')
        lines[at] = f'  name: "{name} {name} {name}"'
        file = folder / f"{stem}.yaml"
        file.write_text("\n".join(lines), encoding="utf-8")
        files.append(file)
    command = [sys.executable, "-m", "lmmm_report", "-q", "build", *files, "-o", folder, "--format", "html"]
    subprocess.run(command, check=True, cwd=ROOT)
    return folder


def faults(page: Any, size: tuple[int, int]) -> list[str]:
    """What is not in sight at this size, lies over something else, or is cut."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("document.fonts.ready")
    found = [
        f"{one} ends at {bottom}, from {left} to {right}"
        for one, bottom, left, right, shown in page.evaluate(LOWEST, SEEN.get(size, []))
        if not shown or bottom > size[1] or left < 0 or right > size[0]
    ]
    return found + list(page.evaluate(OVER))


@pytest.mark.parametrize(("stem", "language"), BY_TURNS)
def test_the_first_screen_is_complete(stem: str, language: str, open_page: Open) -> None:
    page = open_page(f"{stem}.{language}.html")
    assert {size: faults(page, size) for size in (WIDE, PHONE, NARROWEST)} == {WIDE: [], PHONE: [], NARROWEST: []}
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(("stem", "language"), BY_TURNS)
def test_so_it_is_with_a_name_three_times_as_long(stem: str, language: str, long_names: Path, open_page: Open) -> None:
    page = open_page(long_names / f"{stem}.{language}.html")
    assert {size: faults(page, size) for size in (WIDE, PHONE, NARROWEST)} == {WIDE: [], PHONE: [], NARROWEST: []}


SIZES = """() => [...document.querySelectorAll("h1, main > section > h2, main > section h3")].map((one) =>
    [Number(one.tagName[1]), parseFloat(getComputedStyle(one).fontSize)])"""


@pytest.mark.parametrize("stem", ["nordwerk-fluidtechnik", "calder-finch-water"])
def test_no_heading_is_larger_than_the_one_above_it(stem: str, long_names: Path, open_page: Open) -> None:
    for page in (open_page(f"{stem}.de.html"), open_page(long_names / f"{stem}.de.html")):
        for width in (320, 390, 640, 900, 1200, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            sizes: dict[int, set[float]] = {}
            for level, size in page.evaluate(SIZES):
                sizes.setdefault(level, set()).add(size)
            assert max(sizes[2]) <= min(sizes[1]), width
            assert max(sizes[3]) <= min(sizes[2]), width


def test_a_fault_would_be_seen(open_page: Open) -> None:
    page = open_page("nordwerk-fluidtechnik.de.html", bypass_csp=True)
    page.evaluate("document.querySelector('.summary h1').style.paddingBottom = '400px'")
    assert any("ends at" in one for one in faults(page, WIDE))
    page.evaluate("for (const one of document.querySelectorAll('.mx-names span')) one.className = 'x2 y2 at-below'")
    assert any(" over " in one for one in faults(page, WIDE))
    page.evaluate("document.querySelector('.meta').style.fontSize = '11px'")
    assert page.evaluate(SMALL) == ["P.meta 11", *(one for one in page.evaluate(SMALL) if "P.meta" not in one)]


BARS = {"nordwerk-fluidtechnik": 8000, "calder-finch-water": 10000}
"""Height of the page at 1440 pixels."""
WORDS, STOPS_BEFORE, STOPS = 2500, 15, 200
COUNT = """() => {
    const seen = (one) => one.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true });
    const stops = [...document.querySelectorAll("a[href], button, select, input, summary, [tabindex='0']")].filter(seen);
    const answer = document.querySelector(".answer a");
    return [document.documentElement.scrollHeight, document.body.innerText.split(/\\s+/).length, stops.length,
        stops.filter((one) => one.compareDocumentPosition(answer) & Node.DOCUMENT_POSITION_FOLLOWING).length];
}"""


@pytest.mark.parametrize(("stem", "language"), BY_TURNS)
def test_the_page_is_short_until_it_is_asked(stem: str, language: str, open_page: Open) -> None:
    page = open_page(f"{stem}.{language}.html", viewport={"width": 1440, "height": 900})
    height, words, stops, before = page.evaluate(COUNT)
    assert height <= BARS.get(stem, 10000)
    assert words <= WORDS
    assert before <= STOPS_BEFORE
    assert stops <= STOPS
