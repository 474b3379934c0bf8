"""For whom a PDF is made."""

from __future__ import annotations

from enum import Enum


class Audience(str, Enum):
    """Whose paper it is, from the shortest to the longest. Closed."""

    BOARD = "board"
    """Those who decide: one sheet."""
    WORKING = "working"
    """Those who carry it out: the sheet, and what they need for it."""
    FULL = "full"
    """Those who check: the complete proof as well."""


DEFAULT_AUDIENCE = Audience.WORKING
