"""Rows of many units in little room: what is the same in several of them is held once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lmmm_report.domain.profile import Company
from lmmm_report.site.rows import UnitRow


class Shared:
    """Gives for each row one that is equal; equal parts of different rows are the same object."""

    def __init__(self) -> None:
        # By type, as 1 equals true and a total equals a plain tuple.
        self._held: dict[type, dict[Any, Any]] = {}

    def row(self, row: UnitRow) -> UnitRow:
        """The same row."""
        return UnitRow._make(map(self._part, row._fields, row))

    def _part(self, name: str, value: Any) -> Any:
        if name in ("name", "headlines", "links"):  # nobody else's
            return value
        if isinstance(value, Company):
            return Company._make((value.name, *map(self._one, value[1:])))
        if isinstance(value, Mapping):
            return {key: self._one(one) for key, one in value.items()}
        return self._one(value)

    def _one(self, value: Any) -> Any:
        kind = type(value)
        if isinstance(value, tuple):
            parts = map(self._one, value)
            value = kind._make(parts) if hasattr(kind, "_make") else tuple(parts)
        return self._held.setdefault(kind, {}).setdefault(value, value)
