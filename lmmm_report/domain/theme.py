"""How a report looks for one company: accent colour, logo, fonts, and the words at its edges."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

Words = Mapping[str, str]
"""A text by language code; empty where there is none."""

NO_WORDS: Words = MappingProxyType({})

LIGHT_PAPER = "#ffffff"
DARK_PAPER = "#11171a"
"""The backgrounds that an accent has to stand out from."""
SCREEN_PAPER = "#fcfbf8"
"""The light background of pages; sheets of paper are white."""

READABLE = 4.5
"""The least contrast of text, WCAG 2.2 success criterion 1.4.3 (AA)."""


class Font(NamedTuple):
    """One weight of a company's own font; ``data`` is the font file."""

    weight: int
    data: bytes
    kind: str
    """``ttf``, ``otf`` or ``woff2``."""


class Theme(NamedTuple):
    """Everything that a company may set. What it does not set stays as it is."""

    accent: str = "#0d5c5f"
    accent_dark: str = "#74cbc4"
    """The accent on a dark background."""
    logo: str = ""
    """A picture as a ``data:`` address; empty where there is none."""
    logo_text: Words = NO_WORDS
    """What the logo says, for those who cannot see it."""
    confidentiality: Words = NO_WORDS
    footer: Words = NO_WORDS
    family: str = ""
    fonts: tuple[Font, ...] = ()


DEFAULT_THEME = Theme()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (``#rrggbb``), from 1 to 21. Formula: WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, from 0 to 1. Formula: WCAG 2.2, "relative luminance"."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(one: str, other: str, share: float) -> str:
    """A mixture of two colours with this share of the other, from 0 to 1."""
    parts = (round(a + (b - a) * share) for a, b in zip(_parts(one), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def readable_on(paper: str, colour: str, *, least: float = READABLE) -> str:
    """The colour itself, or the nearest mixture with black (with white on dark paper) that has enough contrast."""
    towards = "#000000" if luminance(paper) > 0.5 else "#ffffff"
    for step in range(101):
        found = mixed(colour, towards, step / 100)
        if contrast(found, paper) >= least:
            return found
    raise ValueError(f"no mixture of {colour} can be read on {paper}")


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
