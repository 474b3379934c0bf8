"""A model with sentences has something to say of every company, and says so if not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lmmm_report.assess.speech import axis_states, speech_problems
from lmmm_report.domain.model import Model
from lmmm_report.domain.sentence import Sentence, Way
from tests.builders import replace
from tests.built_in import MODEL


def without(keep: Callable[[Sentence], bool]) -> Model:
    """The model with only those sentences."""
    voice = MODEL.voice
    assert voice is not None

    def thinned(ways: tuple[Way, ...]) -> tuple[Way, ...]:
        return tuple(
            way._replace(passages=tuple(p._replace(sentences=tuple(filter(keep, p.sentences))) for p in way.passages))
            for way in ways
        )

    return replace(MODEL, voice=voice._replace(headline=thinned(voice.headline), diagnosis=thinned(voice.diagnosis)))


def test_the_built_in_model_always_has_something_to_say() -> None:
    assert list(speech_problems(MODEL)) == []


def test_every_state_of_an_axis_of_four_stages_is_tried() -> None:
    states = list(axis_states(MODEL.axes[0]))
    assert len({(one.proven, one.possible) for one in states}) == 10
    assert len(states) == 10 + 3 * (4 + 3) + 1


@pytest.mark.parametrize(
    "sentence",
    [
        "defined",
        "start",
        "relationship_open",
        "leads_second",
        "leads_start",
        "leads_open",
    ],
)
def test_a_missing_sentence_is_noticed(sentence: str) -> None:
    found = list(speech_problems(without(lambda one: one.id != sentence)))
    assert found
    assert {problem.code for problem in found} == {"speechless"}
    assert all("headline" in problem.message for problem in found)


def test_a_missing_diagnosis_is_noticed() -> None:
    found = list(speech_problems(without(lambda one: not one.id.startswith("d_"))))
    assert len(found) == 1024


def test_a_gate_without_a_short_name_is_a_warning() -> None:
    voice = MODEL.voice
    assert voice is not None
    things = {key: text for key, text in voice.things.items() if key != "X2-PRO-1"}
    (problem,) = speech_problems(replace(MODEL, voice=voice._replace(things=things)))
    assert (problem.code, problem.severity) == ("nameless", "warning")
    assert "X2-PRO-1" in problem.message


def test_a_model_without_sentences_is_left_alone() -> None:
    assert list(speech_problems(replace(MODEL, voice=None))) == []
