"""Random valid profiles: every field of the format left out, stated as none, or stated with a value that it takes.

Many also use the forms: what exists untold, none with a note, lists left open, bare names, what is assumed or heard.

Words, dates and rhythms are drawn so that conditions meet both sides of their limits. Profiles are made as plain data
and go through the front door like any other.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

from lmmm_report.domain.format import NO_FACTS, Field, may_be_told
from lmmm_report.load.schema.format import profile_format

DAY = date(2026, 10, 15)
UNITS = ("marketing", "sales", "lead_unit", "management", "service")
TIMES = ("2026-07", "2026-Q2", "2025", "ongoing", "spring 2026", "since 2019", "2024-05")
SHARES = ("mostly", "8 of 10", "30 %", "about half", "never", "100 %")
IDS = {
    "terms.id": ("lead", "mql", "opportunity", "sal", "sql", "rejected", "recycled", "customer", "key_account"),
    "systems.id": ("crm", "tool", "list", "erp"),
    "executives.id": ("boss", "cro", "cmo"),
    ".id": ("one", "two", "three", "lead_handover", "joint_meeting"),
}
"""What entries call themselves, by the end of the path; the first that fits counts."""


def a_random_profile(chance: random.Random, **head: Any) -> dict[str, Any]:
    """A valid profile as plain data; ``head`` adds to or replaces its top-level keys."""
    return Maker(chance).profile() | head


def as_bytes(data: dict[str, Any]) -> bytes:
    """The profile as a file: JSON is YAML."""
    return json.dumps(data, ensure_ascii=False).encode()


class Maker:
    """Makes up statements for the places of the format, as often in each form as chance has it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.silence = chance.choice((0.05, 0.2, 0.5))
        self.none = chance.choice((0.02, 0.1, 0.3))
        self.forms = chance.choice((0.0, 0.1, 0.25))
        """How often something is stated in a form of its own."""
        self.doubt = chance.choice((0.0, 0.0, 0.04))
        """How often something is only heard or assumed."""

    def profile(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "format": 2,
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
            if name == "evidence" or child.form or child.only:
                continue
            if not child.required and self.chance.random() < self.silence:
                continue
            if not child.required and child.none_allowed and self.chance.random() < self.none:
                made[name] = self.nothing(child)
                continue
            value = self.value(child, here)
            if value is not None:
                made[name] = value
        return self.doubted(made, field)

    def doubted(self, made: dict[str, Any], field: Field) -> dict[str, Any]:
        """A group that is now and then, or in part, only heard or assumed."""
        if made and "assumed" in field.fields and self.chance.random() < self.doubt:
            name = self.chance.choice(list(made))
            doubts: list[dict[str, Any]] = [{"basis": "assumed"}, {"assumed": [name]}]
            # What an entry of this name says by hearsay would stand beside what a measure says of the same name.
            return {**made, **self.chance.choice(doubts if field.name else [*doubts, {"basis": "heard"}])}
        return made

    def nothing(self, field: Field) -> Any:
        noted = "none" in field.fields and self.chance.random() < self.forms
        return {"none": True, "note": "so it was said"} if noted else "none"

    def value(self, field: Field, path: str) -> Any:
        if field.kind == "object":
            if "none" in field.fields and self.chance.random() < self.forms:
                return "exists"
            return self.group(field, path) or None
        if field.kind == "list":
            return self.listed(field, path)
        if field.kind == "boolean":
            return self.chance.random() < 0.6
        if field.kind in ("integer", "number"):
            return self.chance.choice((0, 1, 3))
        return self.text(field, path)

    def listed(self, field: Field, path: str) -> Any:
        entries = self.entries(field, path)
        if "listed" not in field.fields or self.chance.random() >= self.forms:
            return entries or "none"
        item = field.fields.get("each")
        pattern = self.group(item, path) if item is not None else {}
        pattern = {name: value for name, value in pattern.items() if name not in (field.key, item and item.name)}
        each = {"each": pattern} if pattern else {}
        named = {"listed": entries} if entries else {}
        return self.chance.choice(
            (
                "exists",
                "one",
                {**named, "count": len(entries) + self.chance.choice((1, 3)), **each},
                {**named, **each, "more": True},
                each or "exists",
            )
        )

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
            if field.key:  # a part of a department would be the whole of it a second time
                key = item.fields[field.key].node.get("x-part-of", {}).get(key, key)
            found.setdefault(key, entry)
        return [self.bare(entry, item) for entry in found.values()]

    def bare(self, entry: dict[str, Any], item: Field) -> Any:
        """An entry as its bare name where it says nothing else."""
        alone = item.name and list(entry) == [item.name] and "string" in item.node["type"]
        return entry[item.name] if alone and self.chance.random() < 0.5 else entry

    def text(self, field: Field, path: str) -> str:
        words = [word for word in field.choices if word != "none"]
        preferred = [word for word in words if word in UNITS]
        if preferred and self.chance.random() < 0.85:
            words = preferred
        if may_be_told(field) and not field.required and self.chance.random() < self.forms:
            return "exists"
        marked = {"date": self.days(field), "duration": ("24 h", "5 d", "90 d"), "share": SHARES}.get(
            field.type_mark, ()
        )
        named = (*field.reference_also, "crm", "tool", "boss", "cro") if field.reference else ()
        ids = next((known for ending, known in IDS.items() if path.endswith(ending)), ("Alpha", "Beta", "Gamma"))
        return self.chance.choice(next(options for options in (words, marked, named, ids) if options))

    def days(self, field: Field) -> tuple[str, ...]:
        """Days on both sides of a year before the assessment, and ahead of it where a date may be."""
        ages = (0, 30, 200, 400, 900, *((-90,) if field.future else ()))
        if not field.exact and self.chance.random() < self.forms:
            return TIMES
        return tuple((DAY - timedelta(days=age)).isoformat() for age in ages)

    def without_dangling(self, data: dict[str, Any]) -> dict[str, Any]:
        """Take away every reference to an entry that is not there."""
        fields = profile_format().fields

        def known(reference: str) -> set[str]:
            here: Any = data
            for step in reference.split("."):
                here = here.get(step) if isinstance(here, dict) else None
            here = here.get("listed") if isinstance(here, dict) else here
            entries = here if isinstance(here, list) else []
            return {entry["id"] if isinstance(entry, dict) else entry for entry in entries}

        def cleaned(value: Any, field: Field | None) -> Any:
            if field is None:
                return value
            if isinstance(value, str) and field.reference:
                good = value == "none" or value in known(field.reference) or value in field.reference_also
                return value if good else None
            if isinstance(value, dict):
                kept = {n: c for n, v in value.items() if (c := cleaned(v, field.fields.get(n))) is not None}
                if kept.get("listed") == "none":
                    return "none"
                if "assumed" in kept:
                    kept["assumed"] = [n for n in kept["assumed"] if n in kept] or None
                    kept = {n: c for n, c in kept.items() if c is not None}
                lost = [n for n, f in field.fields.items() if f.required and n not in kept]
                return kept if kept and not lost else None
            if isinstance(value, list):
                kept_items = [c for v in value if (c := cleaned(v, field.item)) is not None]
                return kept_items or "none"
            return value

        made = {n: c for n, v in data.items() if (c := cleaned(v, fields.fields.get(n))) is not None}
        without_circles(made)
        return made if made == data else self.without_dangling(made)


def without_circles(data: dict[str, Any]) -> None:
    """Let no executive report to another one of the list, so that no way leads round."""
    departments = data.get("departments")
    listed = departments.get("executives") if isinstance(departments, dict) else None
    if isinstance(listed, dict):
        listed = listed.get("listed")
    known = {entry["id"] for entry in listed if isinstance(entry, dict)} if isinstance(listed, list) else set()
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and entry.get("reports_to") in known:
            del entry["reports_to"]
            assumed = [name for name in entry.get("assumed", ()) if name != "reports_to"]
            if assumed:
                entry["assumed"] = assumed
            else:
                entry.pop("assumed", None)
