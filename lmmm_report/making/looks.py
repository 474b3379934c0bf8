"""How pages are to look, from what the user names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lmmm_report.report.html.pages import Look


def look_at(theme: Path | None, templates: Path | None, languages: Iterable[str]) -> Look:
    """The look of a theme's file and of a folder of templates, each ours where it is `None`; ``languages`` of pages."""
    if theme is None:
        return Look(templates=templates)
    from lmmm_report.load.theme import load_theme  # brings what looks into fonts and pictures

    return Look(load_theme(theme, tuple(languages)), templates)
