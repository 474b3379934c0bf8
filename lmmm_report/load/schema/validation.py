"""Holds a profile's data against its JSON Schema and says every deviation in plain words with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

from lmmm_report.domain.profile import Path
from lmmm_report.load.schema.format import Field, ProfileFormat
from lmmm_report.load.schema.nearest import nearest
from lmmm_report.load.schema.wording import (
    CHOOSE,
    MOST_CHOICES,
    choice_hint,
    expected,
    found,
    pattern_hint,
    quoted,
    type_hint,
)
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.load.yaml.text import LIMIT_PROBLEMS, dotted, lines_of, shortened
from lmmm_report.problems import Problem


class _Error(Protocol):
    """An error of the validator, as far as it is read here."""

    instance_path: list[str | int]
    instance: Any
    kind: Any


class _Validator(Protocol):
    def iter_errors(self, instance: object) -> Iterator[_Error]: ...


Fault = tuple[str, str, str]
"""What was found and expected, the cure, and the code of the problem."""

_WORD = re.compile(r"[^\s,\]}#\"']+")
_STATE_OR_LEAVE = "write none if there is none; leave it blank if it is not known"


def schema_problems(source: Source, described: ProfileFormat) -> list[Problem]:
    """All deviations of a profile from its format; blank values are passed over."""
    named: dict[tuple[Path, str], Problem] = {}
    for error in _validator(described).iter_errors(_without_blanks(source.data, described.fields)):
        for place, problem in _problems(error, source, described.fields):
            named.setdefault(place, problem)
            if len(named) == LIMIT_PROBLEMS:
                return list(named.values())
    return list(named.values())


@cache
def _validator(described: ProfileFormat) -> _Validator:
    import jsonschema_rs  # 24 ms, needed only once a profile is read

    validator: _Validator = jsonschema_rs.Draft202012Validator(dict(described.schema))
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
    if kind == "additionalProperties":
        for key in details["unexpected"]:
            yield (path, key), _unknown_key(path, key, source, fields)
    elif kind == "required":
        name = details["property"]
        yield (path, name), _missing(path, name, field, source)
    elif path == ("format",):
        yield (path, ""), _other_format(error.instance, path, field, source)
    elif kind == "uniqueItems":
        yield from _twice(error.instance, path, source)
    else:
        message, hint, code = _value_fault(error, path, field, _word(source, path))
        yield (path, ""), source.problem(path, message, hint=hint, code=code, key=kind == "maxItems")


def _twice(entries: list[Any], path: Path, source: Source) -> Iterator[tuple[tuple[Path, str], Problem]]:
    hint = "keep one of the two"
    for index in _repeated(entries):
        message = f"{shortened(str(entries[index]))} stands twice in the list"
        yield (path, str(index)), source.problem((*path, index), message, hint=hint, code="duplicate")
    if not any(_repeated(entries)):
        yield (path, ""), source.problem(path, "an entry stands twice in the list", hint=hint, code="duplicate")


def _repeated(entries: list[Any]) -> Iterator[int]:
    """Where a plain value stands that stood before; true is not 1 here."""
    seen = set()
    for index, entry in enumerate(entries):
        identity = (entry.__class__, entry) if isinstance(entry, (str, int, float)) else None
        if identity in seen:
            yield index
        if identity is not None:
            seen.add(identity)


def _unknown_key(path: Path, key: str, source: Source, fields: Field) -> Problem:
    here = fields.at(path)
    names = list(here.fields) if here is not None else []
    near = nearest(key, names)
    homes = [home for home, name in _homes(fields, "") if name == key]
    hints = [f"did you mean {near}?"] if near else []
    if 0 < len(homes) <= 3:
        hints.append(f"{key} belongs {' or '.join(homes)}")
    if not hints and len(names) <= MOST_CHOICES:
        hints.append("allowed here: " + ", ".join(names))
    where = f"in {dotted(path)}" if path else "at the top of a profile"
    message = f"the key {quoted(key)} is not known {where}"
    hint = "; ".join(hints) or "remove it, or say it in a note of the evidence"
    return source.problem((*path, key), message, hint=hint, code="unknown-key", key=True)


def _homes(field: Field, here: str) -> Iterator[tuple[str, str]]:
    """Every key of the format with the words for where it belongs."""
    for name, child in field.fields.items():
        inner = f"{here}.{name}" if here else name
        yield f"in {here}" if here else "at the top of the profile", name
        if name != "evidence":
            yield from _homes(child, inner)
    if field.item is not None:
        for home, name in _homes(field.item, here):
            yield home.replace(f"in {here}", f"in the entries of {here}", 1), name


def _missing(path: Path, name: str, field: Field, source: Source) -> Problem:
    child = field.fields[name]
    if child.node.get("const") is not None:
        what = f"add {name}: {child.node['const']} as the first line"
    elif child.kind == "object":
        demanded = ", ".join(inner for inner, one in child.fields.items() if one.required)
        what = f"add {name}: and under it {demanded}: …"
    else:
        what = f"add {name}: with {expected(child)}"
    if (*path, name) in source.places:
        hint = what.replace("add ", "write ", 1)
        return source.problem((*path, name), f"{name} is blank; it must be stated", hint=hint, code="missing", key=True)
    where = f" in {dotted(path)}" if path else ""
    return source.problem(path, f"{name} is missing{where}", hint=what, code="missing", key=True)


def _other_format(value: Data, path: Path, field: Field, source: Source) -> Problem:
    known = field.node.get("const", 1)
    if isinstance(value, int) and not isinstance(value, bool) and value > known:
        message = f"the profile is written in format {value}; this program reads format {known}"
        return source.problem(path, message, hint="update the program", code="newer-format")
    message = f"found {found(value, _word(source, path))} as the format; this program reads format {known}"
    return source.problem(path, message, hint=f"write format: {known}", code="format")


def _value_fault(error: _Error, path: Path, field: Field, word: str) -> Fault:
    """What is wrong with one value. A text where a list, group or number belongs fails at the pattern of ``none``."""
    kind, value = error.kind.name, error.instance
    here = found(value, word)
    if kind == "type" or (kind == "pattern" and field.kind != "text"):
        return f"found {here}; expected {expected(field)}", type_hint(value, word, field, path), "type"
    if kind == "const":
        return f"found {here}; expected {field.node['const']}", f"write {field.node['const']}", "choice"
    if kind == "enum":
        return _choice_fault(str(value), path, field)
    if kind == "pattern":
        return f"found {here}; expected {expected(field)}", pattern_hint(str(value), field), "pattern"
    size = len(value) if isinstance(value, (str, list)) else 0
    return _size_fault(kind, here, size, error.kind.as_dict().get("limit"))


def _choice_fault(value: str, path: Path, field: Field) -> Fault:
    if value == "none":
        hint = "write none in place of the whole list" if isinstance(path[-1], int) else CHOOSE
        return f"found none; expected {expected(field)}", hint, "choice"
    if not value:
        return f"the text is empty; expected {expected(field)}", "leave it blank if it is not known", "choice"
    return f"found {quoted(value)}; expected {expected(field)}", choice_hint(value, field), "choice"


def _size_fault(kind: str, here: str, size: int, limit: object) -> Fault:
    faults: dict[str, Fault] = {
        "minItems": ("the list is empty", _STATE_OR_LEAVE, "empty"),
        "minLength": ("the text is empty", _STATE_OR_LEAVE, "empty"),
        "minProperties": ("there is nothing in this entry", "write at least one key, or remove the entry", "empty"),
        "maxItems": (f"the list has {size} entries; at most {limit} are read", "keep those that matter", "too-long"),
        "maxLength": (
            f"the text has {size} characters; at most {limit} are read",
            "shorten it; put the rest into a document and give its address as evidence",
            "too-long",
        ),
        "minimum": (f"found {here}; expected {limit} or more", "check the sign", "range"),
        "maximum": (f"found {here}; expected {limit} or less", "check the number of digits", "range"),
    }
    return faults[kind]


def _word(source: Source, path: Path) -> str:
    """How the value at ``path`` is written, up to the next blank; empty for what is not one plain word."""
    place = source.place(path)
    match = _WORD.match(lines_of(source.text)[place.line - 1], place.column - 1)
    return shortened(match.group()) if match else ""
