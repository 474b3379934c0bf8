"""What is missing, in as few words as name it: fields of one group together, entries of one list counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lmmm_report.domain.assessment import Fact
from lmmm_report.domain.profile import Profile, value_at
from lmmm_report.messages import Message, listing, say

_ENTRY = re.compile(r"\[(.*?)\](?=[.\[]|$)")
_ELLIPSIS = "…"
_MOST_FIELDS = 3
_MOST_GROUPS = 2


def missing_in_words(facts: Iterable[Fact], profile: Profile) -> Message:
    """The facts by group, of a list each field with the entries that lack it, in the order of ``facts``."""
    groups: dict[str, dict[str, list[str]]] = {}
    for fact in facts:
        around, name, entry = _parted(fact.path)
        groups.setdefault(around, {}).setdefault(name, []).append(entry)
    parts: list[str] = []
    for around, fields in groups.items():
        parts += _group(around, fields, profile)
    return listing([*parts[:_MOST_GROUPS], *([_ELLIPSIS] if len(parts) > _MOST_GROUPS else [])], "; ")


def _parted(path: str) -> tuple[str, str, str]:
    """What a fact belongs to, what it is called there, and of which entry it is; that is empty where it is of none."""
    last = None
    for found in _ENTRY.finditer(path):
        last = found
    if last is None:
        around, _, name = path.rpartition(".")
        return around, name, ""
    return path[: last.start()], path[last.end() :].lstrip("."), last[1]


def _group(around: str, fields: Mapping[str, Sequence[str]], profile: Profile) -> Iterable[str]:
    of_group = [name for name, entries in fields.items() if entries[0] == ""]
    if of_group:
        more = [_ELLIPSIS] if len(of_group) > _MOST_FIELDS else []
        first = f"{around}.{of_group[0]}" if around else of_group[0]
        yield ", ".join([first, *of_group[1:_MOST_FIELDS], *more])
    for name, entries in fields.items():
        if entries[0] != "":
            yield _entries(around, name, list(dict.fromkeys(entries)), profile)


def _entries(around: str, name: str, entries: Sequence[str], profile: Profile) -> str:
    """One field of entries of a list: of one by its name, of several by their number."""
    if len(entries) == 1 and entries[0].isdecimal():
        return f"{around}[{entries[0]}].{name}" if name else f"{around}[{entries[0]}]"
    if len(entries) == 1:
        return say("hints.of_entry", list=around, field=name, entry=entries[0]) if name else f"{around}[{entries[0]}]"
    listed = value_at(profile.facts, tuple(around.split(".")))
    total = max(len(listed) if isinstance(listed, tuple) else 0, len(entries))
    return say("hints.of_entries", list=around, field=name or _ELLIPSIS, number=len(entries), total=total)
