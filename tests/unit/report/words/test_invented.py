"""What a plan writes in a company's place stands in the language of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.effect import Fill, New, Texts
from lmmm_report.report.views.plan import plan_view_of
from lmmm_report.report.words.invented import in_own_words
from tests.built_in import MODEL, WORDINGS, assessment_of

CASES = sorted((Path(__file__).parents[4] / "tests" / "cases" / "accept").glob("*/profile.yaml"))


def invented(language: str) -> set[str]:
    """Texts that measures write where a company has yet to say something, and that differ between the languages."""
    wishes = [wish for one in MODEL.measures for effect in one.effects for wish in effect.state.values()]
    texts = [wish.value for wish in wishes if isinstance(wish, (Fill, New))]
    texts += [text for wish in wishes if isinstance(wish, Texts) for text in wish.texts]
    found = [text for text in texts if not isinstance(text, (str, int, float)) and text["de"] != text["en"]]
    return {text[language] for text in found if len(text[language]) > 12}


@pytest.mark.parametrize(("written", "page"), [("en", "de"), ("de", "en")])
def test_no_page_shows_what_a_plan_invents_in_another_language(written: str, page: str) -> None:
    foreign, own, seen = invented(written) - invented(page), invented(page), 0
    assert len(foreign) > 5
    for case in CASES:
        profile = assessment_of(case).profile._replace(language=written)
        a = assess(profile, MODEL)
        planned = (*a.plan.measures, *a.plan.relief)
        told = str(profile.stated)
        for one in planned:
            for change in in_own_words(one.changes, profile, MODEL, page):
                said = f"{change.label} {change.value}"
                assert not [text for text in foreign if text in said and text not in told], case
        shown = str([m.changes for step in plan_view_of(a, WORDINGS[page]).steps for m in step.measures])
        seen += sum(text in shown for text in own)
    assert seen, "nothing was invented at all"


def test_in_the_language_of_the_profile_nothing_is_changed() -> None:
    a = assessment_of(CASES[0])
    changes = tuple(change for one in a.plan.measures for change in one.changes)
    assert in_own_words(changes, a.profile, MODEL, a.profile.language) == changes
