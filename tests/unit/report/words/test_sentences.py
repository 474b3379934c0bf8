"""Lists in sentences."""

from __future__ import annotations

import pytest

from lmmm_report.load.model.model import load_model
from lmmm_report.report.words.sentences import _joined

VOICE = load_model().voice


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["rules"], "rules"),
        (["task lists and stand-ins"], "task lists and stand-ins"),
        (["rules", "terms"], "rules and terms"),
        (["rules", "terms", "goals"], "rules, terms and goals"),
        (["task lists and stand-ins", "terms"], "task lists and stand-ins; and terms"),
        (["rules", "actions and a review"], "rules; and actions and a review"),
    ],
)
def test_a_list_whose_entries_have_an_and_of_their_own_has_semicolons(items: list[str], said: str) -> None:
    assert VOICE is not None
    assert _joined(items, VOICE, "en") == said
