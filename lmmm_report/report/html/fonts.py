"""The fonts of pages: which parts of the bundled one a text needs, and the rules that bring them."""

import base64
from collections.abc import Mapping
from functools import lru_cache

from lmmm_report import resources
from lmmm_report.domain.theme import Font
from lmmm_report.report.html.assets import Assets

FAMILY = "Source Sans 3"
"""The font that comes with the program."""
BRIEF_FAMILY = "Report Sans"
"""The same, cut to what German and English need."""

FONT_FACES: Mapping[str, str] = {
    "latin": (
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-200A,"
        "U+200C-200D,U+2010,U+2012-2015,U+2018-201F,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,"
        "U+2044,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
    "latin-ext": (
        "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,"
        "U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
    ),
    "vietnamese": "U+0300-0301,U+0303,U+0309,U+0323,U+1EA0-1EF1",
    "greek": "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF",
    "greek-ext": "U+1F00-1FFF",
    "cyrillic": "U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "cyrillic-ext": "U+0460-048F,U+0492-04AF,U+04B2-052F,U+1C80-1C8A,U+2DE0-2DFF,U+A640-A69F",
}
"""Subsets of the bundled font with the characters that each is asked for. The first is in every page."""

BRIEF = "brief"
"""The part of the first subset that pages without a rarer letter have in its place; half as large."""
_BRIEF_RANGE = (
    "U+0020-007E,U+00A0,U+00A3,U+00A7,U+00AB,U+00B0,U+00B2-00B3,U+00B7,U+00BB,U+00C0,U+00C4,U+00C7,U+00C9,U+00D6-00D7,U+00DC,"
    "U+00DF-00E2,U+00E4-00EB,U+00ED-00EF,U+00F1,U+00F3-00F4,U+00F6,U+00F8,U+00FA-00FC,U+0153,U+2009,U+2013-2014,"
    "U+2018-201A,U+201C-201E,U+2022,U+2026,U+2039-203A,U+20AC,U+2191,U+2193,U+2212"
)

WEIGHTS = (400, 600)


def subsets_for(written: str) -> tuple[str, ...]:
    """The subsets that a page with this text needs. Our own texts need the first only; a test says so."""
    return _subsets_for(_used(written))


def faces_for(written: str) -> tuple[str, ...]:
    """The same with what is brief for the first where that is enough: on a screen, where bytes are waited for."""
    used = _used(written)
    first, *more = _subsets_for(used)
    rare = used & asked(first) - asked(BRIEF) - _BLANK
    return (first if rare else BRIEF, *more)


def _used(written: str) -> frozenset[int]:
    return frozenset(map(ord, set(written)))


def _subsets_for(used: frozenset[int]) -> tuple[str, ...]:
    first, *more = FONT_FACES
    beyond = used - asked(first)  # most pages need nothing else, and no subset shares a character with another
    return (first, *(subset for subset in more if beyond and not beyond.isdisjoint(asked(subset))))


_BLANK = frozenset(map(ord, "\t\n\r\f\xad\u202f\ufeff"))
"""Nothing that the font would draw."""


@lru_cache(maxsize=len(FONT_FACES) + 1)
def asked(subset: str) -> frozenset[int]:
    """The code points that a subset is asked for."""
    ends = (part.removeprefix("U+").split("-") for part in _range_of(subset).split(","))
    return frozenset(code for part in ends for code in range(int(part[0], 16), int(part[-1], 16) + 1))


def _range_of(subset: str) -> str:
    return _BRIEF_RANGE if subset == BRIEF else FONT_FACES[subset]


def fonts_css(font_format: str, subset: str, assets: Assets | None = None) -> str:
    """``@font-face`` rules of a subset, which is embedded as data unless there are ``assets`` for it to lie in.

    ``font_format`` is ``woff2`` or ``ttf``.
    """
    kind = {"woff2": "woff2", "ttf": "truetype"}[font_format]
    family, name = (BRIEF_FAMILY, "report-sans") if subset == BRIEF else (FAMILY, f"source-sans-3-{subset}")
    rules = []
    for weight in WEIGHTS:
        stem = f"{name}-{weight}"
        source = _font_source(_bundled(f"{stem}-normal.{font_format}"), font_format, stem, assets)
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:normal;font-display:swap;'
            f'src:url({source}) format("{kind}");unicode-range:{_range_of(subset)}}}\n'
        )
    return "".join(rules)


def own_font_css(family: str, font: Font, assets: Assets | None) -> str:
    """The ``@font-face`` rule of a font that a theme brings; embedded as data unless there are ``assets``."""
    kind = {"ttf": "truetype", "otf": "opentype"}.get(font.kind, font.kind)
    source = _font_source(font.data, font.kind, f"font-{font.weight}", assets)
    return f'@font-face{{font-family:"{family}";font-weight:{font.weight};src:url({source}) format("{kind}")}}'


def _font_source(data: bytes, kind: str, stem: str, assets: Assets | None) -> str:
    """The address of a font: itself, or that of a file beside the style sheet."""
    if assets is None:
        return f"data:font/{kind};base64,{base64.b64encode(data).decode()}"
    return assets.beside_sheet(stem, kind, data)


@lru_cache(maxsize=4 * len(FONT_FACES))
def _bundled(name: str) -> bytes:
    return (resources.FONTS / name).read_bytes()
