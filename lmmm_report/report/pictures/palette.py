"""The colours of a report: three meanings, each of which can be read on every ground on which it occurs.

What is, is drawn in the accent; what is to be done, in orange; what is not known, in grey. A theme's accent takes the
place of the first. Where it could not be read on one of the grounds, the nearest colour that can be takes its place.
"""

from typing import NamedTuple

from lmmm_report.domain.theme import (
    DARK_PAPER,
    LIGHT_PAPER,
    SCREEN_PAPER,
    Theme,
    mixed,
    readable_on,
)


class Tones(NamedTuple):
    """All colours on one kind of paper, as ``#rrggbb``."""

    paper: str
    raised: str
    """What lies over the paper."""
    hover: str
    ink: str
    quiet: str
    rule: str
    """Hairlines."""
    line: str
    """Rules and borders that carry a meaning."""
    held: str
    """What is: reached, met, the past, what has the focus."""
    ground: str
    """Ground reached; its edge is drawn in ``held``."""
    todo: str
    """What is to be done: open gates, the way, the target, effort."""
    note: str
    """Behind a note that says what to do or to mind."""
    unknown: str
    field: str
    diagonal: str
    road: str
    """The ideal line."""

    @property
    def grounds(self) -> tuple[str, ...]:
        """Everything on which text stands."""
        return (self.paper, self.raised, self.hover, self.ground, self.note, self.field, self.diagonal)


class Palette(NamedTuple):
    """The tones of light and dark screens and of paper, and the accent as the theme has it."""

    accent: str
    light: Tones
    dark: Tones
    print: Tones
    soft: str
    """Bars that do not decide."""


_LIGHT = {
    "paper": SCREEN_PAPER, "raised": "#ffffff", "hover": "#f3f1eb", "ink": "#1a2126", "quiet": "#535d63",
    "rule": "#dcd9d0", "line": "#8a867a", "todo": "#a83f07", "note": "#fbe9dd", "unknown": "#5a6368",
    "field": "#f0eee8", "diagonal": "#f7f5f0", "road": "#cdc9bd",
}  # fmt: skip
_DARK = {
    "paper": DARK_PAPER, "raised": "#182023", "hover": "#1a2225", "ink": "#e9ebe7", "quiet": "#a9b4b6",
    "rule": "#2c363a", "line": "#6b787c", "todo": "#f3a46b", "note": "#3b2718", "unknown": "#a0abae",
    "field": "#1c2427", "diagonal": "#232c30", "road": "#3c484c",
}  # fmt: skip
_PRINT = _LIGHT | {
    "paper": LIGHT_PAPER, "raised": LIGHT_PAPER, "hover": LIGHT_PAPER, "field": "#efefec", "diagonal": "#f7f7f5",
    "road": "#c9c9c2",
}  # fmt: skip
TEXTS = ("held", "todo", "unknown", "quiet")
"""Tones in which something is written."""
LIGHT_SHARE, DARK_SHARE = 0.18, 0.24
"""How much of the accent is in the ground reached."""


def palette_of(theme: Theme) -> Palette:
    """The palette of a theme."""
    return Palette(
        accent=theme.accent,
        light=_tones(_LIGHT, theme.accent, LIGHT_SHARE),
        dark=_tones(_DARK, theme.accent_dark, DARK_SHARE),
        print=_tones(_PRINT, theme.accent, LIGHT_SHARE),
        soft=mixed(LIGHT_PAPER, theme.accent, 0.32),
    )


def _tones(base: dict[str, str], accent: str, share: float) -> Tones:
    """The tones with this accent, and with every text made readable on all that it may stand on."""
    tones = Tones(held=accent, ground=mixed(base["paper"], accent, share), **base)
    return tones._replace(
        **{name: _readable(getattr(tones, name), tones) for name in ("held", "todo", "unknown", "quiet")}
    )


def _readable(colour: str, tones: Tones) -> str:
    for ground in tones.grounds:
        colour = readable_on(ground, colour)
    return colour
