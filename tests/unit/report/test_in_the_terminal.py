"""What the terminal says of a way that is barred."""

from __future__ import annotations

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.loading import model_at
from lmmm_report.report.documents.result_text import render_text
from lmmm_report.report.views.ahead import is_blocked
from tests.built_in import WORDINGS

MODEL = model_at(None)
WANTED = """\
format: 2
company: {name: Acme}
assessment: {date: 2026-11-02, target: {relationship: integrated, lead_management: department}}
"""
RULED_OUT = "decisions:\n  - {subject: lead_unit, state: ruled_out, by: the board}\n"


@pytest.mark.parametrize(("language", "said"), [("en", "has ruled out"), ("de", "hat ausgeschlossen")])
def test_what_stands_in_the_way_is_named_with_its_line(language: str, said: str) -> None:
    free, barred = (
        assess(load_profile_text(text.encode(), "acme.yaml"), MODEL) for text in (WANTED, WANTED + RULED_OUT)
    )
    assert (is_blocked(free), is_blocked(barred)) == (False, True)
    texts = [" ".join(render_text(a, WORDINGS[language]).split()) for a in (free, barred)]
    assert said not in texts[0]
    assert said in texts[1]
    assert "(acme.yaml:5)" in texts[1]
