"""The colours of a report, all derived from one accent."""

from __future__ import annotations

from typing import NamedTuple

from lmmm_report.domain.theme import DARK_PAPER, LIGHT_PAPER, Theme, mixed


class Palette(NamedTuple):
    """Colours as ``#rrggbb``, on light and on dark paper."""

    accent: str
    line: str
    """The ideal line."""
    soft: str
    """Bars that do not decide."""
    tint: str
    """Cells on the ideal line."""
    accent_dark: str
    line_dark: str
    soft_dark: str
    tint_dark: str


def palette_of(theme: Theme) -> Palette:
    """The palette of a theme: shares of the accent in the colour of the paper."""
    return Palette(
        accent=theme.accent,
        line=mixed(LIGHT_PAPER, theme.accent, 0.45),
        soft=mixed(LIGHT_PAPER, theme.accent, 0.32),
        tint=mixed(LIGHT_PAPER, theme.accent, 0.14),
        accent_dark=theme.accent_dark,
        line_dark=mixed(DARK_PAPER, theme.accent_dark, 0.55),
        soft_dark=mixed(DARK_PAPER, theme.accent_dark, 0.28),
        tint_dark=mixed(DARK_PAPER, theme.accent_dark, 0.2),
    )
