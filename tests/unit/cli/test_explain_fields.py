"""``explain`` for fields of the profile: what they mean, what may stand there, which gates read them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lmmm_report.cli.main import run
from lmmm_report.domain.model import Kind
from lmmm_report.load.profile.field_reference import FieldReference
from lmmm_report.load.profile.profile import load_fragment
from lmmm_report.load.schema.format import profile_format
from lmmm_report.making.field_help import FieldHelp
from tests.built_in import MODEL, WORDINGS

DAY = date(2026, 10, 15)


def explained(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert run(["explain", *args]) == 0
    return capsys.readouterr().out


def help_in(language: str) -> FieldHelp:
    return FieldHelp(MODEL, profile_format(), WORDINGS[language])


def gates_in(text: str) -> set[str]:
    return set(re.findall(r"^- ([XY]\d-[A-Z]{3}-\d+) ", text, re.MULTILINE))


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_field_can_be_explained_and_its_example_is_valid(language: str) -> None:
    help_of = help_in(language)
    assert len(help_of.ways) > 200
    with_example = 0
    for way in help_of.ways:
        text = help_of.explained(way)
        assert text.startswith(f"# {help_of.title(way)}: `{way}`\n")
        _, _, example = text.partition("```yaml\n")
        if example:
            with_example += 1
            load_fragment(example.removesuffix("```\n"), "example", on=DAY)
    assert with_example > 80


def test_every_gate_is_named_by_a_field() -> None:
    help_of = help_in("en")
    named = {gate for way in help_of.ways for gate in gates_in(help_of.explained(way))}
    assert named == {criterion.id for criterion in MODEL.criteria if criterion.kind is Kind.GATE}


def test_what_is_prepared_is_not_shown() -> None:
    ways = FieldReference("en").ways
    assert "process.agreement.kept" in ways
    assert not [way for way in ways if way.endswith(("_percent", "_lived", "_recent", ".there", ".alive"))]


def test_a_gate_that_asks_whether_a_paper_is_alive_reads_what_tells_so(capsys: pytest.CaptureFixture[str]) -> None:
    for field in ("kept", "last_reviewed", "state"):
        assert "X3-PRO-1" in gates_in(explained(capsys, f"process.agreement.{field}")), field


def test_a_field_inside_a_quantifier_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert "X3-ROL-1" in gates_in(explained(capsys, "roles.joint_tasks.accountable"))
    assert "X3-ROL-1" not in gates_in(explained(capsys, "roles.joint_tasks.involved"))


def test_a_name_alone_stands_for_all_fields_of_that_name(capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, "Kept")
    assert "`process.rule_set.kept`" in out
    assert "`process.agreement.kept`" in out
    listed = explained(capsys, "last_on").splitlines()
    assert len(listed) > 3
    assert all(line.split()[0].endswith(".last_on") for line in listed)


@pytest.mark.parametrize(("language", "words"), [("de", "Was dort stehen kann"), ("en", "What may stand there")])
def test_both_languages(language: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, "process.agreement", "--lang", language)
    assert words in out
    assert "`signed_by`" in out
    assert "`{none: true, note: " in out


def test_the_nearest_names_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "process.agreemnt"]) == 1
    assert "process.agreement" in capsys.readouterr().err


def test_ids_go_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert "X2-PRO-1" in explained(capsys, "x2-pro-1")
