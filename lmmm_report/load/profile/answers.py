"""What is said of words that only look like an answer: "no", "tbd", "n/a", "yes"."""

from __future__ import annotations

from lmmm_report.domain.facts import NONE
from lmmm_report.domain.format import Field, may_be_told
from lmmm_report.load.schema.answers import EITHER, NO, THERE, UNKNOWN, meaning_of
from lmmm_report.load.schema.wording import quoted, state_or_leave
from lmmm_report.messages import Message, say


def answer_fault(value: str, field: Field, *, of_facts: bool) -> tuple[Message, Message] | None:
    """What is wrong with a text, and the cure; `None` for a good one. Outside the facts any word is good."""
    word = value.strip().casefold()
    meaning = meaning_of(value) if of_facts else ""
    if not word:
        return say("schema.empty_text"), state_or_leave(field)
    cure = no_answer_cure(value, field) if of_facts or word == NONE else None
    if word == NONE:
        return say("profile.found", found=quoted(value)), cure or say("schema.no_none")
    if meaning == NO:
        return say("profile.means_no", text=quoted(value)), cure or say("schema.no_none")
    if meaning == THERE and may_be_told(field):
        return say("profile.means_there", text=quoted(value)), say("profile.write_exists")
    return (say("profile.means_unknown", text=quoted(value)), cure) if cure is not None else None


def no_answer_cure(value: str, field: Field) -> Message | None:
    """The cure for a word that means that there is none, or that it is not known; `None` for any other."""
    if value.strip() == "exists" and not may_be_told(field):
        return say("schema.no_exists")
    if value.strip().casefold() == NONE:
        return say("profile.none_small" if field.none_allowed else "schema.no_none")
    meaning = meaning_of(value)
    if meaning == EITHER:
        return state_or_leave(field)
    if meaning == NO:
        return say("profile.write_none" if field.none_allowed else "schema.no_none")
    if meaning == UNKNOWN:
        return say("schema.write_asked" if field.required else "schema.leave_blank")
    return None
