"""A report explains its own words and the terms that it uses, and no others."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from lmmm_report.domain.model import Term
from lmmm_report.report.views.glossary import glossary_of, ways_to_say
from tests.built_in import MODEL, WORDINGS


def explained(*shown: object, language: str = "en") -> list[str]:
    return [term_id for term_id, _, _ in glossary_of(MODEL.glossary, shown, WORDINGS[language])]


def test_what_is_said_anywhere_is_explained_and_nothing_else() -> None:
    assert explained("No MQL was accepted.", (1, ("A cell", None))) == ["cell", "mql"]
    assert explained() == []


def test_endings_and_compounds_count_and_the_end_of_another_word_does_not() -> None:
    assert explained("Die Bedingungen, das Leadblatt", language="de") == ["condition", "lead"]
    assert explained("Das Umfeld", language="de") == []
    assert explained("Das Umfeld und das Feld", language="de") == ["cell"]


def test_entries_stand_by_their_names() -> None:
    assert explained("Stufe, Feld, Bedingung", language="de") == ["condition", "cell", "stage"]


@pytest.mark.parametrize("language", sorted(WORDINGS))
def test_every_term_can_be_said(language: str) -> None:
    for term in MODEL.glossary:
        for said in ways_to_say(term, WORDINGS[language]):
            assert term.id in explained(f"So: {said}.", language=language), (term.id, said)


def test_a_term_is_its_name_and_what_stands_there_in_brackets() -> None:
    names = MappingProxyType({"en": "Service level agreement (SLA)", "de": "Vereinbarung"})
    assert ways_to_say(Term("sla", names, names), WORDINGS["en"]) == ("service level agreement", "sla")
