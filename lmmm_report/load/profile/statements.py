"""What a JSON Schema cannot say about a profile's values: real dates, ages, words that only look like an answer."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from lmmm_report.domain.facts import NONE
from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import Path
from lmmm_report.load.profile.answers import answer_fault
from lmmm_report.load.profile.form_faults import form_faults
from lmmm_report.load.schema.format import NEWEST
from lmmm_report.load.schema.validation import word_at
from lmmm_report.load.schema.wording import dotted_number_fault, quoted, state_or_leave
from lmmm_report.load.yaml.characters import QUOTES, refused_in
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.load.yaml.text import LIMIT_PROBLEMS
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem

YEARS = range(1900, 2200)
"""Years that a date may have: what is reckoned from it, such as the end of a plan, stays within the calendar."""

_FOR_LISTS = (NONE, "exists", "one")
"""Words that stand for a whole list and are no name of an entry."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Context(NamedTuple):
    source: Source
    facts: frozenset[str]
    """The parts of the profile that hold facts; elsewhere any text is good."""
    on: date | None
    """Date of the assessment, if it is a date."""
    format: int
    """Version of the format that the profile is written in."""


def statement_problems(source: Source, described: ProfileFormat) -> list[Problem]:
    """All faults of single values and of the identity of list entries. Values of a wrong kind are passed over."""
    version = source.data.get("format") if isinstance(source.data, dict) else None
    context = _Context(
        source,
        frozenset(described.fact_sections()) - {"company"},
        assessment_date(source.data),
        version if isinstance(version, int) else NEWEST,
    )
    return list(islice(_faults(source.data, described.fields, (), context), LIMIT_PROBLEMS))


def assessment_date(data: Data) -> date | None:
    """The date of the assessment, `None` if it is missing or not a real date."""
    assessment = data.get("assessment") if isinstance(data, dict) else None
    return real_date(assessment.get("date")) if isinstance(assessment, dict) else None


