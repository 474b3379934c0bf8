"""A message is English text that can be said in German, alone, inside another message and in another process."""

from __future__ import annotations

import pickle

import pytest

from lmmm_report.messages import Told, in_language, listing, say
from lmmm_report.problems import Problem, UserError

FULL = say("output.full")
WHOLE = say("output.cannot_write", cause=FULL)


def test_it_is_its_english_text() -> None:
    assert WHOLE == "cannot write the output: the disk is full"
    assert in_language(WHOLE, "en") == WHOLE


def test_a_message_inside_is_said_in_the_language_of_the_whole() -> None:
    german = in_language(WHOLE, "de")
    assert german != WHOLE
    assert german.endswith(in_language(FULL, "de"))
    assert in_language(listing([FULL, "a.yaml"]), "de") == in_language(FULL, "de") + ", a.yaml"


def test_what_stands_between_texts_is_said_in_their_language_too() -> None:
    between = listing(["M-1", "M-2"], say("model.after"))
    assert between == "M-1 after M-2"
    assert in_language(between, "de") == "M-1 nach M-2"


def test_any_other_text_stays_as_it_is() -> None:
    assert in_language("a.yaml", "de") == "a.yaml"


def test_braces_in_a_value_mean_nothing() -> None:
    assert say("output.cannot_write", cause="{cause}{0}") == "cannot write the output: {cause}{0}"


@pytest.mark.parametrize("message", [WHOLE, listing([FULL, "x"], "; "), Told({"en": "a", "de": "b"})])
def test_it_can_go_to_another_process(message: str) -> None:
    error = pickle.loads(pickle.dumps(UserError(Problem(file="a", message=message))))
    assert in_language(error.problems[0].message, "de") == in_language(message, "de") != message


def test_a_text_of_a_model_is_said_in_the_languages_that_it_has() -> None:
    both, other = Told({"de": "Wer?", "en": "Who?"}), Told({"fr": "Qui ?", "it": "Chi?"})
    assert (both, in_language(both, "de"), in_language(both, "en")) == ("Who?", "Wer?", "Who?")
    assert (other, in_language(other, "de"), in_language(other, "it")) == ("Qui ?", "Qui ?", "Chi?")
    assert in_language(say("output.cannot_write", cause=both), "de").endswith("Wer?")
