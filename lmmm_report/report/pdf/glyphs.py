"""Characters that a page's fonts cannot show, and fonts that WeasyPrint would take for one another.

A character without a glyph would come from any font of the machine, so that two machines give two files, or end as a
``.notdef`` glyph, which PDF/UA and PDF/A forbid. So what the fonts of the page do not have is replaced in its text: by
the same thing spelled otherwise where there is such a spelling, else by a box, which a font of ours has for it.
"""

from __future__ import annotations

import base64
import io
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

BOX = "\N{WHITE SQUARE}"

DIVISION = "\N{HYPHEN}"
"""The hyphen that typesetting puts at the end of a line. The text of a page itself is never set with it."""

FACE = re.compile(r'@font-face\{font-family:"(?P<family>[^"]+)";[^}]*\}')
WEIGHT = re.compile(r"font-weight:(\d+)")
DATA = re.compile(r"url\(\"?data:[^;,]*;base64,([^)\"]+)\"?\)")
RANGE = re.compile(r"unicode-range:([^;}]*)")
RANGES = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")

OTHERWISE = str.maketrans(
    {
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{FIGURE DASH}": "\N{EN DASH}",
        "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
        "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
        "\N{LINE SEPARATOR}": " ",
        "\N{PARAGRAPH SEPARATOR}": " ",
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{LEFTWARDS ARROW}": "<-",
        "\N{RIGHTWARDS DOUBLE ARROW}": "=>",
        "\N{LESS-THAN OR EQUAL TO}": "<=",
        "\N{GREATER-THAN OR EQUAL TO}": ">=",
        "\N{NOT EQUAL TO}": "!=",
        "\N{ALMOST EQUAL TO}": "~",
    }
)
"""Spellings that mean the same, beside those that Unicode itself knows."""

SAME = {"", "<compat>", "<wide>", "<narrow>", "<noBreak>", "<fraction>"}
"""Kinds of compatible characters that mean the same. Not so ``<super>``: 10⁵ is not 105."""

INVISIBLE = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Characters without a picture of their own, beside those of the category of format characters."""

OUTER = ((60, 0), (60, 660), (600, 660), (600, 0))
INNER = ((110, 50), (550, 50), (550, 610), (110, 610))
"""The outlines of the box in thousandths of the font's size; opposite turns make the inside a hole."""

WIDTHS = (
    "semi-expanded", "expanded", "extra-expanded", "ultra-expanded",
    "semi-condensed", "condensed", "extra-condensed", "ultra-condensed",
)  # fmt: skip
"""All widths but the normal one, so many faces of one family and weight can be told apart."""


def replacements(html: str) -> Mapping[int, str]:
    """What is set instead of each character that the page's own fonts lack; empty for a page without such fonts."""
    faces = tuple(FACE.finditer(html))
    if not faces:
        return {}
    has = frozenset().union(*(_characters(face[0]) for face in faces)) - {ord(DIVISION)}
    return {ord(c): _instead(c, has) for c in sorted(set(html)) if ord(c) not in has and c not in "\t\n\f\r"}


def unshown(html: str) -> str:
    """The characters of a page in whose place a PDF shows a box."""
    return "".join(chr(code) for code, text in replacements(html).items() if BOX in text)


def with_distinct_faces(html: str, *, box: bool) -> str:
    """The page with font faces that do not get mixed up, one with a hyphen for divided words, and if asked for a box.

    WeasyPrint knows a font by its description, that is family, weight and width. Of two faces that share these, one for
    Latin letters and one for more of them, it would set the glyphs of the one with the numbers of the other. So each
    further face of a family and weight declares a width of its own; nothing asks for widths, so the choice of a face
    is left to its range of characters.
    """
    seen: dict[tuple[str, str], int] = {}
    hyphens: dict[tuple[str, str], bytes] = {}

    def distinct(face: re.Match[str]) -> str:
        weight = WEIGHT.search(face[0])
        key = (face["family"], weight[1] if weight else "")
        seen[key] = seen.get(key, -1) + 1
        rule = face[0]
        if ord("-") in _characters(rule):
            hyphens[key] = _hyphen_font(rule)
            rule = _without_division(rule)
        if seen[key] > 0:
            rule = rule.replace("{", f"{{font-stretch:{WIDTHS[seen[key] - 1]};", 1)
        return rule

    html = FACE.sub(distinct, html)
    rules = ""
    for (family, weight), count in seen.items():
        more = {BOX: _box_font()} if box else {}
        if (family, weight) in hyphens:
            more[DIVISION] = hyphens[family, weight]
        for width, (character, font) in zip(WIDTHS[count:], more.items(), strict=False):
            data = base64.b64encode(font).decode()
            rules += (
                f'@font-face{{font-family:"{family}";font-weight:{weight or 400};font-stretch:{width};'
                f"src:url(data:font/ttf;base64,{data});unicode-range:U+{ord(character):X}}}"
            )
    first = FACE.search(html)
    return html[: first.start()] + rules + html[first.start() :] if first else html


