"""The pages of the examples, and which of them ordinary tests open: each company in one language, by turns."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEMS = sorted(path.stem for path in (ROOT / "configs").glob("*.yaml"))
LANGUAGES = ("de", "en")
PAGES = ["index.html", "index.en.html", *(f"{stem}.{language}.html" for stem in STEMS for language in LANGUAGES)]


def _mark(number: int, language: str) -> list[pytest.MarkDecorator]:
    """What is the same in the other language is for the long tests."""
    return [] if LANGUAGES[number % 2] == language else [pytest.mark.long]


BY_TURNS = [
    pytest.param(stem, language, marks=_mark(number, language), id=f"{stem}-{language}")
    for number, stem in enumerate(STEMS)
    for language in LANGUAGES
]
"""Companies with languages."""
PAGES_BY_TURNS = [
    "index.html",
    pytest.param("index.en.html", marks=pytest.mark.long),
    *(pytest.param(f"{one.values[0]}.{one.values[1]}.html", marks=one.marks) for one in BY_TURNS),
]
