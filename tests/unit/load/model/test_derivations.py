"""Derivations of a model: read, refused where they cannot hold, and put around the conditions."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from lmmm_report.domain.expression import Derived
from lmmm_report.domain.model import CarriedBy, DerivationKind, Model
from lmmm_report.load.model.compiled import as_json, from_json
from lmmm_report.load.model.model import load_model
from lmmm_report.problems import Problem, UserError
from tests.builders import DROP, a_criterion_entry, a_model_folder, as_yaml

EN: dict[str, str] = {"en": "So it is.", "fr": "C'est ainsi."}
RULE = 'process.agreement.document != none && "sales" in process.agreement.signed_by'
EXAMPLES = {
    "concludes": "process:\n  agreement:\n    document: Paper\n    signed_by: [sales]\n",
    "not": "process:\n  agreement: none\n",
}


def a_derivation(**changes: Any) -> dict[str, Any]:
    entry = {
        "id": "D1",
        "kind": "counts_as",
        "title": EN,
        "because": EN,
        "condition": RULE,
        "concludes": ["T2-PEO-1"],
        "examples": EXAMPLES,
        **changes,
    }
    return {key: value for key, value in entry.items() if value is not DROP}


def with_derivations(tmp_path: pathlib.Path, *entries: dict[str, Any]) -> Model:
    return load_model(a_model_folder(tmp_path, files={"derivations.yaml": list(entries)}))


def the_problem(tmp_path: pathlib.Path, *entries: dict[str, Any]) -> Problem:
    with pytest.raises(UserError) as caught:
        with_derivations(tmp_path, *entries)
    (problem,) = caught.value.problems
    return problem


def test_a_model_needs_none(tmp_path: pathlib.Path) -> None:
    model = load_model(a_model_folder(tmp_path))
    assert model.derivations == ()
    assert not isinstance(model.criterion("T2-PEO-1").condition.expression, Derived)


def test_a_derivation_keeps_what_its_file_says(tmp_path: pathlib.Path) -> None:
    (derivation,) = with_derivations(tmp_path, a_derivation()).derivations
    (case,) = derivation.cases
    assert (derivation.id, derivation.kind, derivation.carried_by) == ("D1", DerivationKind.COUNTS_AS, CarriedBy.RULE)
    assert (derivation.title, derivation.because, case.because) == (EN, EN, EN)
    assert (case.concludes, case.met) == (("T2-PEO-1",), True)
    assert case.condition is not None
    assert case.condition.text == RULE
    assert {name: example.text for name, example in case.examples.items()} == EXAMPLES
    assert derivation.file == "derivations.yaml"


def test_it_stands_around_the_condition_which_stays_as_written(tmp_path: pathlib.Path) -> None:
    plain = load_model(a_model_folder(tmp_path / "plain")).criterion("T2-PEO-1").condition
    model = with_derivations(
        tmp_path,
        a_derivation(id="D1", kind="fills_in", outcome="not_met"),
        a_derivation(id="D2", kind="fills_in"),
        a_derivation(id="D3"),
        a_derivation(id="D4", kind="excludes"),
    )
    condition = model.criterion("T2-PEO-1").condition
    assert condition.text == plain.text
    around = condition.expression
    assert isinstance(around, Derived)
    assert around.own == plain.expression
    parts = (around.excluded_by, around.counts_as, around.filled_by, around.denied_by)
    assert [len(part) for part in parts] == [1, 1, 1, 1]
    assert [derivation.id for derivation, _ in model.derivations_for("T2-PEO-1")] == ["D4", "D3", "D2", "D1"]
    assert model.derivations_for("T1-PEO-1") == ()


@pytest.mark.parametrize(("kind", "met"), [("excludes", False), ("counts_as", True), ("fills_in", True)])
def test_what_follows_comes_from_the_kind(tmp_path: pathlib.Path, kind: str, met: bool) -> None:
    (derivation,) = with_derivations(tmp_path, a_derivation(kind=kind)).derivations
    assert [case.met for case in derivation.cases] == [met]


def test_cases_have_conditions_and_reasons_of_their_own(tmp_path: pathlib.Path) -> None:
    other = {"en": "For another reason.", "fr": "Autre raison."}
    case = {"condition": RULE, "concludes": ["T2-PEO-1"], "examples": EXAMPLES}
    entry = a_derivation(condition=DROP, concludes=DROP, examples=DROP, cases=[case, {**case, "because": other}])
    (derivation,) = with_derivations(tmp_path, entry).derivations
    assert [case.because for case in derivation.cases] == [EN, other]


@pytest.mark.parametrize("carrier", ["condition", "format"])
def test_what_something_else_carries_out_has_no_condition(tmp_path: pathlib.Path, carrier: str) -> None:
    model = with_derivations(tmp_path, a_derivation(carried_by=carrier, condition=DROP))
    assert model.derivations[0].carried_by.value == carrier
    assert model.derivations_for("T2-PEO-1") == ()
    assert not isinstance(model.criterion("T2-PEO-1").condition.expression, Derived)


BOTH = ["T2-PEO-1", "C2-PEO-1"]


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"condition": DROP}, "has no condition", "carried_by"),
        ({"carried_by": "format"}, "something else carries this out", "take condition out"),
        ({"carried_by": "magic"}, 'no carrier of a derivation "magic"', ""),
        ({"kind": "maybe"}, "kind of derivation", ""),
        ({"id": "X1"}, '"X1" is not D and a number', ""),
        ({"concludes": ["T2-PEO-9"]}, 'no criterion "T2-PEO-9"', ""),
        ({"concludes": []}, "this list is empty", ""),
        ({"outcome": "not_met"}, "the kind says what follows", "take outcome out"),
        ({"kind": "fills_in", "outcome": "perhaps"}, "outcome", ""),
        ({"condition": "process.agreements.document != none"}, "no field agreements", "agreement"),
        ({"examples": {"concludes": EXAMPLES["concludes"]}}, 'the key "not" is missing', "add not: …"),
        ({"examples": {**EXAMPLES, "not": "process:\n  agreements: none\n"}}, 'no key "agreements"', "agreement"),
        ({"concludes": BOTH}, "criteria of both axes", "split the case"),
        ({"cases": []}, "this list is empty", ""),
    ],
)
def test_faults_are_told(tmp_path: pathlib.Path, changes: dict[str, Any], message: str, hint: str) -> None:
    criteria = [a_criterion_entry("T2-PEO-1"), a_criterion_entry("C2-PEO-1")]
    files = {"derivations.yaml": [a_derivation(**changes)], "criteria/all.yaml": criteria}
    with pytest.raises(UserError) as caught:
        load_model(a_model_folder(tmp_path, files=files))
    told = [(str(problem.message), str(problem.hint)) for problem in caught.value.problems]
    assert any(message in one and hint in cure for one, cure in told), told
    assert all(problem.file.endswith("derivations.yaml") for problem in caught.value.problems)


def test_an_id_is_given_once(tmp_path: pathlib.Path) -> None:
    assert 'the derivation "D1" is given twice' in str(the_problem(tmp_path, a_derivation(), a_derivation()).message)


def test_an_extension_may_have_its_own(tmp_path: pathlib.Path) -> None:
    own = tmp_path / "own.yaml"
    entry = {"id": "own", "version": "0.1.0", "name": EN, "derivations": [a_derivation(id="D-OWN-1")]}
    own.write_text(as_yaml(entry), encoding="utf-8")
    model = load_model(a_model_folder(tmp_path, files={"derivations.yaml": [a_derivation()]}), extension=own)
    assert [derivation.id for derivation in model.derivations] == ["D1", "D-OWN-1"]
    around = model.criterion("T2-PEO-1").condition.expression
    assert isinstance(around, Derived)
    assert len(around.counts_as) == 2


def test_compiled_and_back_they_are_the_same(tmp_path: pathlib.Path) -> None:
    model = with_derivations(tmp_path, a_derivation())
    again = from_json(as_json(model))
    assert again == model
    assert again.derivations_for("T2-PEO-1") == model.derivations_for("T2-PEO-1")


def test_they_are_part_of_what_the_model_is(tmp_path: pathlib.Path) -> None:
    without = load_model(a_model_folder(tmp_path / "a"))
    assert without.sha256 != with_derivations(tmp_path / "b", a_derivation()).sha256
