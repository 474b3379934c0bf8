"""Every piece of a profile that the documents show is valid as it stands, and says what its comments say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from lmmm_report.load.profile.profile import load_fragment

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 2)
OF_PROFILES = (
    "README.md",
    *(f"docs/{page}.{language}.md" for page in ("writing", "work-items", "portfolio") for language in ("en", "de")),
)
"""Documents in which YAML is a piece of a profile, unless it is a list: then it is one of a model."""
PIECES = [
    pytest.param(piece, id=f"{name}-{number}")
    for name in OF_PROFILES
    for number, piece in enumerate(
        re.findall(r"^```yaml\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    )
    if not piece.startswith("- ")
]


def test_there_are_pieces() -> None:
    assert len(PIECES) >= 5


@pytest.mark.parametrize("piece", PIECES)
def test_it_is_valid(piece: str) -> None:
    assert load_fragment(piece, "piece", on=DAY).facts or re.match(r"(?:plan|measures):", piece)


def test_the_first_page_shows_each_of_the_ways() -> None:
    text = (ROOT / "docs" / "writing.en.md").read_text(encoding="utf-8")
    first = text[: text.index("## Numbers")]
    for way in (": none", ": exists", "each: {", "more: true", "listed:", "{none: true, note:", "basis:", "said_by:"):
        assert way in first, way
    assert "basis: heard" in first
