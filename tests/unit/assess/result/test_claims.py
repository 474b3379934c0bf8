"""Claims are true, false or unknown by the findings; nothing that is unknown is said."""

from __future__ import annotations

import pytest

from lmmm_report.assess.result.claims import AxisGround, Ground, borne_out, remarks_of, text_of, truth, weighed
from lmmm_report.domain.assessment import Outcome, Side
from lmmm_report.domain.model import Caution, Reason
from lmmm_report.domain.sentence import Assertion, AxisState, Claim, Mood, Passage, Sentence, Topic, Way
from lmmm_report.load.model.model import load_model
from tests.builders import replace


def a_ground(
    outcome: Outcome = Outcome.MET, *, proven: int = 2, possible: int = 3, open_ones: tuple[str, ...] = ()
) -> Ground:
    axis = AxisGround(
        proven=proven, possible=possible, states={AxisState.FIRM: proven == possible}, lists={"open": open_ones}
    )
    return Ground(
        outcomes={"X2-PRO-1": outcome},
        axes={"x": axis},
        sides=frozenset({Side.ON, Side.ABOVE}),
        remarks={"alone": True, "unsaid": None},
        facts={"draft": True, "unsaid": None},
        problems=frozenset({"words"}),
        target_reached=False,
    )


@pytest.mark.parametrize(
    ("outcome", "holds", "denied", "left_open"),
    [
        (Outcome.MET, True, False, False),
        (Outcome.NOT_MET, False, True, False),
        (Outcome.UNKNOWN, None, None, True),
        (Outcome.NOT_APPLICABLE, False, False, False),
    ],
)
def test_of_a_criterion(outcome: Outcome, holds: bool | None, denied: bool | None, left_open: bool | None) -> None:
    found = [truth(Assertion(mood, Topic.CRITERION, "X2-PRO-1"), a_ground(outcome)) for mood in Mood]
    assert found == [holds, denied, left_open]


def test_of_a_criterion_without_a_finding_nothing_is_known_not_even_that_it_is_open() -> None:
    assert [truth(Assertion(mood, Topic.CRITERION, "X9-PRO-1"), a_ground()) for mood in Mood] == [None] * 3


@pytest.mark.parametrize(
    ("sign", "number", "value"),
    [
        (">=", 2, True),
        (">=", 3, None),
        (">=", 4, False),
        ("<=", 2, None),
        ("<=", 3, True),
        ("==", 2, None),
        ("==", 4, False),
    ],
)
def test_of_a_stage(sign: str, number: int, value: bool | None) -> None:
    said = Assertion(Mood.HOLDS, Topic.STAGE, "x", sign, number)
    assert truth(said, a_ground()) is value
    assert truth(said._replace(mood=Mood.NOT), a_ground()) is (None if value is None else not value)
    assert truth(said._replace(mood=Mood.OPEN), a_ground()) is (value is None)


def test_of_a_position_a_remark_and_the_target() -> None:
    def of(topic: Topic, subject: str) -> bool | None:
        return truth(Assertion(Mood.HOLDS, topic, subject), a_ground())

    assert [of(Topic.POSITION, side) for side in ("on", "above", "below")] == [None, None, False]
    assert [of(Topic.REMARK, remark) for remark in ("alone", "unsaid")] == [True, None]
    assert [of(Topic.FACT, fact) for fact in ("draft", "unsaid", "other")] == [True, None, None]
    assert [of(Topic.PROBLEM, kind) for kind in ("words", "goals")] == [True, None]
    assert of(Topic.TARGET, "reached") is False


def test_one_of_several_is_enough() -> None:
    met = Assertion(Mood.HOLDS, Topic.CRITERION, "X2-PRO-1")
    nobody_knows = Assertion(Mood.HOLDS, Topic.STAGE, "x", ">=", 3)
    assert borne_out(Claim("", (nobody_knows, met)), a_ground())
    assert not borne_out(Claim("", (nobody_knows,)), a_ground())


def a_sentence(name: str, *assertions: Assertion, text: str = "") -> Sentence:
    claims = tuple(Claim(f"claim of {name}", (one,)) for one in assertions)
    return Sentence(name, claims, "x" if text else "", {"en": text or name})


MET = Assertion(Mood.HOLDS, Topic.CRITERION, "X2-PRO-1")
ALIGNED = Assertion(Mood.HOLDS, Topic.STAGE, "x", ">=", 3)


def said(*ways: Way, ground: Ground | None = None) -> list[str]:
    return [one.sentence.id for one in text_of(ways, ground or a_ground())]


def test_the_first_sentence_that_is_borne_out_is_said() -> None:
    passage = Passage((a_sentence("too much", ALIGNED), a_sentence("right", MET), a_sentence("less")), needed=True)
    assert said(Way((), (passage,))) == ["right"]


def test_a_way_is_left_where_a_passage_that_is_needed_stays_empty() -> None:
    empty = Passage((a_sentence("too much", ALIGNED),), needed=True)
    fine = Passage((a_sentence("right", MET),), needed=True)
    assert said(Way((), (fine, empty)), Way((), (fine,))) == ["right"]
    assert said(Way((), (fine, empty._replace(needed=False)))) == ["right"]
    assert said(Way((Claim("", (ALIGNED,)),), (fine,))) == []


def test_a_list_claims_what_it_names_and_an_empty_one_is_not_said() -> None:
    passage = Passage((a_sentence("listed", text="Open: {open}"), a_sentence("plain")), needed=True)
    assert said(Way((), (passage,))) == ["plain"]
    (one,) = text_of((Way((), (passage,)),), a_ground(open_ones=("X3-PRO-1", "X3-GOA-1")))
    assert one.claims == ("open X3-PRO-1", "open X3-GOA-1")


OPEN = Assertion(Mood.OPEN, Topic.CRITERION, "X2-PRO-1")
DENIED = Assertion(Mood.NOT, Topic.CRITERION, "X2-PRO-1")


def test_reasons_against_a_step_are_left_out_where_they_are_refuted_and_come_first_where_they_hold() -> None:
    reasons = (
        Reason({"en": "who knows"}),
        Reason({"en": "not known"}, (Claim("", (ALIGNED,)),)),
        Reason({"en": "refuted"}, (Claim("", (ALIGNED,)), Claim("", (DENIED,)))),
        Reason({"en": "holds"}, (Claim("", (ALIGNED, MET)),)),
        Reason({"en": "takes what is not there"}, takes=(Claim("", (DENIED,)),)),
    )
    (caution,) = weighed([Caution("x", 3, {"en": "Think"}, reasons, ())], a_ground())
    assert [(reason.text["en"], reason.holds) for reason in caution.reasons] == [
        ("holds", True),
        ("who knows", None),
        ("not known", None),
    ]


def test_a_remark_is_shown_where_its_situation_is_given_and_its_claims_are_borne_out() -> None:
    model = load_model()
    unused = next(remark for remark in model.remarks if remark.id == "unused_terms")
    ground = replace(a_ground(), outcomes={"X2-TER-1": Outcome.MET}, remarks={"unused_terms": True})
    assert remarks_of(model, ground) == (unused,)
    for otherwise in (
        {"outcomes": {}},
        {"remarks": {"unused_terms": None}},
        {"outcomes": {"X2-TER-1": Outcome.NOT_MET}},
    ):
        assert remarks_of(model, replace(ground, **otherwise)) == ()
