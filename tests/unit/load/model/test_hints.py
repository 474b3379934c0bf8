"""Hints of a model: read from a file that a model need not have, or from an extension, refused where they are wrong."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from lmmm_report.assess.lint import lint
from lmmm_report.load.model.compiled import as_json, from_json
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.fragments import FragmentReader
from lmmm_report.problems import UserError
from tests.builders import a_hint_entry, a_model_folder, as_yaml


def with_hints(tmp_path: pathlib.Path, *entries: dict[str, Any]) -> pathlib.Path:
    return a_model_folder(tmp_path, files={"hints.yaml": list(entries)})


def test_a_hint_is_read_and_survives_being_compiled(tmp_path: pathlib.Path) -> None:
    model = load_model(with_hints(tmp_path, a_hint_entry(gates=["T2-PEO-1"])))
    (hint,) = model.hints
    assert (hint.id, hint.place, hint.gates) == ("H-RULES", ("process", "rule_set", "rules"), ("T2-PEO-1",))
    assert hint.text["fr"] == "Quelles règles ?"
    assert hint.condition.file == "hints.yaml"
    assert from_json(as_json(model)) == model


def test_a_model_may_have_none(tmp_path: pathlib.Path) -> None:
    assert load_model(a_model_folder(tmp_path)).hints == ()


def test_hints_decide_on_the_hash_of_a_model(tmp_path: pathlib.Path) -> None:
    one = load_model(with_hints(tmp_path / "a", a_hint_entry()))
    other = load_model(with_hints(tmp_path / "b", a_hint_entry(text={"en": "Rules?", "fr": "Règles ?"})))
    assert one.sha256 != other.sha256


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"id": "RULES"}, '"RULES" is not H-', ""),
        ({"place": "process.rule_sets"}, "the profile has no process.rule_sets", "rule_set"),
        ({"place": "assessment.date"}, "the profile has no assessment", ""),
        ({"place": "process.handovers.what"}, "the profile has no process.handovers.what", ""),
        ({"gates": ["T2-PEO-9"]}, 'there is no criterion "T2-PEO-9"', "T2-PEO-1"),
        ({"left_out": False}, "left_out is true or left out", ""),
        ({"text": {"en": "Which rules?"}}, "the text in fr is missing", ""),
        ({"condition": "process.rule_sets.there"}, "process has no field rule_sets", "rule_set"),
        ({"examples": {"met": "process: none\n"}}, 'the key "not_met" is missing', ""),
        ({"examples": {"met": "proces: none\n", "not_met": "process: none\n"}}, "proces", "process"),
    ],
)
def test_a_faulty_one_is_refused(tmp_path: pathlib.Path, changes: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(UserError) as caught:
        load_model(with_hints(tmp_path, a_hint_entry(**changes)))
    (problem,) = caught.value.problems
    assert message in problem.message
    assert hint in problem.hint
    assert problem.file.endswith("hints.yaml")


def test_the_same_id_twice_is_refused(tmp_path: pathlib.Path) -> None:
    with pytest.raises(UserError, match='the hint "H-RULES" is given twice'):
        load_model(with_hints(tmp_path, a_hint_entry(), a_hint_entry()))


def test_an_example_that_breaks_its_promise_is_found(tmp_path: pathlib.Path) -> None:
    wrong = a_hint_entry(examples={"met": "process:\n  rule_set: none\n", "not_met": "process:\n  rule_set: none\n"})
    model = load_model(with_hints(tmp_path, wrong))
    found = [problem for problem in lint(model, FragmentReader()) if problem.code == "example"]
    assert [problem.path for problem in found] == ["H-RULES.examples.met"]


def test_an_extension_may_add_some(tmp_path: pathlib.Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        as_yaml(
            {"id": "own", "version": "1.0.0", "name": {"en": "Own", "fr": "À nous"}, "hints": [a_hint_entry("H-OWN")]}
        ),
        encoding="utf-8",
    )
    model = load_model(with_hints(tmp_path, a_hint_entry()), extension=own)
    assert [hint.id for hint in model.hints] == ["H-RULES", "H-OWN"]
