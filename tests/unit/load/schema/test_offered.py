"""Whatever an editor offers at a place of a profile, ``validate`` takes there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.profile.references import CRITERIA, MEASURES
from lmmm_report.load.schema.text import published_profile_schema
from lmmm_report.problems import UserError

IDS = {
    CRITERIA: {"X2-PRO-1": "first"},
    MEASURES: {"M-RULES": "rules", "M-WORDS": ""},
    "departments.executives": {"ceo": "", "cso": ""},
    "software.systems": {"crm": ""},
    "documents": {"sla": ""},
}
LISTED: dict[str, Any] = {
    "departments": {"executives": ["ceo", "cso"]},
    "software": {"systems": ["crm"]},
    "documents": [{"id": "sla", "title": "Agreement"}],
}
HEAD: dict[str, Any] = {"format": 2, "company": {"name": "Muster"}, "assessment": {"date": "2026-10-15"}}

Path = tuple[str | int, ...]


def offers(schema: dict[str, Any], node: dict[str, Any]) -> list[str]:
    """What the language server offers for a value at a node: it looks into ``allOf``."""
    words = [one["body"] for one in node.get("defaultSnippets", ())]
    for part in node.get("allOf", ()):
        words += offers(schema, resolved(schema, part))
    return words


def resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        siblings = {key: value for key, value in node.items() if key != "$ref"}
        node = {**schema["$defs"][node["$ref"].removeprefix("#/$defs/")], **siblings}
    return node


def places(
    schema: dict[str, Any], node: dict[str, Any], path: Path, seen: set[int]
) -> Iterator[tuple[Path, list[str]]]:
    """Every place with what is offered there; what several places share, at the first of them."""
    whole = resolved(schema, node)
    key = id(schema["$defs"][node["$ref"].removeprefix("#/$defs/")]) if set(node) == {"$ref"} else id(node)
    if key in seen:
        return
    seen.add(key)
    if words := offers(schema, whole):
        yield path, words
    for name, child in whole.get("properties", {}).items():
        yield from places(schema, child, (*path, name), seen)
    if "items" in whole:
        yield from places(schema, whole["items"], (*path, 0), seen)


def profile_with(path: Path, value: Any) -> dict[str, Any]:
    """A profile in which ``value`` stands at ``path``, and the ids that may be named are listed."""
    data = json.loads(json.dumps({**HEAD, **LISTED}))
    here = data
    for step, after in zip(path, (*path[1:], None), strict=True):
        held: Any = value if after is None else [] if isinstance(after, int) else {}
        if isinstance(step, int):
            here.append(held)
        elif after is None or not isinstance(here.get(step), type(held)):
            here[step] = held
        here = here[step] if not isinstance(step, int) else here[-1]
    return data


def refused(path: Path, word: Any) -> list[str]:
    """What ``validate`` says against a word at its place; what holds for each names none of them."""
    if path[-2:] == ("each", "system"):
        return []
    try:
        load_profile_text(
            json.dumps(profile_with(path, word)).encode(), "some.yaml", criteria=IDS[CRITERIA], measures=IDS[MEASURES]
        )
    except UserError as error:
        shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]
        return [
            str(p.message) for p in error.problems if p.path == shown or p.path.startswith((f"{shown}.", f"{shown}["))
        ]
    return []


@pytest.fixture(scope="module", params=["de", "en"])
def schema(request: pytest.FixtureRequest) -> dict[str, Any]:
    return published_profile_schema(request.param, names=IDS)


def test_all_that_is_offered_is_taken(schema: dict[str, Any]) -> None:
    offered = list(places(schema, schema, (), set()))
    assert len(offered) > 150
    wrong = {(path, word): said for path, words in offered for word in words if (said := refused(path, word))}
    assert not wrong, "\n".join(f"{path} {word}: {said}" for (path, word), said in wrong.items())


def test_what_is_not_offered_would_be_refused() -> None:
    assert refused(("terminology", "glossary"), "partial")
    assert refused(("departments", "marketing", "reports_to"), "cfo")


def at(schema: dict[str, Any], *path: str) -> dict[str, Any]:
    node = schema
    for step in path:
        node = resolved(schema, resolved(schema, node)["items"] if step == "*" else node["properties"][step])
    return node


def test_none_and_exists_stand_where_they_may(schema: dict[str, Any]) -> None:
    assert offers(schema, at(schema, "terminology", "glossary")) == ["none", "exists"]
    assert offers(schema, at(schema, "roles", "joint_tasks")) == ["none", "exists", "one"]
    assert offers(schema, at(schema, "process", "agreement", "kept"))[0] in ("always", "immer")
    assert offers(schema, at(schema, "company", "name")) == []
    assert offers(schema, at(schema, "assessment", "date")) == []


def test_ids_of_the_profile_are_offered_and_others_stay_allowed(schema: dict[str, Any]) -> None:
    reports_to = at(schema, "departments", "marketing", "reports_to")
    assert offers(schema, reports_to) == ["ceo", "cso", "general_management", "market_executive", "none"]
    assert "enum" not in reports_to
    assert offers(schema, at(schema, "process", "agreement", "document"))[0] == "sla"
    assert offers(schema, at(schema, "software", "lead_records", "system"))[0] == "crm"


def test_ids_of_the_model_are_all_that_there_are(schema: dict[str, Any]) -> None:
    measure = at(schema, "measures", "*", "measure")
    assert measure["enum"] == ["M-RULES", "M-WORDS"]
    assert measure["enumDescriptions"] == ["rules", ""]
    assert at(schema, "decisions", "*", "measure")["enum"] == ["M-RULES", "M-WORDS", "none", None]
    assert at(schema, "declarations", "*", "criterion")["enum"] == ["X2-PRO-1"]


def test_offers_change_nothing_of_what_is_taken(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for word in ("none", "exists", {"scope": "partial"}, None):
        assert validator.is_valid({**HEAD, "terminology": {"glossary": word}})
    assert not validator.is_valid({**HEAD, "terminology": {"glossary": "partial"}})
    assert validator.is_valid({**HEAD, "departments": {"marketing": {"reports_to": "somebody_new"}}})
