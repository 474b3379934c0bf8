"""Sentences with claims: how they are read, and that every fault in them is told with its place."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.sentence import Assertion, Mood, Topic
from lmmm_report.load.model.compiled import as_json, from_json
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_fragment
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.words.sentences import diagnosis_in, headline_in
from tests.builders import DROP, _change, a_model_folder, as_yaml, replace

DAY = date(2026, 10, 15)
ONE = {"en": "one", "fr": "un"}
SENTENCES: dict[str, Any] = {
    "words": {
        "and": {"en": "and", "fr": "et"},
        "numbers": {"en": "one two", "fr": "un deux"},
        "answers": {"one": ONE, "other": {"en": "{count} answers", "fr": "{count} réponses"}},
        "conditions": {"one": ONE, "other": {"en": "{count} gates", "fr": "{count} portes"}},
        "more": {"one": ONE, "other": {"en": "{count} more", "fr": "{count} autres"}},
    },
    "things": {"T2-PEO-1": {"en": "rules", "fr": "des règles"}, "C2-TOO-1": {"en": "tools", "fr": "des outils"}},
    "headline": [
        {
            "claims": ["trust firm"],
            "passages": [
                {
                    "one_of": [
                        {
                            "id": "rules",
                            "claims": ["T2-PEO-1", "trust >= 2 or position above"],
                            "text": {"en": "{company} has rules", "fr": "{company} a des règles"},
                        }
                    ]
                },
            ],
        },
        {
            "passages": [
                {
                    "one_of": [
                        {
                            "id": "lacks",
                            "axis": "trust",
                            "claims": ["not T2-PEO-1"],
                            "text": {"en": "{company} lacks {missing}", "fr": "{company} manque : {missing}"},
                        }
                    ]
                },
                {
                    "may_say": [
                        {"id": "open_craft", "claims": ["open C2-TOO-1"], "text": {"en": ", so far", "fr": ", ici"}}
                    ]
                },
            ],
        },
    ],
    "diagnosis": [
        {
            "passages": [
                {"may_say": [{"id": "alone", "claims": ["remark alone"], "text": {"en": "Alone.", "fr": "Seul."}}]}
            ]
        }
    ],
}
FIRST = "headline.0.passages.0.one_of.0"


def a_folder(tmp_path: Path, changes: dict[str, Any] | None = None, **model: Any) -> Path:
    data = copy.deepcopy(SENTENCES)
    for path, value in (changes or {}).items():
        _change(data, path.split("."), value)
    return a_model_folder(tmp_path, files={"sentences.yaml": as_yaml(data)}, model=model)


def the_problem(folder: Path) -> Problem:
    with pytest.raises(UserError) as caught:
        load_model(folder)
    (problem,) = caught.value.problems
    return problem


def test_they_are_read_and_survive_being_compiled(tmp_path: Path) -> None:
    model = load_model(a_folder(tmp_path))
    voice = model.voice
    assert voice is not None
    (sentence,) = voice.headline[0].passages[0].sentences
    assert sentence.claims[0].any_of == (Assertion(Mood.HOLDS, Topic.CRITERION, "T2-PEO-1"),)
    assert sentence.claims[1].any_of == (
        Assertion(Mood.HOLDS, Topic.STAGE, "trust", ">=", 2),
        Assertion(Mood.HOLDS, Topic.POSITION, "above"),
    )
    assert [passage.needed for passage in voice.headline[1].passages] == [True, False]
    assert from_json(as_json(model)) == model


@pytest.mark.parametrize(
    ("facts", "headline"),
    [
        ("process: {rule_set: {document: Rules}}", "Told has rules."),
        ("process: {rule_set: none}", "Told lacks rules."),
        ("process: {agreement: none}", "Told – Trust: Strangers … Partners; Craft: Loose … Firm."),
    ],
)
def test_what_is_shown_is_borne_out(tmp_path: Path, facts: str, headline: str) -> None:
    assessment = assess(load_fragment(facts, "told", on=DAY), load_model(a_folder(tmp_path)))
    assert headline_in("en", assessment).replace(assessment.profile.company.name, "Told") == headline


@pytest.mark.parametrize(
    ("facts", "headline"),
    [
        ("process: {rule_set: {document: Rules}, agreement: {state: draft}}", "Told drafts rules."),
        ("process: {rule_set: {document: Rules}, agreement: none}", "Told has rules."),
        ("process: {rule_set: {document: Rules}}", "Told has rules."),
    ],
)
def test_claims_speak_of_facts_that_the_model_names(tmp_path: Path, facts: str, headline: str) -> None:
    sentences = SENTENCES["headline"][0]["passages"][0]["one_of"]
    drafts = {"id": "drafts", "claims": ["fact drafted"], "text": {"en": "{company} drafts rules", "fr": "{company} !"}}
    changes = {"headline.0.passages.0.one_of": [drafts, *sentences]}
    model = load_model(a_folder(tmp_path, changes, facts={"drafted": "process.agreement.state == 'draft'"}))
    assessment = assess(load_fragment(facts, "told", on=DAY), model)
    assert headline_in("en", assessment).replace(assessment.profile.company.name, "Told") == headline
    assert from_json(as_json(model)) == model


def test_a_fact_that_the_model_does_not_name_is_refused(tmp_path: Path) -> None:
    problem = the_problem(a_folder(tmp_path, {f"{FIRST}.claims.0": "fact draftet"}, facts={"drafted": "true"}))
    assert 'there is no fact "draftet"' in problem.message
    assert problem.hint == "did you mean drafted?"


def test_claims_of_remarks_and_of_reasons_are_read_and_their_faults_told(tmp_path: Path) -> None:
    model = load_model(
        a_model_folder(
            tmp_path, model={"remarks.0.claims": ["T2-PEO-1"], "cautions.0.reasons.0.claims": ["trust firm"]}
        )
    )
    assert [claim.text for claim in model.remarks[0].claims] == ["T2-PEO-1"]
    assert [claim.text for claim in model.cautions[0].reasons[0].claims] == ["trust firm"]
    for place in ("remarks.0.claims", "cautions.0.reasons.0.claims"):
        problem = the_problem(a_model_folder(tmp_path, model={place: ["T2-PEO-9"]}))
        assert 'there is no criterion "T2-PEO-9"' in problem.message
        assert Path(problem.file).name == "model.yaml"


@pytest.mark.parametrize(
    ("name", "said"),
    [("Muster GmbH", "à la Muster GmbH"), ("Muster Ltd", "Muster Ltd"), ("GmbH", "GmbH"), ("NoGmbH", "NoGmbH")],
)
def test_a_name_has_the_article_of_its_legal_form(tmp_path: Path, name: str, said: str) -> None:
    changes = {"words.article": {"fr": {"word": "à la", "forms": "AG GmbH"}}}
    profile = load_fragment("process: {rule_set: {document: Rules}}", "told", on=DAY)
    named = replace(profile, company=replace(profile.company, name=name))
    assessment = assess(named, load_model(a_folder(tmp_path, changes)))
    assert headline_in("fr", assessment) == f"{said} a des règles."
    assert headline_in("en", assessment) == f"{name} has rules."


def test_plain_texts_claim_their_cell_and_are_shown_only_where_it_is_certain(tmp_path: Path) -> None:
    model = load_model(a_model_folder(tmp_path))
    told, untold = (
        assess(load_fragment(text, "told", on=DAY), model)
        for text in ("process: {rule_set: none}", "process: {agreement: none}")
    )
    assert headline_in("en", told).endswith("is at 1, 1.")
    assert diagnosis_in("en", told) == "At 1, 1."
    assert "1, 1" not in headline_in("en", untold) + diagnosis_in("en", untold)
    assert "Strangers … Partners" in headline_in("en", untold)


REFUSALS: list[tuple[dict[str, Any], str, str]] = [
    ({f"{FIRST}.claims.0": "T2-PEO-2"}, 'there is no criterion "T2-PEO-2"', "did you mean T2-PEO-1?"),
    ({f"{FIRST}.claims.0": "not T2-PEO-2"}, 'there is no criterion "T2-PEO-2"', "T2-PEO-1"),
    ({f"{FIRST}.claims.0": "trusts >= 2"}, 'there is no axis "trusts"', "did you mean trust?"),
    ({f"{FIRST}.claims.0": "trust >= 3"}, '"3" is no stage from 1 to 2', ""),
    ({f"{FIRST}.claims.0": "trust frim"}, 'there is no state of an axis "frim"', "did you mean firm?"),
    ({f"{FIRST}.claims.0": "position abov"}, 'there is no position "abov"', "did you mean above?"),
    ({f"{FIRST}.claims.0": "remark alon"}, 'there is no remark "alon"', "did you mean alone?"),
    ({f"{FIRST}.claims.0": "trust is high"}, "this is no claim", "such as"),
    ({f"{FIRST}.claims.0": "T2-PEO-1 or"}, "this is no claim", ""),
    ({f"{FIRST}.claims.0": 3}, "a text is expected here, not a number", ""),
    ({f"{FIRST}.text.fr": DROP}, "the text in fr is missing", "add fr: …"),
    ({f"{FIRST}.text.en": "{compani}"}, "the text in en cannot be filled in: {compani}", "company"),
    ({f"{FIRST}.text.en": "{company"}, "the text in en cannot be filled in", ""),
    ({f"{FIRST}.text.en": "We"}, "the languages of this text have different placeholders", ""),
    ({f"{FIRST}.text": {"en": "{missing}", "fr": "{missing}"}}, "cannot be filled in: {missing}", "only with axis"),
    ({f"{FIRST}.axis": "crafts"}, 'there is no axis "crafts"', "did you mean craft?"),
    ({f"{FIRST}.id": "lacks"}, 'the sentence "lacks" is given twice', "first in line"),
    ({f"{FIRST}.id": "The rules"}, '"The rules" is not a name', ""),
    ({f"{FIRST}.claim": []}, 'unknown key "claim"', "did you mean claims?"),
    ({"headline.0.passages": DROP}, 'the key "passages" is missing', ""),
    ({"headline.0.passages.0": {"may_say": [{"id": "other", "text": ONE}], "some": []}}, 'unknown key "some"', ""),
    ({"headline.0.passages.0.one_of": []}, "this list is empty", ""),
    ({"things.T2-PEO-9": ONE}, 'there is no criterion "T2-PEO-9"', "T2-PEO-1"),
    ({"words.more.other.en": "{number} more"}, "cannot be filled in: {number}", "count"),
    ({"words.numbers": DROP}, 'the key "numbers" is missing', ""),
    ({"diagnosis": DROP}, 'the key "diagnosis" is missing', ""),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message", "hint"), REFUSALS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, changes: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(UserError) as caught:
        load_model(a_folder(tmp_path, changes))
    problem = caught.value.problems[0]
    assert message in problem.message
    assert hint in problem.hint
    assert Path(problem.file).name == "sentences.yaml"
    assert problem.line is not None
    assert len(caught.value.problems) <= (2 if "some" in str(changes) else 1), [
        p.message for p in caught.value.problems
    ]
