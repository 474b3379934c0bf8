"""The colours: every text can be read on every ground on which it stands, whatever the accent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.domain.theme import (
    DARK_PAPER,
    DEFAULT_THEME,
    LIGHT_PAPER,
    READABLE,
    Theme,
    contrast,
    readable_on,
)
from lmmm_report.report.pictures.palette import TEXTS, Tones, palette_of


def least(tones: Tones) -> float:
    return min(contrast(getattr(tones, text), ground) for text in ("ink", *TEXTS) for ground in tones.grounds)


def test_the_default_keeps_its_colours() -> None:
    palette = palette_of(DEFAULT_THEME)
    assert (palette.light.held, palette.dark.held, palette.print.held) == (
        DEFAULT_THEME.accent, DEFAULT_THEME.accent_dark, DEFAULT_THEME.accent,
    )  # fmt: skip
    assert all(least(tones) >= READABLE for tones in (palette.light, palette.dark, palette.print))


@given(st.integers(0, 0xFFFFFF))
def test_any_accent_can_be_read(number: int) -> None:
    accent = readable_on(LIGHT_PAPER, f"#{number:06x}")
    palette = palette_of(Theme(accent=accent, accent_dark=readable_on(DARK_PAPER, accent)))
    for tones in (palette.light, palette.dark, palette.print):
        assert least(tones) >= READABLE
        assert contrast(tones.line, tones.paper) >= 3
