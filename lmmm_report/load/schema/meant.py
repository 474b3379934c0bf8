"""The entry of another list that is meant where it is not named by its id but by its title, or not at all."""

from __future__ import annotations

from lmmm_report.domain.format import Field
from lmmm_report.load.schema.answers import NO, UNKNOWN, meaning_of
from lmmm_report.load.schema.forms import LISTED
from lmmm_report.load.schema.wording import short_name, state_or_leave
from lmmm_report.load.yaml.source import Source
from lmmm_report.messages import Message, say

_NAMES = ("title", "name", "term", "role")
"""What an entry is called beside its id."""


def reference_cure(value: str, field: Field, source: Source, fields: Field) -> Message | None:
    """The cure for a text that refers to no entry: the id of the one that is called so, or that there is none."""
    meaning = meaning_of(value)
    if meaning == NO:
        return say("schema.write_none") if field.none_allowed else None
    if meaning:
        return say("schema.leave_blank") if meaning == UNKNOWN and not field.required else state_or_leave(field)
    meant = _called(value, field, source, fields)
    return say("schema.write", text=meant) if meant else None


def _called(value: str, field: Field, source: Source, fields: Field) -> str:
    """The id of the entry with this id or title, whatever its case of letters; empty if there is none."""
    plain = short_name(value)
    listed = fields.at(field.reference.split("."))
    here = source.data
    for step in field.reference.split("."):
        here = here.get(step) if isinstance(here, dict) else None
    entries = here.get(LISTED) if isinstance(here, dict) else here
    if listed is None or not isinstance(entries, list) or not plain:
        return ""
    for entry in entries:
        if isinstance(entry, str) and short_name(entry) == plain:
            return entry
        if isinstance(entry, dict) and isinstance(own := entry.get(listed.key), str):
            called = (own, *(entry.get(name) for name in _NAMES))
            if any(isinstance(name, str) and short_name(name) == plain for name in called):
                return own
    return plain if plain in field.reference_also else ""