def real_date(value: Data) -> date | None:
    """The date that a text of the form year-month-day stands for, `None` if there is no such day."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _DATE.fullmatch(value) else None
    except ValueError:
        return None


def _faults(value: Data, field: Field | None, path: Path, context: _Context) -> Iterator[Problem]:
    if field is None:
        return
    if field.only and context.format > field.only:
        message = say("profile.left_format", name=str(path[-1]), format=field.only)
        yield context.source.problem(path, message, hint=say(field.only_cure), code="old-field", key=True)
    elif isinstance(value, str):
        yield from _text_faults(value, field, path, context)
    elif field.type_mark in ("date", "share") and isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _text_faults(str(value), field, path, context)
    elif isinstance(value, float):
        yield from _number_faults(value, field, path, context.source)
    elif isinstance(value, dict):
        if not value:
            message = say("profile.empty_braces")
            yield context.source.problem(path, message, hint=state_or_leave(field), code="empty")
        if field.kind in ("list", "object"):
            yield from form_faults(value, field, path, context.source)
        for name, child in value.items():
            yield from _faults(child, field.fields.get(name), (*path, name), context)
    elif isinstance(value, list):
        yield from _same_identity(value, field, path, context.source)
        for index, child in enumerate(value):
            yield from _faults(child, field.item, (*path, index), context)


def _text_faults(value: str, field: Field, path: Path, context: _Context) -> Iterator[Problem]:
    source = context.source
    refused = refused_in(value)
    if refused:
        message, hint = say("profile.contains", what=refused), say("profile.remove_it")
        yield source.problem(path, message, hint=hint, code="refused-character")
    elif field.kind == "object" and path and isinstance(path[-1], int) and value in _FOR_LISTS:
        message = say("profile.word_in_list", word=value)
        yield source.problem(path, message, hint=say("schema.word_for_list", word=value), code="no-answer")
    elif field.kind != "text" or field.choices:
        return
    elif field.type_mark == "date" and value != NONE:
        yield from (_date_faults if field.exact else _time_faults)(value, field, path, context)
    elif field.type_mark == "share" and value != NONE:
        yield from _share_faults(value, field, path, context)
    elif value == NONE:
        if not field.none_allowed:
            yield _needless_none(field, path, source)
    elif "pattern" not in field.node:
        yield from _answer_faults(value, field, path, context)


def _date_faults(value: str, field: Field, path: Path, context: _Context) -> Iterator[Problem]:
    if not _DATE.fullmatch(value):
        return
    day = real_date(value)
    if day is None:
        message, hint = say("profile.no_such_day", date=value), _no_such_day_hint(value)
        yield context.source.problem(path, message, hint=hint, code="date")
    elif day.year not in YEARS:
        message, hint = say("profile.no_such_year", year=str(day.year)), say("profile.check_year")
        yield context.source.problem(path, message, hint=hint, code="date")
    elif context.on is not None and day > context.on and not field.future:
        message, hint = (
            say("profile.future_date", date=value, on=context.on.isoformat()),
            say("profile.future_date_cure"),
        )
        yield context.source.problem(path, message, hint=hint, code="future-date")


def _time_faults(value: str, field: Field, path: Path, context: _Context) -> Iterator[Problem]:
    if context.on is None:
        return
    if _DATE.fullmatch(value):
        yield from _date_faults(value, field, path, context)
        return
    from lmmm_report.facts.times import time_of

    span = time_of(value, context.on, field.sense)
    if span is None:
        from lmmm_report.load.profile.time_faults import time_fault

        yield time_fault(value, field, path, context.source)
    elif span.first > context.on and not field.future:
        message = say("profile.future_date", date=value, on=context.on.isoformat())
        yield context.source.problem(path, message, hint=say("profile.future_date_cure"), code="future-date")
    elif wrong := [day.year for day in (span.first, span.last) if day != date.min and day.year not in YEARS]:
        message, hint = say("profile.no_such_year", year=str(wrong[0])), say("profile.check_year")
        yield context.source.problem(path, message, hint=hint, code="date")


def _share_faults(value: str, field: Field, path: Path, context: _Context) -> Iterator[Problem]:
    from lmmm_report.facts.shares import share_of

    if share_of(value) is None:
        from lmmm_report.load.profile.time_faults import share_fault

        yield share_fault(value, field, path, context.source)


def _no_such_day_hint(value: str) -> Message:
    year, month, day = value.split("-")
    if real_date(f"{year}-{day}-{month}"):
        return say("profile.month_first", date=f"{year}-{day}-{month}")
    return say("profile.day_and_month")


def _answer_faults(value: str, field: Field, path: Path, context: _Context) -> Iterator[Problem]:
    fault = answer_fault(value, field, of_facts=path[0] in context.facts)
    if fault:
        yield context.source.problem(path, fault[0], hint=fault[1], code="no-answer")
    elif value.lstrip()[0] in QUOTES and value.rstrip()[-1] in QUOTES:
        from lmmm_report.load.schema.lookalikes import quotes_problem

        pasted = quotes_problem(value, path, field, context.source)
        if pasted:
            yield pasted


def _number_faults(value: float, field: Field, path: Path, source: Source) -> Iterator[Problem]:
    """A whole number with a dot between its thousands, which is a decimal number to YAML."""
    fault = dotted_number_fault(value, word_at(source, path), field) if field.kind in ("integer", "number") else None
    if fault:
        yield source.problem(path, fault[0], hint=fault[1], code="number")


def _needless_none(field: Field, path: Path, source: Source) -> Problem:
    if path and isinstance(path[-1], int):
        message, hint = say("profile.none_in_list"), say("schema.none_for_list")
    else:
        name = str(path[-1]) if path else field.title
        message, hint = say("profile.cannot_be_none", name=name), say("profile.leave_out")
    return source.problem(path, message, hint=hint, code="no-answer")


def _same_identity(entries: list[Data], field: Field, path: Path, source: Source) -> Iterator[Problem]:
    if not field.key:
        return
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        identity = entry.get(field.key) if isinstance(entry, dict) else entry if field.key == field.name else None
        if not isinstance(identity, str):
            continue
        earlier = first.setdefault(identity, index)
        if earlier != index:
            line = source.place(_name_of(entries[earlier], (*path, earlier), field)).line
            message = say("profile.stands_twice", key=field.key, value=quoted(identity), list=str(path[-1]), line=line)
            hint = say("profile.merge_entries")
            yield source.problem(_name_of(entry, (*path, index), field), message, hint=hint, code="duplicate")


def _name_of(entry: Data, path: Path, field: Field) -> Path:
    """Where an entry states its name: in its key field, or it is the name."""
    return (*path, field.key) if isinstance(entry, dict) else path
