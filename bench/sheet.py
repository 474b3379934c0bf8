"""What the parts of the PDF's style sheet cost: each rendered without it, against the sheet as it is, in the same run.

The figures are ratios of processor time of rendering alone (importing WeasyPrint left out), the best of several rounds.
In each round every change has a process of its own, so all see the same machine. A ratio of 0.90 means that the report
without this part takes 90 % of the time, one of 1.20 that the change would cost 20 % more.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import MAKE_PDF_HTML, PROFILE

RENDER = """
import sys, time, weasyprint
page, variant = open(sys.argv[1], encoding="utf-8").read(), sys.argv[2]
begin = time.process_time()
document = weasyprint.HTML(string=page).render(pdf_variant=variant or None)
pdf = document.write_pdf(pdf_variant=variant or None)
print(time.process_time() - begin, len(document.pages), len(pdf))
"""

VARIANT = "pdf/a-3a"

Change = Callable[[str], str]


def without(pattern: str, instead: str = "") -> Change:
    """A change that replaces every match of ``pattern``; it must match, or the figure would be about nothing."""

    def change(page: str) -> str:
        changed, count = re.subn(pattern, instead, page, flags=re.DOTALL)
        if count == 0:
            raise SystemExit(f"nothing to change: {pattern}")
        return changed

    return change


def adding(rules: str) -> Change:
    """A change that adds ``rules`` at the end of the sheet."""
    return lambda page: page.replace("</style>", rules + "</style>", 1)


CHANGES: dict[str, Change] = {
    "without hyphenation": without(r"hyphens:\s*auto;?"),
    "with the measures in two columns of text": adding(
        ".measure .two { display: block; columns: 2 } .measure .half { display: block; padding: 0 }"
    ),
    "without page numbers in the plan": without(r"content:\s*target-counter\([^;}]*;?"),
    "without the number of pages": without(r'" / " counter\(pages\)', '""'),
    "without running heads": without(r"string-set:[^;}]*;?"),
    "without rules for breaks (orphans, widows, break-*)": without(r"(?:orphans|widows|break-[a-z]+):[^;}]*;?"),
    "without borders of cells": without(r"border-bottom:\s*\.[48]pt solid #[0-9a-f]{6};?"),
    "without pictures": without(r"<svg.*?</svg>"),
    "without the bundled fonts (those of the system instead)": without(r"@font-face\{[^}]*\}"),
    "with widths of columns by content (`table-layout: auto`)": adding("table { table-layout: auto }"),
    "with dotted lines in tables": adding("th, td { border-bottom-style: dotted }"),
    "with justified text": adding("p, li, td { text-align: justify }"),
    "without any style sheet": without(r"<style>.*?</style>"),
}


def rendered(page: Path, variant: str) -> tuple[float, int, int]:
    """Seconds of processor time, pages and bytes."""
    command = [sys.executable, "-c", RENDER, str(page), variant]
    seconds, pages, size = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), int(pages), int(size)


def main() -> None:
    """Print the table, in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--profile", type=Path, default=PROFILE)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base.html"
        subprocess.run([sys.executable, "-c", MAKE_PDF_HTML, str(options.profile), str(base)], check=True)
        text = base.read_text(encoding="utf-8")
        cases = {"as it is": (base, VARIANT), "the same without PDF/A (no tags)": (base, "")}
        for number, (name, change) in enumerate(CHANGES.items()):
            page = Path(folder) / f"{number}.html"
            page.write_text(change(text), encoding="utf-8")
            cases[name] = (page, VARIANT)
        rounds = [{name: rendered(*case) for name, case in cases.items()} for _ in range(options.runs)]
    best = {name: min(times[name][0] for times in rounds) for name in cases}
    print("| style sheet | ratio of time | pages | size (KB) |\n|---|--:|--:|--:|")
    for name in cases:
        _, pages, size = rounds[0][name]
        print(f"| {name} | {best[name] / best['as it is']:.2f} | {pages} | {size / 1000:.0f} |")


if __name__ == "__main__":
    main()
