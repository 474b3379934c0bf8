"""The report's own words, by key and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PluralForms = Mapping[str, str]
"""Texts by plural category of the language (``one``, ``other``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All texts of one language. A text with plural forms is chosen by its placeholder ``{count}``."""

    language: str
    texts: Mapping[str, str | PluralForms]
