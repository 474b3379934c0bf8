"""The model's own examples as tests, and what the catalogue of criteria promises."""

from __future__ import annotations

import re

import pytest

from lmmm_report.assess.conditions.evaluate import evaluate
from lmmm_report.assess.lint import PROMISES, lint
from lmmm_report.domain.model import CarriedBy, Kind
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.fragments import FragmentReader

MODEL = load_model()
READER = FragmentReader()
EXAMPLES = [
    pytest.param(entry.condition, name, example, id=f"{entry.id}-{name}")
    for entry in (*MODEL.criteria, *MODEL.contradictions)
    for name, example in entry.examples.items()
]
WORDS = {"departments": "DEP", "roles": "ROL", "terminology": "TER", "process": "PRO", "software": "SOF",
         "goals": "GOA", "collaboration": "COL"}  # fmt: skip


def test_there_is_a_model() -> None:
    assert len(MODEL.criteria) > 100
    assert len(MODEL.contradictions) >= 10
    assert len(MODEL.cells) == 16


@pytest.mark.parametrize(("condition", "name", "example"), EXAMPLES)
def test_examples(condition, name, example) -> None:
    assert evaluate(condition.expression, READER.read(example), MODEL.limits).value in PROMISES[name]


def test_every_criterion_has_its_examples_and_every_gate_what_is_enough_and_what_is_not() -> None:
    outcomes = {"met", "not_met", "unknown"}
    for c in MODEL.criteria:
        assert set(c.examples) == (outcomes | {"spoken", "bluff"} if c.kind is Kind.GATE else outcomes), c.id


def test_what_was_said_stands_above_each_spoken_example() -> None:
    for c in MODEL.criteria:
        if c.kind is Kind.GATE:
            assert re.match(r'# ".+"', c.examples["spoken"].text), c.id
            assert c.examples["bluff"].text.startswith("# "), c.id


def test_the_25_derivations_keep_their_numbers() -> None:
    assert [d.id for d in MODEL.derivations] == [f"D{number}" for number in range(1, 26)]


def test_the_model_is_sound() -> None:
    assert lint(MODEL, READER) == []


def test_ids_are_unique_and_say_where_they_belong() -> None:
    ids = [c.id for c in MODEL.criteria]
    assert len(set(ids)) == len(ids)
    for c in MODEL.criteria:
        letter = "X" if c.axis == MODEL.axes[0].id else "Y"
        assert re.fullmatch(rf"{letter}{c.stage}-{WORDS[c.area]}-\d+", c.id)


def test_every_statement_of_the_article_has_a_gate_or_a_sign() -> None:
    statements = [s for axis in MODEL.axes for stage in axis.stages for s in stage.statements]
    assert len(statements) == 45
    for statement in statements:
        kinds = {c.kind for c in MODEL.criteria if statement.id in c.statements}
        assert kinds & {Kind.GATE, Kind.SIGN}, statement.id


def test_gates_come_from_the_article() -> None:
    assert [c.id for c in MODEL.criteria if c.kind is Kind.GATE and "seed" not in c.sources] == []


def test_a_derivation_that_is_carried_by_something_else_is_the_exception() -> None:
    assert [d.id for d in MODEL.derivations if d.carried_by is not CarriedBy.RULE] == ["D15", "D16", "D19"]


def test_gates_do_not_turn_unknown_into_no() -> None:
    assert [c.id for c in MODEL.criteria if c.kind is Kind.GATE and "has(" in c.condition.text] == []


TEXTS = [
    pytest.param(c.id, field, getattr(c, field), id=f"{c.id}-{field}")
    for c in MODEL.criteria
    for field in ("met", "not_met", "ask", "why", "remedy")
]


@pytest.mark.parametrize(("_", "field", "text"), TEXTS)
def test_texts(_, field, text) -> None:
    assert set(text) == {"de", "en"}
    for words in text.values():
        assert words == words.strip()
        assert "  " not in words
        assert words.endswith("?" if field == "ask" else (".", "!", "?", "“", ")"))
    assert not re.search(r'"', text["de"]), "German quotation marks are „…“"
    assert not re.search(r"\b(du|dein|deine|euer|eure)\b", text["de"], re.IGNORECASE), "formal address"
    assert not re.search(
        r"\b(excellent|best[- ]in[- ]class|world[- ]class|hervorragend|mangelhaft)\b",
        text["de"] + text["en"],
        re.IGNORECASE,
    ), "nobody is graded"


def test_ids_can_be_had_without_the_model() -> None:
    from lmmm_report.load.model.ids import ids_of

    for kind, entries in (("criteria", MODEL.criteria), ("measures", MODEL.measures)):
        ids = ids_of(kind)
        assert len(set(ids)) == len(ids)
        assert set(ids) == {entry.id for entry in entries}
