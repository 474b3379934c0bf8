"""The pages for everybody: axe finds nothing, and nothing is cut on a narrow screen or with large type."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, Open
from tests.browser.examples import PAGES, PAGES_BY_TURNS

axe = pytest.importorskip("axe_playwright_python.base")

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that look at colours. They are most of the work, so they are run apart and on fewer lines."""
RUN = "(options) => axe.run(document, {...options, resultTypes: ['violations']})"
TRIM = "document.querySelectorAll('[id^=L]:nth-child(n+30)').forEach((one) => one.remove())"
"""Lines of the profile look alike; the rules on colours need some of them only."""


def violations(page: Any, **options: Any) -> list[str]:
    """What axe finds, each with the places; it runs beside the page, so that the page's policy does not stop it."""
    page.evaluate(axe.AXE_SCRIPT)
    result = page.evaluate(RUN, options)
    assert result["passes"], "axe has looked at the page"
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]} {node['any'][:1]}"
        for one in result["violations"]
        for node in one["nodes"][:5]
    ]


def faults_of_structure(page: Any) -> list[str]:
    rules = {"runOnly": {"type": "tag", "values": TAGS}}
    return violations(page, **rules, rules={rule: {"enabled": False} for rule in COLOURS})


def faults_of_colour(page: Any, scheme: str) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(TRIM)
    return violations(page, runOnly=COLOURS)


def test_there_are_pages() -> None:
    assert len(PAGES) >= 16


@pytest.mark.parametrize("name", PAGES_BY_TURNS)
def test_axe_finds_nothing(name: str, open_page: Open) -> None:
    assert faults_of_structure(open_page(name)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "number", [n if n < 2 else pytest.param(n, marks=pytest.mark.long) for n in range(len(PAGES) // 2)]
)
def test_colours_can_be_told_apart(number: int, scheme: str, open_page: Open) -> None:
    """Every report in both schemes; which of its languages does not matter, as both have the same colours."""
    name = PAGES[2 * number + (number + (scheme == "dark")) % 2]
    assert faults_of_colour(open_page(name), scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_all_is_in_use(scheme: str, open_page: Open) -> None:
    page = open_page("brackwell-instruments.en.html", reduced_motion="reduce")
    page.locator("#what-if-measures input").first.click()
    page.locator("#page-filter select").first.select_option(index=1)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator("#summary > .copy-link").click()
    page.wait_for_selector("#page-status.seen")
    assert faults_of_structure(page) == []
    assert faults_of_colour(page, scheme) == []


@pytest.mark.parametrize(
    ("accent", "scheme"),
    [
        ("#7a1f5c", "dark"),
        ("#767676", "light"),
        pytest.param("#7a1f5c", "light", marks=pytest.mark.long),
        pytest.param("#767676", "dark", marks=pytest.mark.long),
    ],
)
def test_an_accent_keeps_every_colour_readable(accent: str, scheme: str, open_page: Open, tmp_path: Path) -> None:
    """One accent far from ours, and one that is just dark enough for white; all folds open, a choice made."""
    theme = tmp_path / "theme.yaml"
    theme.write_text(f'accent: "{accent}"\n', encoding="utf-8")
    profile = ROOT / "configs/brackwell-instruments.yaml"
    command = [sys.executable, "-m", "lmmm_report", "-q", "build", profile, "-o", tmp_path, "--format", "html"]
    subprocess.run([*command, "--lang", "en", "--theme", theme], check=True, cwd=ROOT)
    page = open_page(tmp_path / "brackwell-instruments.en.html", reduced_motion="reduce")
    page.locator("#what-if-measures input").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert faults_of_colour(page, scheme) == []


def test_axe_finds_a_planted_fault(open_page: Open) -> None:
    page = open_page("index.en.html")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    page.evaluate("document.querySelector('h1').style.color = '#eee'")
    assert [one.split(":")[0] for one in faults_of_structure(page)] == ["button-name"]
    assert [one.split(":")[0] for one in faults_of_colour(page, "light")] == ["color-contrast"]


WIDE = """() => { const wide = document.documentElement.clientWidth;
  const scrolls = (one) => one && one !== document.documentElement && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  return [document.documentElement.scrollWidth - wide, [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect(); return box.width > 1 && (box.right > wide + 1 || box.left < -1) && !one.matches(".skip") && !scrolls(one);
  }).map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)]; }"""


SIZES = ((320, 256), (360, 700), (768, 900), (1024, 700))
"""320 by 256 is what a window of 1280 by 1024 leaves at a zoom of 400 per cent."""


@pytest.mark.parametrize("name", PAGES_BY_TURNS)
def test_nothing_overflows(name: str, open_page: Open) -> None:
    page = open_page(name)
    for stage in range(2):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(WIDE) == [0, []], (width, stage)
        if page.locator("#what-if-all").count():
            page.locator("#what-if-all").click()
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def test_an_overflow_would_be_seen(open_page: Open) -> None:
    page = open_page("index.en.html", viewport={"width": 360, "height": 700})
    page.evaluate(
        "const wide = document.createElement('div'); wide.textContent = 'x'; wide.style.width = '900px';"
        "document.querySelector('h1').after(wide)"
    )
    assert page.evaluate(WIDE)[0] > 0


@pytest.mark.parametrize("size", [(390, 844), (320, 256), (700, 900)])
def test_what_has_the_focus_is_not_covered(size: tuple[int, int], open_page: Open) -> None:
    """The result of a what-if stays in sight while the reader ticks; it must not lie over the box that is ticked."""
    page = open_page(
        "brackwell-instruments.en.html", viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
    )
    page.locator("#what-if-measures input").first.focus()
    page.keyboard.press("Space")
    covered = """() => { const box = document.activeElement.getBoundingClientRect();
      return Boolean(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest(".what-if-result")); }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(covered) is False
