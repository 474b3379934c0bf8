"""``validate`` and the schema that editors are given agree, as a validator of other people judges it."""

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lmmm_report.domain.format import Field
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.load.schema.text import published_profile_schema
from lmmm_report.load.yaml.scalars import plain_value
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.messages import Message
from lmmm_report.problems import Problem, UserError

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = published_profile_schema("en")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FIELDS = profile_format().fields

ACCEPTED = sorted([*(ROOT / "configs").glob("*.yaml"), *(ROOT / "tests/cases/accept").glob("*/profile.yaml")])
REFUSED = sorted((ROOT / "tests/cases/reject").glob("*/profile.yaml"))
BEYOND = {"date", "form", "future-date", "reference", "no-answer", "number", "old-field", "pasted"}
BEYOND |= {"refused-character", "share"}
"""Codes of problems that no JSON Schema can name: the calendar, other entries, the file's own characters."""

ODD_VALUES: list[Any] = [
    None, "", " ", "none", "None", {}, [], [None], [""], [{}], {"evidence": None}, {"x": 1}, [["a"]], True, False,
    0, -1, 1, 1.5, 12.0, 10**8, "x", "x" * 201, "x" * 5001, "2026-01-05", "2026-1-5", "5.1.2026", "24 h", "24", "24h",
    "https://a.example", "www.a.example", "marketing", ["marketing"], ["marketing", "marketing"], ["none"], "yes", "12",
    [{"note": None}], [{"note": "x", "link": None}], [{"id": "a"}], [{"id": None}], [{"id": "A b"}], {"unit": None},
]  # fmt: skip


def data_of(path: Path) -> Any:
    return parse_yaml(path.read_bytes(), path.name).data


def problems_of(data: Any) -> tuple[Problem, ...]:
    try:
        load_profile_text(json.dumps(data).encode(), "some.yaml")
    except UserError as error:
        return error.problems
    return ()


def assert_agreement(data: Any) -> None:
    problems = problems_of(data)
    structural = [
        p for p in problems if p.code not in BEYOND and not (p.code == "duplicate" and "first in" in p.message)
    ]
    refused = [f"{list(error.absolute_path)}: {error.message[:200]}" for error in VALIDATOR.iter_errors(data)]
    if not problems:
        assert not refused, json.dumps(data)[:2000]
    if structural:
        assert refused, structural


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for step, child in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, step)
        yield from places(child, (*path, step))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def mutated(data: Any, order: random.Random) -> Any:
    data = copy.deepcopy(data)
    for _ in range(order.randint(1, 3)):
        *above, last = order.choice(list(places(data)))
        holder = at(data, tuple(above))
        change = order.random()
        if change < 0.15:
            del holder[last]
        elif change < 0.25 and isinstance(holder, dict):
            holder[order.choice(["name", "unit", "document", "odd", "evidence", "role"])] = order.choice(ODD_VALUES)
        else:
            holder[last] = copy.deepcopy(order.choice(ODD_VALUES))
    return data


def test_the_published_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert len(ACCEPTED) > 10
    assert len(REFUSED) > 50


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_validate_takes_the_schema_takes(path: Path) -> None:
    data = data_of(path)
    assert problems_of(data) == ()
    assert list(VALIDATOR.iter_errors(data)) == []


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.parent.name)
def test_of_what_validate_refuses_the_schema_refuses_all_that_it_can_express(path: Path) -> None:
    try:
        data = data_of(path)
    except UserError:
        return  # not even YAML
    assert_agreement(data)


def fields(field: Field, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    for name, child in field.fields.items():
        yield (*path, name), child
        yield from fields(child, (*path, name))


@pytest.mark.parametrize("section", [name for name in FIELDS.fields if name != "format"])
def test_every_optional_value_may_be_blank(section: str) -> None:
    tried = 0
    for path, field in fields(FIELDS):
        if path[0] != section or field.required:
            continue
        data: Any = {"format": 1, "company": {"name": "Muster"}, "assessment": {"date": "2026-10-15"}}
        here = data
        for step in path[:-1]:
            here = here.setdefault(step, {})
        here[path[-1]] = None
        if problems := problems_of(data):
            assert all(p.code in ("missing", "empty") for p in problems), (
                path
            )  # of the group around it, not of the value
        else:
            assert list(VALIDATOR.iter_errors(data)) == [], path
            tried += 1
    assert tried or section == "plan"


@pytest.mark.parametrize("seed", range(150))
def test_changed_profiles_are_judged_alike(seed: int) -> None:
    order = random.Random(seed)
    assert_agreement(mutated(data_of(order.choice(ACCEPTED)), order))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(150, 3000))
def test_many_changed_profiles_are_judged_alike(seed: int) -> None:
    test_changed_profiles_are_judged_alike(seed)