def replace_in(root: Any, instead: Mapping[int, str]) -> None:
    """Replace characters in what is typeset of a page. Its title and those of pictures are never set in a font."""
    if instead:
        for element in root.iter():
            if (
                isinstance(element.tag, str)
                and element.tag.rpartition("}")[2] not in {"title", "style"}
                and element.text
            ):
                element.text = element.text.translate(instead)
            if element.tail:
                element.tail = element.tail.translate(instead)


def _instead(character: str, has: frozenset[int]) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Cf"} or INVISIBLE.match(character):
        return ""
    if category == "Zs" and ord(character) not in OTHERWISE:
        return " "
    kind = re.match("<.*>|", unicodedata.decomposition(character))
    same = unicodedata.normalize("NFKC", character) if kind and kind[0] in SAME else character
    spelled = same.translate(OTHERWISE)
    return spelled if all(ord(c) in has for c in spelled) else BOX


@lru_cache(maxsize=16)
def _characters(face: str) -> frozenset[int]:
    """The characters that a font face both is asked for and has; none for a font that is not in the page."""
    from fontTools.ttLib import TTFont  # brought by WeasyPrint

    data = DATA.search(face)
    if data is None:
        return frozenset()
    has = frozenset(TTFont(io.BytesIO(base64.b64decode(data[1])), lazy=True).getBestCmap())
    asked = RANGE.search(face)
    ranges = [(int(first, 16), int(last or first, 16)) for first, last in RANGES.findall(asked[1] if asked else "")]
    return frozenset(c for c in has if any(first <= c <= last for first, last in ranges)) if ranges else has


def _without_division(rule: str) -> str:
    """A font face that is not asked for `DIVISION`, be it that it has this character or only says so."""
    asked = RANGE.search(rule)
    if not asked:
        return f"{rule[:-1]};unicode-range:U+0-{ord(DIVISION) - 1:X},U+{ord(DIVISION) + 1:X}-10FFFF}}"
    others = [one for one in asked[1].split(",") if one != f"U+{ord(DIVISION):X}"]
    return f"{rule[: asked.start(1)]}{','.join(others)}{rule[asked.end(1) :]}"


@lru_cache(maxsize=16)
def _hyphen_font(face: str) -> bytes:
    """A font that has of another nothing but its hyphen, as `DIVISION`.

    In the font itself both would be one glyph, and a glyph of a PDF's font stands for one character only.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    data = DATA.search(face)
    assert data is not None
    font = TTFont(io.BytesIO(base64.b64decode(data[1])), recalcTimestamp=False)
    font.flavor = None
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True))
    subsetter.populate(unicodes=[ord("-")])
    subsetter.subset(font)
    for table in font["cmap"].tables:
        if ord("-") in table.cmap:
            table.cmap = {ord(DIVISION): table.cmap[ord("-")]}
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@lru_cache(maxsize=1)
def _box_font() -> bytes:
    """A font whose only character is a box, as high as a capital of Source Sans and with the same line."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for corners in (OUTER, INNER):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    box, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box", "space"])
    # Pango sets a space between two boxes in their font.
    builder.setupCharacterMap({ord(BOX): "box", 0x20: "space", 0xA0: "space"})
    builder.setupGlyf({".notdef": box, "box": box, "space": empty})
    builder.setupHorizontalMetrics({".notdef": (660, 60), "box": (660, 60), "space": (200, 0)})
    builder.setupHorizontalHeader(ascent=1024, descent=-400)
    builder.setupNameTable({"familyName": "Box", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=1024, sTypoDescender=-400, usWinAscent=1024, usWinDescent=400)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0  # no clock
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()
