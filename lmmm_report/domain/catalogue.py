"""The report's own words, by key and language."""

from collections.abc import Mapping
from typing import NamedTuple

PluralForms = Mapping[str, str]
"""Texts by plural category of the language (``one``, ``other``)."""


class Catalogue(NamedTuple):
    """All texts of one language. A text with plural forms is chosen by its placeholder ``{count}``."""

    language: str
    texts: Mapping[str, str | PluralForms]
