"""What the forms of a statement must not say together: that there is none and what is in it, fewer than are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Path
from lmmm_report.load.schema.forms import (
    ASSUMED,
    COUNT,
    EACH,
    FIELDS,
    LISTED,
    MORE,
    NONE_OF_IT,
    REMARKS,
    TOLD,
)
from lmmm_report.load.schema.wording import quoted
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.messages import say
from lmmm_report.problems import Problem

EVIDENCE = "evidence"
_BESIDE_NONE = REMARKS | {NONE_OF_IT, EVIDENCE}


def form_faults(value: Mapping[str, Data], field: Field, path: Path, source: Source) -> Iterator[Problem]:
    """The faults of one group or list in the form of a group."""
    stated = [name for name in value if value[name] is not None]
    others = [name for name in stated if name not in _BESIDE_NONE]
    if NONE_OF_IT in field.fields and NONE_OF_IT in stated:
        if others:
            message = say("profile.none_and_more", name=str(path[-1]), other=others[0])
            hint = say("profile.none_and_more_cure")
            yield source.problem((*path, NONE_OF_IT), message, hint=hint, code="form", key=True)
    elif NONE_OF_IT in field.fields and not others and not REMARKS.isdisjoint(stated):
        message, hint = say("profile.remark_alone", name=str(path[-1])), say("profile.remark_alone_cure")
        yield source.problem(path, message, hint=hint, code="no-answer", key=True)
    if field.kind == "list":
        yield from _list_faults(value, field, path, source)
    elif ASSUMED in field.fields and field.fields[ASSUMED].form:
        yield from _word_faults(value, path, source)


def _word_faults(value: Mapping[str, Data], path: Path, source: Source) -> Iterator[Problem]:
    """Names of fields, of which something is said, that the group does not state."""
    lists = [((*path, ASSUMED), value.get(ASSUMED))]
    for key in (TOLD, EVIDENCE):
        entries = value.get(key)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            lists.append(((*path, key, number, FIELDS), entry.get(FIELDS) if isinstance(entry, dict) else None))
    for here, names in lists:
        for index, name in enumerate(names if isinstance(names, list) else ()):
            if value.get(str(name)) is None:
                message = say("profile.not_stated", name=quoted(str(name)))
                yield source.problem((*here, index), message, hint=say("profile.not_stated_cure"), code="form")


def _list_faults(value: Mapping[str, Data], field: Field, path: Path, source: Source) -> Iterator[Problem]:
    each = value.get(EACH)
    if isinstance(each, dict) and field.key and each.get(field.key) is not None:
        message, hint = say("profile.name_of_each", key=field.key), say("profile.name_of_each_cure")
        yield source.problem((*path, EACH, field.key), message, hint=hint, code="form", key=True)
    listed, count, more = value.get(LISTED), value.get(COUNT), value.get(MORE)
    named = len(listed) if isinstance(listed, list) else 0
    if isinstance(count, int) and count < named:
        message = say("profile.fewer_than_named", count=count, named=named)
        yield source.problem((*path, COUNT), message, hint=say("profile.fewer_than_named_cure"), code="form")
    elif isinstance(count, int) and more is True:
        message = say("profile.count_and_more", count=count)
        yield source.problem((*path, MORE), message, hint=say("profile.count_and_more_cure"), code="form", key=True)
    elif more is False and not named and EACH not in value:
        message = say("profile.nothing_named")
        yield source.problem(path, message, hint=say("profile.nothing_named_cure"), code="form")
