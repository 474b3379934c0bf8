"""``explain`` for roles and names in both languages, several at once, and the search through all texts."""

from __future__ import annotations

import re

import pytest

from lmmm_report.cli.main import run
from lmmm_report.making.explaining import AROUND, Explainer
from lmmm_report.making.field_help import FieldHelp
from lmmm_report.making.formats import format_at
from tests.built_in import MODEL, WORDINGS


def explained(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert run(["explain", *args]) == 0
    return capsys.readouterr().out


def explainer(language: str) -> Explainer:
    return Explainer(MODEL, WORDINGS[language], FieldHelp(MODEL, format_at(None), WORDINGS[language]))


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_role_is_explained_with_what_it_answers_for(language: str) -> None:
    known = explainer(language)
    assert len(MODEL.owners) > 5
    for role, name in MODEL.owners.items():
        text = known.of_id(role)
        assert text.startswith(f"# {role}: {name[language]}\n")
        listed = set(re.findall(r"^- ([A-Z][\w-]+) ", text, re.MULTILINE))
        assert {m.id for m in MODEL.measures if role in (m.owner, *m.helpers)} <= listed
        for fallback in MODEL.fallbacks[role].instead if role in MODEL.fallbacks else ():
            assert f"({fallback})" in text


def test_terms_and_roles_go_by_their_names_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    english = explainer("en")
    for term in MODEL.glossary:
        for name in term.name.values():
            assert english.id_of(name.upper()) is not None, name
    assert explained(capsys, "Vertriebsleitung", "--lang", "en").startswith("# HS: Head of sales\n")
    assert explained(capsys, "lead scoring") == explained(capsys, "lead_scoring")


def test_an_id_goes_before_a_name() -> None:
    english = explainer("en")
    for known in english.ids:
        assert english.id_of(known.lower()) == known


@pytest.mark.parametrize("language", ["de", "en"])
def test_everything_goes_by_what_it_is_called_in_both_languages(language: str) -> None:
    known = explainer(language)
    taken = {known.id_of(name) for term in MODEL.glossary for name in term.name.values()}
    called = [(m.id, m.title) for m in MODEL.measures] + [(c.id, c.short) for c in MODEL.criteria]
    called += [(c.id, c.met) for c in MODEL.criteria] + [(axis.id, axis.name) for axis in MODEL.axes]
    called += [(f"{axis.id}={stage.id}", stage.name) for axis in MODEL.axes for stage in axis.stages]
    for entry, names in called:
        for name in names.values():
            found = known.id_of(name.upper())
            assert found == entry or found in taken or known.ids[found] == known.ids[entry], name
            assert known.of_id(entry)
    assert "X3-GOA-1" in known.of_id("relationship=aligned")
    assert known.id_of("process") is None, "a field, although a stage has this id"


def test_roles_go_by_whoever_has_them(capsys: pytest.CaptureFixture[str]) -> None:
    head = explained(capsys, "HS", "--lang", "de")
    for name in ("Vertriebsleiterin", "Leiter Vertrieb", "head of Sales", "Sales, head of"):
        assert explained(capsys, name, "--lang", "de") == head


def test_the_nearest_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "hed of sales"]) == 1
    assert "did you mean HS (Head of sales)" in capsys.readouterr().err


def test_several_are_explained_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    both = explained(capsys, "mql", "HM")
    assert both == explained(capsys, "mql") + "\n" + explained(capsys, "HM")


@pytest.mark.parametrize(
    ("language", "words", "first"),
    [("de", ("übergabe", "vertrieb"), "X3-PRO-4"), ("en", ("common", "goal"), "X3-GOA-1"), ("en", ("GLOSSARY",), None)],
)
def test_what_is_found_has_all_the_words_and_titles_come_first(
    language: str, words: tuple[str, ...], first: str | None
) -> None:
    known = explainer(language)
    found = known.search(words)
    assert len(found) > 3
    if first:
        assert first in [one.id for one in found if not one.excerpt]
    order = [bool(one.excerpt) for one in found]
    assert order == sorted(order)
    for one in found:
        assert len(one.excerpt) <= AROUND + 4
        if not one.excerpt:
            assert all(word.casefold() in f"{one.id} {one.title}".casefold() for word in words), one
        elif len(words) == 1:
            assert words[0].casefold() in one.excerpt.casefold(), one


def test_accents_and_case_do_not_matter_and_fields_are_found() -> None:
    known = explainer("de")
    assert known.search(["ubergabe"]) == known.search(["ÜBERGABE"])
    assert "process.agreement.signed_by" in [one.id for one in known.search(["signed_by"])]
    assert known.search(["  "]) == ()


def test_words_need_no_quotation_marks(capsys: pytest.CaptureFixture[str]) -> None:
    assert explained(capsys, "--search", "handover", "sales") == explained(capsys, "--search", "handover sales")


def test_where_nothing_is_found_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "--search", "xyzzy"]) == 1
    assert "xyzzy: no text of the model" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mqls", "# Marketing-qualifizierter Lead (MQL)"),
        ("Lead-Scoring", "# Lead-Bewertung (Lead Scoring)"),
        ("leadscoring", "# Lead-Bewertung (Lead Scoring)"),
        ("Uebergabe", "# Lead-Übergabe"),
        ("Lead-Uebergaben", "# Lead-Übergabe"),
        ("Beziehung", "# Marketing-Vertriebs-Beziehung"),
        ("Lead-Management", "# Reifegrad des Lead Managements"),
        ("Geschäftsführer", "# GM: Geschäftsleitung"),
        ("Geschäftsführung", "# GM: Geschäftsleitung"),
        ("managing director", "# GM: Geschäftsleitung"),
        ("Vertriebsleiter", "# HS: Vertriebsleitung"),
        ("y2ter2", "# Y2-TER-2:"),
        ("m rules", "# M-RULES:"),
        ("Glossar", "# Glossar: `terminology.glossary`"),
        ("Regelwerk", "# Regelwerk: `process.rule_set`"),
        ("Aufgabenlisten", "# Aufgabenlisten: `roles.task_lists`"),
        ("joint tasks", "# Gemeinsame Aufgaben: `roles.joint_tasks`"),
        ("task list", "# Aufgabenlisten: `roles.task_lists`"),
        ("Leads", "# Leads: `figures.funnel.leads`"),
    ],
)
def test_names_are_found_as_people_type_them(typed: str, first: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert explained(capsys, typed, "--lang", "de").startswith(first)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Vereinbarung", "das Wort kommt vor bei X3-PRO-1, "),
        ("Kundenbesuche", "das Wort kommt vor bei D8, X3-COL-1, "),
        ("agrement", "war M-AGREEMENT (Vereinbarung"),
        ("process.aggreement", "war process.agreement, "),
        ("Y2-TER-9", "war Y2-TER-"),
        ("Zufriedenheitt", "lmmm-report explain --list zeigt alle Kennungen"),
    ],
)
def test_what_has_no_name_leads_to_where_it_occurs(typed: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", typed, "--lang", "de"]) == 1
    assert hint in capsys.readouterr().err


def test_spelled_umlauts_and_plurals_find_the_words() -> None:
    known = explainer("de")
    assert known.search(["uebergabe"]) == known.search(["übergabe"])
    assert known.search(["Annahmefristen"]) == known.search(["annahmefrist"]) != ()
    assert known.search(["xyz"]) == ()
