"""What is said of a text that is no time or no share, and the cure: the nearest one that is understood."""

from __future__ import annotations

import re
from collections.abc import Callable

from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Path
from lmmm_report.facts.near_times import near_time
from lmmm_report.facts.shares import share_of
from lmmm_report.load.profile.answers import no_answer_cure
from lmmm_report.load.schema.answers import THERE, meaning_of
from lmmm_report.load.schema.lookalikes import place_of_look_alike, quotes_problem, with_look_alike
from lmmm_report.load.schema.typed import date_hint
from lmmm_report.load.schema.wording import quoted, share_hint, time_forms
from lmmm_report.load.yaml.source import Source
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem

_CURES = frozenset(
    {"schema.write", "schema.two_dates", "schema.day_alone", "schema.year_first", "schema.four_quarters"}
)
"""What is said of a date that is typed in another form; what is said of a part of one is no cure for a time."""
_FIGURES = re.compile(r"[0-9]{1,4}[^0-9]{1,2}[0-9]{1,2}[^0-9]{1,2}[0-9]{1,4}\.?")
_NO_MONTH = re.compile(
    r"(?:19|20)[0-9]{2}[./ -]?(?:00|1[3-9]|[2-9][0-9])|(?:00|1[3-9]|[2-9][0-9])[./ -](?:19|20)[0-9]{2}"
)
_EVENT = re.compile(
    r"(?:not before|nicht vor|after|nach|before|vor|until|till|bis|next|nächste[rsnm]?|once|when|sobald|wenn)\b", re.I
)
"""How a time begins that is told by what happens then."""
_NEVER = frozenset({"nie", "niemals", "never", "noch nie", "bisher nie", "not once"})


def time_fault(value: str, field: Field, path: Path, source: Source) -> Problem:
    """The problem of a text that is no time."""
    return _fault(value, path, source, lambda text: _time_cure(text, field), field)


def share_fault(value: str, field: Field, path: Path, source: Source) -> Problem:
    """The problem of a text that is no share."""
    return _fault(value, path, source, lambda text: _share_cure(text, field), field)


def _fault(value: str, path: Path, source: Source, cure: Callable[[str], Message], field: Field) -> Problem:
    pasted = quotes_problem(value, path, field, source, cure=cure)
    if pasted is not None:
        return pasted
    kind, code = ("no_share", "share") if field.type_mark == "share" else ("no_time", "date")
    message = say(f"profile.{kind}", text=with_look_alike(quoted(value), value))
    return source.problem(path, message, hint=cure(value), code=code, place=place_of_look_alike(value, path, source))


def _time_cure(text: str, field: Field) -> Message:
    plain = text.strip()
    if cure := _no_answer_cure(plain, field):
        return cure
    typed = date_hint(plain)
    near = near_time(plain)
    if near and typed.key != "schema.year_first":
        return say("schema.write", text=near)
    if typed.key in _CURES:
        return typed
    return _told_cure(plain, field)


def _told_cure(plain: str, field: Field) -> Message:
    """What is said of a text that comes near no form."""
    if _FIGURES.fullmatch(plain):
        return say("profile.day_and_month")
    if _NO_MONTH.fullmatch(plain):
        return say("schema.twelve_months")
    if plain.casefold() in _NEVER and field.none_allowed:
        return say("profile.write_none")
    return say("schema.time_of_event") if _EVENT.match(plain) else time_forms(field)


def _share_cure(text: str, field: Field) -> Message:
    plain = text.strip()
    if share_of(plain) is not None:
        return say("schema.write", text=plain)
    return _no_answer_cure(plain, field) or share_hint(plain)


def _no_answer_cure(text: str, field: Field) -> Message | None:
    if meaning_of(text) == THERE:
        return say("schema.share_forms") if field.type_mark == "share" else time_forms(field)
    return no_answer_cure(text, field)
