"""Where one person has said everything that decides, the report says so: by role, and with its claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.report.documents.result_json import result_document
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.views.report import view_of
from tests.built_in import MODEL, WORDINGS

CASES = Path(__file__).resolve().parents[2] / "cases" / "interviews"
SAID = {"de": "Gesagt hat alles davon eine einzige Person", "en": "All of it was said by one person"}


def of(name: str, *changes: tuple[str, str]) -> Assessment:
    text = (CASES / f"{name}.yaml").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return assess(load_profile_text(text.encode(), f"{name}.yaml"), MODEL)


@pytest.mark.parametrize(("name", "role"), [("sonnhart", "CRO"), ("wexcombe", "Marketing manager")])
def test_one_voice_is_said_to_be_one_by_its_role(name: str, role: str) -> None:
    assessment = of(name)
    for language, wording in WORDINGS.items():
        text = " ".join(render_text(assessment, wording).split())
        assert f"{SAID[language]} ({role})." in text
        view = view_of(assessment, wording, program_version="0")
        certainty = next(one for one in view.glance.answers if one.id == "certainty")
        assert f"{SAID[language]} ({role})." in certainty.text
        assert "result one_voice" in certainty.claims
    assert result_document(assessment, program_version="0")["result"]["certainty"]["one_voice"] is True


OTHERS = [
    ("  said_by: Frau Achleitner\n", ""),
    ("  said_by: Frau Achleitner\n", "  said_by: Frau Roth und Herr Kern\n"),
    ("  said_by: Frau Achleitner\n", "  said_by: Roth/Kern\n"),
    ("\nprocess:\n", "\nprocess:\n  said_by: Herr Kern\n  basis: told\n"),
]


@pytest.mark.parametrize("change", OTHERS, ids=["unsaid", "two", "two without a word between", "another"])
def test_it_is_not_said_where_nobody_knows_or_another_has_spoken(change: tuple[str, str]) -> None:
    assessment = of("sonnhart", change)
    assert assessment.certainty.voice is None
    for language, wording in WORDINGS.items():
        assert SAID[language] not in " ".join(render_text(assessment, wording).split())
    assert result_document(assessment, program_version="0")["result"]["certainty"]["one_voice"] is False


def test_name_and_role_of_one_person_are_one_voice() -> None:
    change = ("\nprocess:\n", "\nprocess:\n  said_by: CRO\n  basis: told\n")
    voice = of("sonnhart", change).certainty.voice
    assert voice is not None
    assert voice.role == "CRO"


def test_where_no_role_is_known_no_name_is_said() -> None:
    voice = of("sonnhart", ("  said_by: Frau Achleitner\n", "  said_by: Frau Roth\n"))
    text = " ".join(render_text(voice, WORDINGS["de"]).split())
    assert f"{SAID['de']}." in text
    assert "Roth" not in text


def test_where_several_were_asked_a_name_that_none_of_them_has_may_stand_for_all() -> None:
    text = (CASES / "sonnhart.yaml").read_text(encoding="utf-8")
    assert of("sonnhart", ("  said_by: Frau Achleitner\n", "  said_by: Roth, Kern\n")).certainty.voice is not None
    heard = "  participants: [{unit: marketing}, {unit: sales}]\n"
    start = text.index("  participants:")
    end = text.index("\n  said_by", start) + 1
    told = text.replace(text[start:end], heard).replace("Frau Achleitner", "Roth, Kern", 1)
    assert assess(load_profile_text(told.encode(), "s.yaml"), MODEL).certainty.voice is None