CURES: dict[str, Callable[[Message], Any]] = {
    "schema.write": lambda hint: hint.values["text"],
    "schema.write_quoted": lambda hint: json.loads(str(hint.values["text"])),
    "schema.digits_alone": lambda hint: int(hint.values["number"]),
    "schema.digits_without_marks": lambda hint: int(hint.values["number"]),
    "schema.number_alone": lambda hint: int(hint.values["number"]),
    "schema.one_number": lambda hint: int(hint.values["number"]),
    "schema.whole_number_cure": lambda hint: int(hint.values["number"]),
    "schema.dotted_number_cure": lambda hint: int(hint.values["meant"]),
    "schema.dotted_number_beyond": lambda hint: int(hint.values["number"]),
    "schema.duration_unit": lambda hint: f"{hint.values['number']} d",
    "schema.longer_duration": lambda hint: hint.values["text"],
    "schema.day_alone": lambda hint: hint.values["date"],
    "schema.day_of_year": lambda hint: hint.values["date"],
    "schema.day_of_month": lambda hint: hint.values["date"],
    "schema.day_of_quarter": lambda hint: hint.values["date"],
    "schema.two_dates": lambda hint: hint.values["date"],
    "schema.did_you_mean": lambda hint: hint.values["name"],
    "schema.write_true": lambda _: True,
    "schema.write_false": lambda _: False,
    "schema.false_or_blank": lambda _: None,
    "schema.none_small": lambda _: "none",
    "schema.none_or_blank": lambda _: "none",
    "schema.leave_blank": lambda _: None,
    "schema.choose": lambda _: None,
    "schema.list_in_brackets": lambda hint: str(hint.values["text"]).split(", "),
    "profile.write_none": lambda _: "none",
    "profile.none_small": lambda _: "none",
    "profile.month_first": lambda hint: hint.values["date"],
}
"""What to write instead, by the message that recommends it."""
TYPED: list[Any] = [
    "12.000", "12,000", "12'000", "12’000", "12 000", "12\xa0000", "12 000 €", "1,5", "1.234,56", "20 %", "ca. 150",
    "10-15", "10 bis 15", "3 Mio.", "12 Tsd.", "１２", "-5", "−5", "012", "5.1.26", "5. Januar 2026", "5. Jan. 2026",
    "January 5, 2026", "5 March 2026", "5/1/2026", "31/1/2026", "2026–01–05", "2026/1/5", "20260105", "31.2.2026",
    "13.13.2026", "1/2026", "01.2026", "Januar 2026", "Q1 2026", "2026", "2026-02", "5.1.1826", "heute", "24h",
    "24\xa0h", "2 Tage", "1,5 h", "0,01 h", "2-3 Tage", "2–3 d", "90 Sekunden", "none", "None", "NONE ", "nein", "n/a",
    "tbd", "?", "", " ", "“Name”", "„Name“", "‘de’", "»x y«", "“2026–01–05”", "“12”", "„24 h“", "“a: b”", "ja", "yes",
    "no", "Marketing", "Vertrieb", "both", "Marketing und Vertrieb", "marketing\xa0", "www.a.example", "“https://a.example”", "Key Account", "wöchentlich",
    1.5, 12.5, 2026, 20260105, 12, 0, -1, True, 10**9, "x" * 300, [], {}, ["x"], None,
]  # fmt: skip


def path_of(dotted: str) -> tuple[Any, ...]:
    return tuple(int(n) if n else name for name, n in re.findall(r"([A-Za-z_]\w*)|\[(\d+)\]", dotted))


HEAD: dict[str, Any] = {"format": 1, "company": {"name": "Muster"}, "assessment": {"date": "2026-10-15"}}


class Typed(str):
    """A text as it is typed, whatever YAML makes of it."""

    __slots__ = ()


def written(data: Any) -> bytes:
    """As people write it: texts without quotation marks where YAML lets them."""

    def one(value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {one(child)}" for key, child in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(one, value)) + "]"
        plain = isinstance(value, str) and re.fullmatch(r"[^\s\[\]{},#&*!|>'\"%@`?:-][^\[\]{},#:]*(?<!\s)", value)
        typed = plain and (isinstance(value, Typed) or isinstance(plain_value(value), str))
        return value if typed else json.dumps(value, ensure_ascii=False)

    return "".join(f"{key}: {one(child)}\n" for key, child in data.items()).encode()


def told(data: Any) -> tuple[Problem, ...]:
    try:
        load_profile_text(written(data), "some.yaml")
    except UserError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("share", [pytest.param(1, marks=pytest.mark.long, id="all"), pytest.param(5, id="a-fifth")])
@pytest.mark.parametrize("section", [name for name in FIELDS.fields if name != "format"])
def test_what_validate_recommends_it_and_the_schema_take(section: str, share: int) -> None:
    """Each field is given all values; where there is less time, each a share of them, and the next one another share."""
    applied: set[str] = set()
    for number, (path, field) in enumerate(fields(FIELDS)):
        if path[0] != section or field.kind == "object" or path[-1] == "evidence":
            continue
        if path[-2:-1] == ("each",) and field.node.get("x-identity"):
            continue  # what holds for each names none of them
        for value in TYPED[number % share :: share]:
            data = copy.deepcopy(HEAD)
            here = data
            for step in path[:-1]:
                here = here.setdefault(step, {})
            here[path[-1]] = Typed(value) if isinstance(value, str) else value
            for problem in told(data):
                assert isinstance(problem.hint, Message)
                cure = CURES.get(problem.hint.key)
                if cure is None or path_of(problem.path) != path:
                    continue
                mended = copy.deepcopy(data)
                at(mended, path[:-1])[path[-1]] = cure(problem.hint)
                again = [
                    p
                    for p in told(mended)
                    if path_of(p.path)[: len(path)] == path
                    and p.code not in ("future-date", "reference")
                    and p.message.key != "profile.not_stated"  # a name that leads nowhere, as a reference may
                ]
                assert not again, (path, value, problem.hint, again)
                errors = [e for e in VALIDATOR.iter_errors(mended) if tuple(e.absolute_path)[: len(path)] == path]
                assert not errors, (path, value, problem.hint, errors[0].message)
                applied.add(problem.hint.key)
    assert applied
