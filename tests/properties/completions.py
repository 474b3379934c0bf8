"""Completes a profile at random: fills in what was left out, closes lists, chooses days, tells what only exists.

What it adds can be true of any company that said no more than the profile does. What the program assumes where nothing
is said is replaced by a statement, not completed: `REPLACED` names these places with the reason.
"""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta
from typing import Any

from lmmm_report.domain.facts import Between
from lmmm_report.domain.format import NO_FACTS, Field, may_be_told
from lmmm_report.facts.shares import share_of
from lmmm_report.facts.times import time_of
from lmmm_report.load.schema.format import profile_format
from tests.properties.random_profiles import DAY, Maker

REPLACED = {
    "x-default": "What nearly always holds of a thing counts where nothing is said of it, until the profile says so.",
    "x-from": "Kept counts by the last time it was followed, a state by its first day, a system's kind by its entry.",
    "x-lived": "A rhythm in the present tense counts as lived until a last time is named, and a last time without a "
    "rhythm by the limit for none until a rhythm is.",
    "x-alive": "A paper of which no day is known counts as alive until one is named.",
}
"""Marks of the format whose places a statement replaces, with the reason."""
REPLACING = {
    "fills_in": "A derivation fills in what the criterion's own condition leaves open; a denial stands against it.",
    "excludes": "Who states what cannot be there beside what is there contradicts himself; what excludes wins.",
}
"""Kinds of derivations that a later statement overrules, or that overrule an earlier one."""
CONTRADICTING = {
    "software.lead_records": "Where leads are kept speaks of the same systems as the list of them, and wins over it.",
}
"""Groups that, stated at random beside what is stated, would contradict it, with the reason."""
BY_WORD = ("basis", "assumed", "told", "said_by", "said_on", "note")


def replaced(group: Field, name: str, stated: dict[str, Any]) -> bool:
    """Whether stating this field now would replace what counts without it."""
    node = group.fields[name].node
    if "x-default" in node or "x-from" in node or "x-lived" in node:
        return True
    rhythms = [child.node["x-lived"].get("rhythm") for child in group.fields.values() if "x-lived" in child.node]
    if name in rhythms:
        return True
    alive = group.node.get("x-alive")
    return alive is not None and name in (*alive["dates"], alive["share"], alive["state"])


def completed(chance: random.Random, profile: dict[str, Any]) -> dict[str, Any]:
    """A profile that says all that ``profile`` says, and more."""
    maker = Maker(chance)
    maker.forms = maker.doubt = 0.0
    made = _Completion(chance, maker).profile(profile)
    return maker.without_dangling(made)


class _Completion:
    def __init__(self, chance: random.Random, maker: Maker) -> None:
        self.chance = chance
        self.maker = maker
        self.much = chance.choice((0.1, 0.4, 0.8))

    def profile(self, profile: dict[str, Any]) -> dict[str, Any]:
        made = copy.deepcopy(profile)
        for name, field in profile_format().fields.fields.items():
            if name in NO_FACTS or name == "company":
                continue
            if name in made:
                made[name] = self.value(made[name], field, name)
            elif self.chance.random() < self.much:
                made[name] = self.maker.group(field, name) or "none" if field.kind == "object" else "none"
        return made

    def value(self, value: Any, field: Field, path: str) -> Any:
        if field.kind == "object":
            return self.group(value, field, path)
        if field.kind == "list":
            return self.listed(value, field, path)
        if value == "exists" and may_be_told(field):
            return "24 h" if field.type_mark == "duration" else "Told"
        if field.type_mark == "date" and not field.exact and value != "none":
            return self.day(str(value))
        if field.type_mark == "share" and isinstance(share := share_of(str(value)), Between):
            return f"{self.chance.randint(share.low, share.high)} %"
        return value

    def day(self, text: str) -> str:
        span = time_of(text, DAY)
        if span is None or span.ongoing or span.first == date.min:
            return text
        last = max(span.first, min(span.last, DAY))
        return (span.first + timedelta(days=self.chance.randint(0, (last - span.first).days))).isoformat()

    def group(self, value: Any, field: Field, path: str) -> Any:
        if value == "none" or (isinstance(value, dict) and value.get("none")):
            return value
        if value == "exists":
            value = {"exists": True}
        if not isinstance(value, dict):
            value = {field.name: value}
        made = {}
        for name, child in value.items():
            inner = field.fields[name]
            made[name] = child if inner.form else self.value(child, inner, f"{path}.{name}")
        return made | self.added(made, field, path)

    def added(self, stated: dict[str, Any], field: Field, path: str) -> dict[str, Any]:
        """Statements about what a group leaves out."""
        made = {}
        for name, child in field.fields.items():
            left_out = name not in stated and name != "evidence" and not (child.form or child.only)
            if (
                f"{path}.{name}" in CONTRADICTING
                or not left_out
                or child.node.get("x-identity")
                or replaced(field, name, stated)
            ):
                continue
            if self.chance.random() < self.much:
                none = child.none_allowed and self.chance.random() < 0.2
                value = "none" if none else self.maker.value(child, f"{path}.{name}")
                if value is not None:
                    made[name] = value
        return made

    def listed(self, value: Any, field: Field, path: str) -> Any:  # noqa: PLR0911
        if value == "none" or (isinstance(value, dict) and value.get("none")):
            return value
        if isinstance(value, list):
            return self.entries(value, field, path)
        form = {"exists": True} if value == "exists" else {"count": 1} if value == "one" else dict(value)
        remarks = {name: child for name, child in form.items() if name in BY_WORD}
        named = form.get("listed", [])
        if "count" in form:
            others = form["count"] - len(named)
        elif form.get("more") or (not named and ("each" in form or form.get("exists"))):
            least = 1 if not named and (form.get("exists") or ("each" in form and not form.get("more"))) else 0
            others = least + self.chance.choice((0, 1, 2))
        else:
            others = 0
        each = {name: child for name, child in form.get("each", {}).items() if name not in BY_WORD}
        if {"basis", "assumed"} & set(form.get("each", {})):
            return value
        if not named and not others:
            return {**remarks, "none": True} if form.keys() - set(BY_WORD) else value
        item = field.item
        assert item is not None
        if item.kind != "object":
            if item.choices:
                return value
            # Whoever says that there are figures of the kind that is asked for means such figures.
            kind = next(iter(field.node.get("x-figures", ())), "other")
            words = [f"{kind} {number}" for number in range(others)]
            return {**remarks, "listed": self.entries([*named, *words], field, path)}
        unnamed = [self.unnamed(item, number) for number in range(others)]
        patterned = [self.patterned(entry, item, each) for entry in [*named, *unnamed]]
        return {**remarks, "listed": self.entries(patterned, field, path)}

    def unnamed(self, item: Field, number: int) -> dict[str, Any]:
        """A further entry, with a name of its own where entries have names."""
        identity = next((name for name, child in item.fields.items() if child.node.get("x-identity")), "")
        choices = item.fields[identity].choices if identity else ()
        return {identity: f"other_{number}"} if identity and not choices else {}

    def patterned(self, entry: Any, item: Field, each: dict[str, Any]) -> dict[str, Any]:
        """An entry with what holds for each where it says nothing itself."""
        stated = entry if isinstance(entry, dict) else {item.name: entry}
        return {**copy.deepcopy(each), **stated}

    def entries(self, entries: list[Any], field: Field, path: str) -> list[Any]:
        item = field.item
        assert item is not None
        return [self.value(entry, item, path) for entry in entries]
