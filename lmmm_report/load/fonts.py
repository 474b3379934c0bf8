"""Whether a font file is whole: every table that pages and PDFs need can be read to its end."""

from __future__ import annotations

import io
from typing import Any

from lmmm_report.messages import Message, say

MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes that a font may have when it is unpacked; a WOFF2 file of 2 MB says in its head how many it has."""
_NEEDED = ("head", "hhea", "maxp", "hmtx", "cmap", "name", "OS/2", "post")


def font_fault(name: str, data: bytes) -> Message | None:
    """What is wrong with a font; `None` where it can be used."""
    if data[:4] == b"wOF2" and int.from_bytes(data[16:20], "big") > MOST_UNPACKED:
        return say("theme.large_font", name=name, most=MOST_UNPACKED // (1024 * 1024))
    import logging  # most themes have no fonts

    log = logging.getLogger("fontTools")
    level = log.level
    log.setLevel(logging.CRITICAL)  # what it finds is said here
    try:
        missing = _missing(data)
    except Exception:  # whatever a reader of tables meets in a broken file
        return say("theme.broken_font", name=name)
    finally:
        log.setLevel(level)
    return say("theme.font_table", name=name, table=missing) if missing else None


def _missing(data: bytes) -> str:
    """The first table that is not there; raises whatever comes where one is broken."""
    from fontTools.ttLib import TTFont

    font: Any = TTFont(io.BytesIO(data), lazy=False, ignoreDecompileErrors=False)
    for tag in _NEEDED:
        if tag not in font:
            return tag
        assert font[tag] is not None
    if not font.getBestCmap():
        return "cmap"
    if "glyf" in font:
        for name in font.getGlyphOrder():
            font["glyf"][name].expand(font["glyf"])
    elif "CFF " in font or "CFF2" in font:
        glyphs = font.getGlyphSet()
        for name in font.getGlyphOrder():
            assert glyphs[name].width >= 0
    else:
        return "glyf"
    return ""
