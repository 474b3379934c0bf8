"""Evidence stands beside the facts that it names, else beside what its own item states, and nowhere else."""

from __future__ import annotations

import pytest

from lmmm_report.assess.result.findings import FactReader
from lmmm_report.domain.profile import Path
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.problems import UserError

HEAD = "format: 2\ncompany: {name: A}\nassessment: {date: 2026-11-02}\n"


def notes(text: str, *paths: Path) -> list[list[str]]:
    """The notes of the evidence of each fact."""
    reader = FactReader(load_profile_text((HEAD + text).encode(), "p.yaml"))
    return [[one.note for one in fact.evidence] for fact in reader.stated(paths)]


AGREEMENT = """process:
  agreement:
    document: SLA
    signed_by: [marketing, sales]
    duties: [{unit: sales, duty: Answer}]
    evidence:
"""
DOCUMENT: Path = ("process", "agreement", "document")
SIGNED: Path = ("process", "agreement", "signed_by")
DUTY: Path = ("process", "agreement", "duties", 0, "duty")


def test_without_fields_it_is_evidence_of_what_the_item_itself_states() -> None:
    assert notes(AGREEMENT + "      - note: Seen.\n", DOCUMENT, SIGNED, DUTY) == [["Seen."], ["Seen."], []]


def test_with_fields_of_these_alone_and_of_all_that_is_in_them() -> None:
    said = AGREEMENT + "      - {note: Seen., fields: [duties]}\n      - {note: Heard., fields: [document]}\n"
    assert notes(said, DOCUMENT, SIGNED, DUTY) == [["Heard."], [], ["Seen."]]


def test_of_a_section_it_is_no_evidence_of_the_groups_in_it() -> None:
    section = "departments:\n  lead_unit: none\n  marketing: {head: Head}\n  evidence:\n    - note: Chart.\n"
    marketing: Path = ("departments", "marketing", "head")
    assert notes(section, ("departments", "lead_unit"), marketing) == [["Chart."], []]
    named = section.replace("note: Chart.", "{note: Chart., fields: [marketing]}")
    assert notes(named, ("departments", "lead_unit"), marketing) == [[], ["Chart."]]


def test_what_is_not_stated_cannot_be_proven() -> None:
    with pytest.raises(UserError) as refused:
        notes(AGREEMENT + "      - {note: Seen., fields: [kept]}\n", DOCUMENT)
    problem = refused.value.problems[0]
    assert problem.line == 10
    assert "kept" in problem.message
