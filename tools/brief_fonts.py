"""Cut the bundled font to what German and English need: half the bytes of a page's fonts.

    python tools/brief_fonts.py

Needed only when the bundled font or `BRIEF` changes. Its licence keeps the name of the whole font for the whole font,
so what is cut has a name of its own. Needs fonttools and brotli (they come with WeasyPrint).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lmmm_report import resources
from lmmm_report.report.html.fonts import BRIEF, BRIEF_FAMILY, WEIGHTS, asked

_STYLES = {400: "Regular", 600: "SemiBold"}
_KEPT = ["kern", "liga", "locl", "ccmp"]
"""Features that a browser uses of itself; no style sheet of ours asks for others."""


def cut(weight: int) -> None:
    """Write one weight beside the whole fonts."""
    options = subset.Options(flavor="woff2", layout_features=_KEPT, notdef_outline=True, name_IDs=[0, 1, 2, 4, 6, 14])
    font = subset.load_font(str(resources.FONTS / f"source-sans-3-latin-{weight}-normal.woff2"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=asked(BRIEF))
    cutter.subset(font)
    style = _STYLES[weight]
    told = {1: BRIEF_FAMILY, 2: style, 4: f"{BRIEF_FAMILY} {style}", 6: f"{BRIEF_FAMILY.replace(' ', '')}-{style}"}
    for record in font["name"].names:
        if record.nameID in told:
            record.string = told[record.nameID]
    subset.save_font(font, str(resources.FONTS / f"report-sans-{weight}-normal.woff2"), options)


if __name__ == "__main__":
    for each in WEIGHTS:
        cut(each)
