"""The model's own examples as tests, and what the catalogue of criteria promises."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import pytest

from lmmm_report.assess.conditions.evaluate import evaluate
from lmmm_report.assess.lint import PROMISES, lint
from lmmm_report.domain.model import CarriedBy, Decision, Kind, Text
from lmmm_report.load.profile.fragments import FragmentReader
from tests.builders import replace
from tests.built_in import MODEL

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


def test_short_names_are_of_one_criterion_and_no_sentence() -> None:
    for language in MODEL.languages:
        names = [c.short[language] for c in MODEL.criteria]
        assert len(set(names)) == len(names)
        assert not [name for name in names if name.endswith(".") or not name[0].isupper()]


def test_what_was_said_stands_above_each_spoken_example() -> None:
    for c in MODEL.criteria:
        if c.kind is Kind.GATE:
            assert re.match(r'# ".+"', c.examples["spoken"].text), c.id
            assert c.examples["bluff"].text.startswith("# "), c.id


def test_the_derivations_keep_their_numbers() -> None:
    assert [d.id for d in MODEL.derivations] == [f"D{number}" for number in range(1, 29)]


def test_each_derivation_has_a_spoken_name_of_its_own() -> None:
    for language in MODEL.languages:
        names = [derivation.name[language] for derivation in MODEL.derivations]
        assert len(set(names)) == len(names)
        assert all(2 < len(name) <= 40 and not name.endswith(".") for name in names)


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


DECISIONS = [pytest.param(c.decision, id=c.id) for c in MODEL.criteria if c.kind is Kind.GATE]
SENTENCE_ENDS = (".", "!", "?")


def sentences(decision: Decision) -> list[Text]:
    """Everything that is said in a decision."""
    return [*decision.enough, *(miss.said for miss in decision.not_enough), *decision.open]


def doubles(decisions: Iterable[Decision], language: str) -> list[str]:
    """Sentences that stand in more than one place, however they are spelt."""
    found = Counter(re.sub(r"\W+", " ", text[language].casefold()) for one in decisions for text in sentences(one))
    return [sentence for sentence, count in found.items() if count > 1]


def test_every_gate_has_a_decision_and_nothing_else_has() -> None:
    assert len(DECISIONS) == 36
    assert [c.id for c in MODEL.criteria if (c.decision is not None) is not (c.kind is Kind.GATE)] == []


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_is_whole(decision) -> None:
    assert 1 <= len(decision.enough) <= 3
    assert len(decision.not_enough) >= 3
    assert decision.open
    reasons = [miss.reason for miss in decision.not_enough if miss.reason]
    assert reasons, "a bluff is not always seen at once"
    for text in (*sentences(decision), decision.evidence, decision.because):
        assert set(text) == {"de", "en"}
        assert text["de"] != text["en"]
        assert all(words[0].isupper() and words.endswith(SENTENCE_ENDS) for words in text.values())
    for words in (word for text in (*sentences(decision), *reasons) for word in text.values()):
        assert not re.search(r'["“”„]|  ', words), "the manual sets the quotation marks"
        assert len(words) <= 160, "nobody says that in one breath"
    for text in reasons:
        assert not any(words.endswith(SENTENCE_ENDS) for words in text.values()), "a reason stands in brackets"
    assert all(len(re.findall(r"[.!?](?: |$)", words)) <= 2 for words in decision.because.values())


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_sentence_decides_two_gates(language) -> None:
    decisions = [c.decision for c in MODEL.criteria if c.decision]
    assert doubles(decisions, language) == []
    assert len(doubles([*decisions, decisions[0]], language)) == len(sentences(decisions[0])), "a planted double"


def test_ids_can_be_had_without_the_model() -> None:
    from lmmm_report.load.model.ids import ids_of

    for kind, entries in (("criteria", MODEL.criteria), ("measures", MODEL.measures)):
        ids = ids_of(kind)
        assert len(set(ids)) == len(ids)
        assert set(ids) == {entry.id for entry in entries}


def test_no_criterion_of_small_effort_takes_long() -> None:
    assert MODEL.most_weeks["S"] < 10
    for c in MODEL.criteria:
        ways = [measure.weeks for measure in MODEL.measures_for(c.id)]
        if ways and c.effort in MODEL.most_weeks:
            assert min(ways) <= MODEL.most_weeks[c.effort], c.id
    assert set(MODEL.efforts) - set(MODEL.most_weeks) == {list(MODEL.efforts)[-1]}


def test_the_linter_says_where_a_small_effort_takes_long() -> None:
    """X2-TER-1 is met by measures of 2 and 5 weeks."""
    longer = replace(
        MODEL, measures=tuple(replace(m, weeks=10) if "X2-TER-1" in m.satisfies else m for m in MODEL.measures)
    )
    found = [problem for problem in lint(longer, READER) if problem.code == "long-effort"]
    assert "X2-TER-1" in " ".join(str(problem.message) for problem in found)
    assert all(problem.line for problem in found)


def test_larger_companies_take_no_less_effort_and_nobody_works_around_the_clock() -> None:
    for m in MODEL.measures:
        sizes = [m.efforts[size.id] for size in MODEL.sizes]
        for smaller, larger in pairwise(sizes):
            ends = zip(
                (smaller.low, smaller.likely, smaller.high), (larger.low, larger.likely, larger.high), strict=True
            )
            assert all(a <= b for a, b in ends), m.id
        people = len(m.helpers) + 1
        assert sizes[0].likely <= m.weeks * 5 * people, m.id


def test_what_is_due_beyond_the_effort_is_of_the_kinds_of_the_model() -> None:
    kinds = Counter(one.kind for m in MODEL.measures for one in m.also)
    assert set(kinds) == set(MODEL.also) == {"works_council", "data_protection", "licences", "migration"}
    for m in MODEL.measures:
        for one in m.also:
            assert set(one.text) == set(MODEL.languages)
            assert all(text.endswith(".") for text in one.text.values()), m.id
