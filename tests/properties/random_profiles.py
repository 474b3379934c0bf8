"""Random valid profiles: every field of the format left out, stated as none, or stated with a value that it takes.

Words, dates and rhythms are drawn so that conditions meet both sides of their limits. Profiles are made as plain data
and go through the front door like any other.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

from lmmm_report.domain.format import NO_FACTS, Field
from lmmm_report.load.schema.format import profile_format

DAY = date(2026, 10, 15)
UNITS = ("marketing", "sales", "lead_unit", "management", "service")
IDS = {
    "terms.id": ("lead", "mql", "opportunity", "sal", "sql", "rejected", "recycled", "customer", "key_account"),
    "systems.id": ("crm", "tool", "list", "erp"),
    "executives.id": ("boss", "cro", "cmo"),
    ".id": ("one", "two", "three", "lead_handover", "joint_meeting"),
}
"""What entries call themselves, by the end of the path; the first that fits counts."""


def a_random_profile(chance: random.Random, **head: Any) -> dict[str, Any]:
    """A valid profile as plain data; ``head`` adds to or replaces its top-level keys."""
    return _Maker(chance).profile() | head


def as_bytes(data: dict[str, Any]) -> bytes:
    """The profile as a file: JSON is YAML."""
    return json.dumps(data, ensure_ascii=False).encode()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.silence = chance.choice((0.05, 0.2, 0.5))
        self.none = chance.choice((0.02, 0.1, 0.3))

    def profile(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "format": 1,
            "company": {"name": "Random"},
            "assessment": {"date": DAY.isoformat(), "language": self.chance.choice(("de", "en"))},
        }
        if self.chance.random() < 0.7:
            data["company"]["employees"] = self.chance.choice((9, 49, 50, 249, 250, 5000))
        for name, field in profile_format().fields.fields.items():
            if name in NO_FACTS or name == "company" or self.chance.random() < self.silence:
                continue
            if self.chance.random() < self.none:
                data[name] = "none"
            elif value := self.group(field, name):
                data[name] = value
        return self.without_dangling(data)

    def group(self, field: Field, path: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, child in field.fields.items():
            here = f"{path}.{name}"
            if name == "evidence" or (not child.required and self.chance.random() < self.silence):
                continue
            if not child.required and child.none_allowed and self.chance.random() < self.none:
                made[name] = "none"
                continue
            value = self.value(child, here)
            if value is not None:
                made[name] = value
        return made

    def value(self, field: Field, path: str) -> Any:
        if field.kind == "object":
            return self.group(field, path) or None
        if field.kind == "list":
            return self.entries(field, path) or "none"
        if field.kind == "boolean":
            return self.chance.random() < 0.6
        if field.kind in ("integer", "number"):
            return self.chance.choice((0, 1, 3))
        return self.text(field, path)

    def entries(self, field: Field, path: str) -> list[Any]:
        item = field.item
        assert item is not None
        count = self.chance.choice((0, 1, 1, 2, 3, 9 if path.endswith("reasons") else 4))
        if item.kind != "object":
            made = [self.text(item, path) for _ in range(count)]
            return list(dict.fromkeys(made))
        found: dict[Any, Any] = {}
        for number in range(count):
            entry = self.group(item, path)
            if not entry:
                continue
            key = entry.get(field.key, number) if field.key else number
            found.setdefault(key, entry)
        return list(found.values())

    def text(self, field: Field, path: str) -> str:
        words = [word for word in field.choices if word != "none"]
        preferred = [word for word in words if word in UNITS]
        if preferred and self.chance.random() < 0.85:
            words = preferred
        marked = {"date": self.days(field), "duration": ("24 h", "5 d", "90 d")}.get(field.type_mark, ())
        named = (*field.reference_also, "crm", "tool", "boss", "cro") if field.reference else ()
        ids = next((known for ending, known in IDS.items() if path.endswith(ending)), ("Alpha", "Beta", "Gamma"))
        return self.chance.choice(next(options for options in (words, marked, named, ids) if options))

    @staticmethod
    def days(field: Field) -> tuple[str, ...]:
        """Days on both sides of a year before the assessment, and ahead of it where a date may be."""
        ages = (0, 30, 200, 400, 900, *((-90,) if field.future else ()))
        return tuple((DAY - timedelta(days=age)).isoformat() for age in ages)

    def without_dangling(self, data: dict[str, Any]) -> dict[str, Any]:
        """Take away every reference to an entry that is not there."""
        fields = profile_format().fields

        def known(reference: str) -> set[str]:
            here: Any = data
            for step in reference.split("."):
                here = here.get(step) if isinstance(here, dict) else None
            return {entry["id"] for entry in here if isinstance(entry, dict)} if isinstance(here, list) else set()

        def cleaned(value: Any, field: Field | None) -> Any:
            if field is None:
                return value
            if isinstance(value, str) and field.reference:
                good = value == "none" or value in known(field.reference) or value in field.reference_also
                return value if good else None
            if isinstance(value, dict):
                kept = {n: c for n, v in value.items() if (c := cleaned(v, field.fields.get(n))) is not None}
                lost = [n for n, f in field.fields.items() if f.required and n not in kept]
                return kept if kept and not lost else None
            if isinstance(value, list):
                kept_items = [c for v in value if (c := cleaned(v, field.item)) is not None]
                return kept_items or "none"
            return value

        return {n: c for n, v in data.items() if (c := cleaned(v, fields.fields.get(n))) is not None}
