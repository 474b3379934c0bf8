"""Makes the pictures of README and docs from the example reports, with headless Chromium and pdftoppm."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
EXAMPLE = "nordwerk-fluidtechnik"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def shot(page: Path, picture: str, width: int, height: int, *flags: str) -> None:
    """A screenshot of a page."""
    browser = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is needed")
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [browser, *FLAGS, *flags, f"--user-data-dir={home}", f"--window-size={width},{height}",
             f"--screenshot={PICTURES / picture}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def main() -> None:
    """Build the examples and picture them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        subprocess.run(
            [sys.executable, "-m", "lmmm_report", "-q", "build", str(ROOT / "configs"), "-o", folder], check=True
        )
        english = out / f"{EXAMPLE}.en.html"
        shot(english, "report-wide.png", 1400, 1000)
        shot(english, "report-narrow.png", 500, 1000)
        shot(english, "report-dark.png", 1400, 1000, "--force-dark-mode", "--blink-settings=preferredColorScheme=0")
        shot(out / "index.html", "index.png", 1400, 1000)
        for name, page, resolution in (("pdf-cover", 1, 60), ("pdf-summary", 3, 60)):
            subprocess.run(
                ["pdftoppm", "-png", "-singlefile", "-r", str(resolution), "-f", str(page), "-l", str(page),
                 str(out / f"{EXAMPLE}.en.pdf"), str(PICTURES / name)],
                check=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
