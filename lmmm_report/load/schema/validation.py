"""Holds a profile's data against its JSON Schema and says every deviation in plain words with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Protocol

from lmmm_report.domain.format import Field, ProfileFormat, Schema
from lmmm_report.domain.profile import Path
from lmmm_report.load.schema.format import known_versions
from lmmm_report.load.schema.forms import NONE_OF_IT, SOME_OF_IT
from lmmm_report.load.schema.narrowed import keys_in, narrowed
from lmmm_report.load.schema.nearest import nearest
from lmmm_report.load.schema.wording import (
    choice_hint,
    choose,
    expected,
    found,
    list_for_group_hint,
    pattern_hint,
    quoted,
    state_or_leave,
    type_hint,
)
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.load.yaml.text import LIMIT_PROBLEMS, dotted, shortened
from lmmm_report.messages import Message, listing, say
from lmmm_report.problems import Problem


class _Error(Protocol):
    """An error of the validator, as far as it is read here."""

    instance_path: list[str | int]
    instance: Any
    kind: Any


class _Validator(Protocol):
    def iter_errors(self, instance: object) -> Iterator[_Error]: ...


Fault = tuple[Message, Message, str]
"""What was found and expected, the cure, and the code of the problem."""

_OPPOSITES = {NONE_OF_IT: SOME_OF_IT, SOME_OF_IT: NONE_OF_IT}
"""Keys that say with ``true`` whether there is something, and what ``false`` would mean."""
_WORD = re.compile(r"[^\s,\]}#\"']+")


def schema_problems(source: Source, described: ProfileFormat) -> list[Problem]:
    """All deviations of a profile from its format; blank values are passed over."""
    named: dict[tuple[Path, str], Problem] = {}
    data = _without_blanks(source.data, described.fields)
    for error in _validators(described).of(data).iter_errors(data):
        for place, problem in _problems(error, source, described.fields):
            named.setdefault(place, problem)
            if len(named) == LIMIT_PROBLEMS:
                return _causes(named)
    return _causes(named)


def _causes(named: dict[tuple[Path, str], Problem]) -> list[Problem]:
    """The problems without those of keys that are missing because they were mistyped, or not indented, beside it."""
    meant = set()
    for (path, key), problem in named.items():
        hint = problem.hint
        if not isinstance(hint, Message) or problem.code not in ("unknown-key", "syntax"):
            continue
        if hint.key == "schema.did_you_mean":
            meant.add((path, str(hint.values["name"])))
        elif problem.code == "syntax":
            meant.add((path, key.partition(":")[0]))
        elif hint.key == "schema.indent_under":
            meant.add((path, str(hint.values["where"]).rpartition(".")[2]))
    return [problem for place, problem in named.items() if problem.code != "missing" or place not in meant]


class _Validators:
    """Validators of one format: a first one for the keys of the first data, a whole one for data with others.

    Most runs read one profile, and compiling takes far longer than validating.
    """

    def __init__(self, described: ProfileFormat) -> None:
        self._schema = described.spelled
        self._keys: frozenset[str] | None = None

    def of(self, data: Data) -> _Validator:
        """A validator that says of ``data`` what the whole schema says."""
        keys = keys_in(data)
        if self._keys is None:
            self._keys = keys
        return self._first if keys <= self._keys else self._whole

    @cached_property
    def _first(self) -> _Validator:
        assert self._keys is not None
        return _compiled(narrowed(self._schema, self._keys))

    @cached_property
    def _whole(self) -> _Validator:
        return _compiled(self._schema)


_validators = cache(_Validators)


def _compiled(schema: Schema) -> _Validator:
    import jsonschema_rs  # 24 ms, needed only once a profile is read

    validator: _Validator = jsonschema_rs.Draft202012Validator(dict(schema))
    return validator


def schema_fault(schema: dict[str, Any]) -> Path | None:
    """The way to the first part of a JSON Schema that is not as the standard wants it; `None` if there is none."""
    import jsonschema_rs

    try:
        jsonschema_rs.Draft202012Validator(schema)
    except jsonschema_rs.ValidationError as error:
        return tuple(error.instance_path)
    except (jsonschema_rs.ReferencingError, ValueError, TypeError, OverflowError, RecursionError):
        return ()
    return None


def _without_blanks(value: Data, field: Field | None) -> Data:
    """``value`` without the keys that have no value.

    What the format does not know stays, to be refused; blank entries of lists stay, so that places stay true.
    """
    fields = field.fields if field is not None else {}
    if isinstance(value, dict):
        return {
            name: _without_blanks(child, fields.get(name))
            for name, child in value.items()
            if child is not None or name not in fields
        }
    if isinstance(value, list):
        return [_without_blanks(child, field.item if field is not None else None) for child in value]
    return value


def _problems(error: _Error, source: Source, fields: Field) -> Iterator[tuple[tuple[Path, str], Problem]]:
    """The problems that one error of the validator stands for, each with what it is about: at most one is kept."""
    path: Path = tuple(error.instance_path)
    field = fields.at(path)
    if field is None:
        raise ValueError(f"the schema refuses {dotted(path)}, which it does not have")
    kind, details = error.kind.name, error.kind.as_dict()
    if kind in ("additionalProperties", "falseSchema"):  # the latter where the format has no field at all
        keys = details.get("unexpected") or list(_group_at(source.data, path))
        group = _group_at(source.data, path)
        if _is_list_without_dashes(field, group, keys):
            message = say("schema.mismatch", found=say("schema.a_group"), expected=expected(field))
            hint = list_for_group_hint({key: group[key] for key in keys}, field, path)
            yield (path, ""), source.problem(path, message, hint=hint, code="type")
        else:
            from lmmm_report.load.schema.keys import unknown_key

            for key in keys:
                yield (path, key), unknown_key(path, key, source, fields)
    elif kind == "required":
        name = details["property"]
        yield (path, name), _missing(path, name, field, source)
    elif path == ("format",):
        yield (path, ""), _other_format(error.instance, path, field, source)
    elif kind == "uniqueItems":
        yield from _twice(error.instance, path, source)
    else:
        yield (path, ""), _value_problem(error, path, field, source, fields)


def _group_at(data: Data, path: Path) -> dict[str, Data]:
    """The group at ``path``."""
    for step in path:
        data = data[step]  # type: ignore[index]
    assert isinstance(data, dict)
    return data


def _is_list_without_dashes(field: Field, group: Mapping[str, Data], keys: Sequence[str]) -> bool:
    """Whether a group stands where a list belongs whose entries, or the first of them, were written as keys."""
    if field.kind != "list" or field.item is None:
        return False
    if any(key in field.item.fields for key in keys):
        return True
    written = len(keys) == len(group)
    return written and not any(nearest(key, field.fields, alike=0.8) for key in keys)


def _value_problem(error: _Error, path: Path, field: Field, source: Source, fields: Field) -> Problem:
    from lmmm_report.load.schema.lookalikes import place_of_look_alike, quotes_problem

    pasted = quotes_problem(error.instance, path, field, source)
    if pasted is not None:
        return pasted
    message, hint, code = _value_fault(error, path, field, word_at(source, path))
    if code == "pattern" and field.reference and "." in field.reference:
        from lmmm_report.load.schema.meant import reference_cure

        hint = reference_cure(str(error.instance), field, source, fields) or hint
    place = place_of_look_alike(error.instance, path, source) if code in ("type", "pattern", "choice") else None
    return source.problem(path, message, hint=hint, code=code, key=error.kind.name == "maxItems", place=place)


def _twice(entries: list[Any], path: Path, source: Source) -> Iterator[tuple[tuple[Path, str], Problem]]:
    hint = say("schema.keep_one")
    for index in _repeated(entries):
        message = say("schema.twice", entry=shortened(str(entries[index])))
        yield (path, str(index)), source.problem((*path, index), message, hint=hint, code="duplicate")
    if not any(_repeated(entries)):
        yield (path, ""), source.problem(path, say("schema.an_entry_twice"), hint=hint, code="duplicate")


def _repeated(entries: list[Any]) -> Iterator[int]:
    """Where a plain value stands that stood before; true is not 1 here."""
    seen = set()
    for index, entry in enumerate(entries):
        identity = (entry.__class__, entry) if isinstance(entry, (str, int, float)) else None
        if identity in seen:
            yield index
        if identity is not None:
            seen.add(identity)


def _missing(path: Path, name: str, field: Field, source: Source) -> Problem:
    child = field.fields[name]
    blank = (*path, name) in source.places
    verb = "write" if blank else "add"
    if (*path, name) == ("format",):
        hint = say(f"schema.{verb}_constant", name=name, value=known_versions(child.node)[-1])
    elif child.kind == "object":
        demanded = ", ".join(inner for inner, one in child.fields.items() if one.required)
        hint = say(f"schema.{verb}_group", name=name, names=demanded)
    else:
        hint = say(f"schema.{verb}_value", name=name, expected=expected(child))
    if blank:
        return source.problem((*path, name), say("schema.blank", name=name), hint=hint, code="missing", key=True)
    message = say("schema.missing_in", name=name, where=dotted(path)) if path else say("schema.missing", name=name)
    return source.problem(path, message, hint=hint, code="missing", key=True)


def _other_format(value: Data, path: Path, field: Field, source: Source) -> Problem:
    versions = known_versions(field.node)
    known = listing(map(str, versions), say("schema.or"))
    if isinstance(value, int) and not isinstance(value, bool) and value > versions[-1]:
        message = say("schema.newer_format", value=value, known=known)
        return source.problem(path, message, hint=say("schema.update"), code="newer-format")
    meant = next((version for version in versions if str(version) == value), versions[-1])
    message = say("schema.other_format", found=found(value, word_at(source, path)), known=known)
    return source.problem(path, message, hint=say("schema.write_format", known=meant), code="format")


def _value_fault(error: _Error, path: Path, field: Field, word: str) -> Fault:
    """What is wrong with one value. A text where a list, group or number belongs fails at the pattern of ``none``."""
    from lmmm_report.load.schema.lookalikes import with_look_alike

    kind, value = error.kind.name, error.instance
    here = with_look_alike(found(value, word), value)
    if kind == "type" or (kind == "pattern" and field.kind != "text"):
        return _mismatch(here, expected(field)), type_hint(value, word, field, path), "type"
    if kind == "const":
        wanted = str(field.node["const"]).lower()
        cure = say("schema.write_true") if field.kind == "boolean" else say("schema.write", text=wanted)
        if value is False and path[-1] in _OPPOSITES:
            cure = say("schema.opposite", name=str(path[-1]), other=_OPPOSITES[str(path[-1])])
        return _mismatch(here, wanted), cure, "choice"
    if kind == "enum":
        return _choice_fault(str(value), path, field)
    if kind == "pattern":
        return _mismatch(here, expected(field)), pattern_hint(str(value), field, path), "pattern"
    size = len(value) if isinstance(value, (str, list)) else 0
    return _size_fault(kind, here, size, error.kind.as_dict().get("limit"), field)


def _mismatch(here: str, wanted: str) -> Message:
    """That something else stands where something is expected."""
    return say("schema.mismatch", found=here, expected=wanted)


def _choice_fault(value: str, path: Path, field: Field) -> Fault:
    from lmmm_report.load.schema.lookalikes import with_look_alike

    wanted = expected(field)
    if value == "none":
        hint = say("schema.none_for_list") if isinstance(path[-1], int) else choose(field)
        return _mismatch(say("schema.none_found"), wanted), hint, "choice"
    if not value:
        return say("schema.empty_choice", expected=wanted), state_or_leave(field), "choice"
    return _mismatch(with_look_alike(quoted(value), value), wanted), choice_hint(value, field, path), "choice"


def _size_fault(kind: str, here: str, size: int, limit: Any, field: Field) -> Fault:
    if kind in ("minItems", "minLength"):
        return say("schema.empty_list" if kind == "minItems" else "schema.empty_text"), state_or_leave(field), "empty"
    if kind in ("maxItems", "maxLength"):
        what = "long_list" if kind == "maxItems" else "long_text"
        return say(f"schema.{what}", size=size, limit=limit), say(f"schema.{what}_cure"), "too-long"
    if kind == "minimum":
        hint = say("schema.check_lowest", limit=limit) if limit else say("schema.check_sign")
        return _mismatch(here, say("schema.limit_or_more", limit=limit)), hint, "range"
    if kind == "maximum":
        return _mismatch(here, say("schema.limit_or_less", limit=limit)), say("schema.at_most", limit=limit), "range"
    assert kind == "minProperties", kind
    return say("schema.empty_entry"), say("schema.empty_entry_cure"), "empty"


def word_at(source: Source, path: Path) -> str:
    """How the value at ``path`` is written, up to the next blank; empty for what is not one plain word."""
    match = _WORD.match(source.written(path))
    return shortened(match.group()) if match else ""
