import copy
import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from lmmm_report.domain.format import COMPANIONS, Field
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema import validation
from lmmm_report.load.schema.format import (
    UNDERSTOOD,
    fact_types,
    fields_of,
    format_of,
    profile_fact_types,
    profile_format,
    profile_schema,
    resolve,
)
from lmmm_report.problems import UserError


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema in a schema."""
    yield node
    for child in [*node.get("properties", {}).values(), *node.get("$defs", {}).values()]:
        yield from nodes(child)
    if "items" in node:
        yield from nodes(node["items"])


def all_fields(field: Field, path: str = "") -> Iterator[tuple[str, Field]]:
    yield path, field
    for name, child in field.fields.items():
        yield from all_fields(child, f"{path}.{name}".lstrip("."))
    if field.item is not None:
        yield from all_fields(field.item, path + "[]")


FIELDS = dict(all_fields(profile_format().fields))


def test_the_schema_uses_only_words_that_are_understood() -> None:
    found = {word for node in nodes(profile_schema()) for word in node}
    assert found
    assert {word for word in found if not word.startswith("x-")} <= UNDERSTOOD
    assert {word for word in found if word.startswith("x-")} == {
        "x-key", "x-name", "x-ref", "x-ref-also", "x-words", "x-type", "x-future", "x-title-de", "x-description-de",
        "x-alive", "x-default", "x-figures", "x-from", "x-lived", "x-only", "x-part-of", "x-rhythms",
        "x-becomes", "x-spoken", "x-end",
    }  # fmt: skip


@pytest.mark.parametrize(
    "node",
    [{"type": "string", "not": {}}, {"type": "integer", "exclusiveMinimum": 3}, {"type": "string", "pattern": "("}],
)
def test_a_schema_that_says_more_is_refused(node: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"not understood|cannot be read"):
        fields_of({"type": "object", "properties": {"a": node}})


def test_there_are_words_for_all_that_is_understood() -> None:
    said = inspect.getsource(validation)
    checks = {word for word in UNDERSTOOD if word[0] != "$"} - {
        "title", "description", "examples", "format", "items", "properties",
    }  # fmt: skip
    assert len(checks) > 10
    assert [word for word in sorted(checks) if f'"{word}"' not in said] == []


def test_no_object_takes_unknown_keys() -> None:
    assert all(node.get("additionalProperties") is False for node in nodes(profile_schema()) if "properties" in node)


def test_a_reference_is_merged_with_what_stands_beside_it() -> None:
    schema = {
        "$defs": {"a": {"$ref": "#/$defs/b", "title": "A"}, "b": {"type": "string", "title": "B", "x-type": "date"}}
    }
    assert resolve({"$ref": "#/$defs/a", "x-future": True}, schema) == {
        "type": "string",
        "title": "A",
        "x-type": "date",
        "x-future": True,
    }


@pytest.mark.parametrize("reference", ["#/$defs/a", "https://example.org/schema", "#/properties/a"])
def test_references_that_lead_nowhere_are_refused(reference: str) -> None:
    with pytest.raises(ValueError, match="references"):
        resolve({"$ref": reference}, {"$defs": {"a": {"$ref": "#/$defs/a"}}})


@pytest.mark.parametrize(
    ("path", "kind", "none"),
    [
        ("format", "integer", False),
        ("company", "object", False),
        ("company.name", "text", False),
        ("company.employees", "integer", True),
        ("process", "object", True),
        ("process.rule_set", "object", True),
        ("process.rule_set.document", "text", True),
        ("process.rule_set.evidence", "list", False),
        ("process.rule_set.evidence[].link", "text", False),
        ("process.rule_set.accepted_by", "list", True),
        ("process.rule_set.accepted_by[]", "text", False),
        ("terminology.terms", "list", True),
        ("terminology.terms[]", "object", False),
        ("terminology.terms[].id", "text", False),
        ("departments.shared_location", "boolean", False),
        ("departments.sales.reports_to", "text", True),
        ("declarations[].date", "text", False),
    ],
)
def test_kinds_and_none(path: str, kind: str, none: bool) -> None:
    assert (FIELDS[path].kind, FIELDS[path].none_allowed) == (kind, none)


def test_marks() -> None:
    assert FIELDS["terminology.terms"].key == "id"
    assert FIELDS["departments.lead_unit.reports_to"].reference == "departments.executives"
    assert FIELDS["departments.lead_unit.reports_to"].reference_also == (
        "marketing",
        "sales",
        "general_management",
        "market_executive",
    )
    assert FIELDS["terminology.glossary.next_review"].future
    assert FIELDS["terminology.glossary.next_review"].type_mark == "date"
    assert not FIELDS["terminology.glossary.date"].future
    assert FIELDS["process.lead_process.review.every"].type_mark == "every"


def test_at_finds_what_stands_at_a_path() -> None:
    fields = profile_format().fields
    assert fields.at(("terminology", "terms", 7, "id")) is FIELDS["terminology.terms[].id"]
    assert fields.at(("terminology", "words")) is None
    assert fields.at(("terminology", "words", 3)) is None
    assert fields.at(()) is fields


def test_keys_of_lists_are_texts_of_their_items_or_times() -> None:
    lists = {path: field for path, field in FIELDS.items() if field.key}
    assert lists
    for field in lists.values():
        assert field.item is not None
        assert field.item.fields[field.key].kind == "text"


def test_a_list_to_which_something_refers_has_entries_with_a_name() -> None:
    for field in FIELDS.values():
        if field.reference and not field.reference.startswith("model."):
            known = FIELDS[field.reference]
            assert known.item is not None
            assert known.item.fields[known.key].required


def test_marks_name_what_stands_beside_them() -> None:
    marked = 0
    for path, field in FIELDS.items():
        around = FIELDS[path.rpartition(".")[0]] if "." in path else profile_format().fields
        for sibling in siblings_named(field.node):
            marked += 1
            assert sibling in around.fields, path
        alive = field.node.get("x-alive")
        if alive is not None:
            marked += 1
            assert {*alive["dates"], alive["share"], alive["state"]} <= set(field.fields), path
        if "x-name" in field.node:
            assert field.item is not None
            assert field.item.fields[field.node["x-name"]].required, path
    assert marked > 10


def siblings_named(node: Mapping[str, Any]) -> Iterator[str]:
    """The fields beside a place that its marks name."""
    rhythm = node.get("x-lived", {}).get("rhythm", "")
    source = node.get("x-from", "")
    named = source if isinstance(source, str) else source.get("stated", source.get("entry", ""))
    yield from filter(None, (rhythm, named))


def test_what_stands_for_nothing_stated_could_be_stated() -> None:
    for path, field in FIELDS.items():
        default = field.node.get("x-default")
        if default is None or default == "exists":
            continue
        if default == "none":
            assert field.none_allowed, path
            continue
        if field.choices:
            assert default in field.choices, path
        if field.item is not None:
            assert set(default) <= set(field.item.choices), path


def test_every_rhythm_says_how_long_it_is_lived() -> None:
    table = profile_schema()["x-rhythms"]
    assert set(table) - {""} == set(FIELDS["process.lead_process.review.every"].choices)
    for limits in table.values():
        assert limits["reason"]
        assert limits["x-reason-de"]
        for kind in ("lived", "occasion"):
            ((unit, number),) = limits[kind].items()
            assert unit in ("weeks", "months")
            assert 0 < number <= 24


@pytest.mark.parametrize(
    ("stated", "good"),
    [
        ("about 140", True), ("etwa 140", True), ("rund 1.100", True), ("over 20", True), ("Über 20", True),
        ("unter 50", True), ("gut 20", True), ("about 1,100", True), ("none", True),
        ("many", False), ("about", False), ("140", False), ("about many", False), ("20 or so", False),
    ],
)  # fmt: skip
def test_amounts_may_be_rounded(stated: str, good: bool) -> None:
    pattern = FIELDS["figures.funnel[].mql"].node["pattern"]
    assert bool(re.search(pattern, stated)) is good


def test_references_lead_to_lists_with_a_key() -> None:
    references = {field.reference for field in FIELDS.values() if field.reference}
    of_the_model = {"model.criteria", "model.measures"}
    assert references > of_the_model
    assert all(FIELDS[reference].key for reference in references - of_the_model)


def test_only_what_the_program_reckons_with_to_the_day_is_a_day() -> None:
    times = {path: field for path, field in FIELDS.items() if field.type_mark == "date"}
    days = {path: field for path, field in times.items() if "pattern" in field.node and ".evidence[]" not in path}
    days = {path: field for path, field in days.items() if not path.endswith(".said_on")}
    assert set(days) == {
        "assessment.date", "declarations[].date", "measures[].date",
    }  # fmt: skip
    assert all(re.fullmatch(field.node["pattern"], "2026-03-31") for field in days.values())
    assert all(field.kind == "text" for field in times.values())


class TestFactTypes:
    def test_sections(self) -> None:
        assert set(profile_fact_types().fields) == {
            "company", "departments", "roles", "terminology", "process", "software", "goals", "collaboration",
            "decisions",
        }  # fmt: skip

    def test_companions(self) -> None:
        review = profile_fact_types().at(("process", "lead_process", "review"))
        assert review is not None
        assert list(review.fields) == [
            "every", "every_days",
            "last_on", "last_on_age", "last_on_months", "last_on_lived", "last_on_recent",
            "next_on", "next_on_age", "next_on_months",
            "figures", "participants", "there",
        ]  # fmt: skip
        assert {review.fields[name].kind for name in ("every_days", "last_on_age", "last_on_months")} == {"integer"}
        assert {review.fields[name].kind for name in ("last_on_lived", "last_on_recent", "there")} == {"boolean"}
        assert set(COMPANIONS.values()) == {"_age", "_hours", "_days", "_percent"}

    def test_evidence_is_no_fact(self) -> None:
        def walk(kind: Any) -> Iterator[str]:
            for name, child in kind.fields.items():
                yield name
                yield from walk(child)
            if kind.item is not None:
                yield from walk(kind.item)

        names = list(walk(profile_fact_types()))
        assert "definition" in names
        assert "evidence" not in names

    def test_lists(self) -> None:
        terms = profile_fact_types().at(("terminology", "terms"))
        assert terms is not None
        assert (terms.kind, terms.key) == ("list", "id")
        assert terms.item is not None
        assert terms.item.fields["used_in"].key == "where"

    def test_choices(self) -> None:
        entry = profile_fact_types().at(("process", "opportunity_entry"))
        assert entry is not None
        assert entry.choices == ("from_lead", "mixed", "direct", "none")

    def test_a_path_that_is_not_there(self) -> None:
        assert profile_fact_types().at(("process", "nothing", "more")) is None

    def test_another_schema(self) -> None:
        schema = copy.deepcopy(profile_schema())
        schema["properties"] = {
            "format": schema["properties"]["format"],
            "people": {"type": ["object", "string"], "pattern": "^none$", "properties": {"share": {"type": "number"}}},
        }
        types = fact_types(schema)
        assert list(types.fields) == ["people"]
        assert types.fields["people"].fields["share"].kind == "number"
        assert fields_of(schema).fields["people"].none_allowed


def test_where_a_format_has_no_field_every_key_is_refused_with_its_place() -> None:
    schema = copy.deepcopy(profile_schema())
    schema["properties"]["assessment"]["properties"]["target"] = {"type": "object", "additionalProperties": False}
    text = b"format: 2\ncompany: {name: A}\nassessment:\n  date: 2026-01-01\n  target: {by: 2027-01-01, mood: good}\n"
    with pytest.raises(UserError) as told:
        load_profile_text(text, "a.yaml", described=format_of(schema))
    assert [(one.code, one.line, one.column) for one in told.value.problems] == [
        ("unknown-key", 5, 12),
        ("unknown-key", 5, 28),
    ]
    assert not any(str(one.hint).rstrip().endswith(":") for one in told.value.problems), "no list without an entry"
