"""Makes the pictures of README and docs from the example reports: no picture is made by hand.

Needs Chromium and poppler's pdftoppm; `make pictures` installs them where it may.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]


@dataclass(frozen=True, slots=True)
class Shot:
    """A page of the example reports: file, window, colours, and the part of the page (empty: what the window shows)."""

    file: str
    width: int = 1440
    dark: bool = False
    part: str = ""


PAGES = {
    "report-wide": Shot("brackwell-instruments.en.html"),
    "report-dark": Shot("brackwell-instruments.en.html", dark=True),
    "report-earlier": Shot("nordwerk-fluidtechnik.de.html"),
    "report-narrow": Shot("sandner-lohe-medizintechnik.de.html", width=400),
    "matrix": Shot("calder-finch-water.en.html", part=".picture"),
    "matrix-dark": Shot("calder-finch-water.en.html", part=".picture", dark=True),
    "plan-chart": Shot("brackwell-instruments.en.html", part="#next"),
    "plan-dark": Shot("brackwell-instruments.en.html", part="#next", dark=True),
    "measure": Shot("brackwell-instruments.en.html", part="#M-LEAD-GOAL"),
    "findings": Shot("brackwell-instruments.en.html", part="#relationship-3"),
    "findings-dark": Shot("brackwell-instruments.en.html", part="#relationship-3", dark=True),
    "index": Shot("index.en.html"),
}
HEIGHT = 900

PAPER: dict[str, tuple[str, int]] = {
    "pdf-sheet": ("brackwell-instruments.en.pdf", 1),
    "pdf-sheet-open": ("calder-finch-water.en.pdf", 1),
    "pdf-gap": ("nordwerk-fluidtechnik.de.pdf", 2),
    "pdf-plan": ("brackwell-instruments.en.pdf", 3),
    "pdf-measures": ("brackwell-instruments.en.pdf", 5),
}
"""File and number of the page."""


def main() -> None:
    """Build the example reports into a folder that goes away, and take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    pdftoppm = shutil.which("pdftoppm")
    if chromium is None or pdftoppm is None:
        raise SystemExit("pictures need Chromium and pdftoppm (Debian packages chromium, poppler-utils)")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        profiles, earlier = str(ROOT / "configs"), str(ROOT / "configs" / "earlier")
        subprocess.run(
            [sys.executable, "-m", "lmmm_report", "-q", "build", profiles, "--earlier", earlier, "-o", folder],
            check=True,
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, shot in PAGES.items():
                _page(browser, Path(folder), shot, PICTURES / f"{name}.png")
            browser.close()
        for name, (file, number) in PAPER.items():
            page = str(number)
            subprocess.run(
                [pdftoppm, "-r", "80", "-f", page, "-l", page, "-singlefile", "-png", str(Path(folder) / file),
                 str(PICTURES / name)],
                check=True,
            )  # fmt: skip


def _page(browser: Browser, folder: Path, shot: Shot, target: Path) -> None:
    context = browser.new_context(
        viewport={"width": shot.width, "height": HEIGHT},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto((folder / shot.file).as_uri())
    if shot.part:
        part = tab.locator(shot.part).first
        part.evaluate(
            "(one) => { for (let up = one; up; up = up.parentElement) if (up.matches('details')) up.open = true; }"
        )
        part.screenshot(path=target)
    else:
        tab.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    main()
