"""``exists: true`` with a remark beside it says what the bare word ``exists`` says, and nothing more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from lmmm_report.domain.facts import EXISTS, Entries
from lmmm_report.load.profile.profile import load_fragment

ON = date(2026, 11, 2)


def facts(text: str) -> Mapping[str, Any]:
    prepared = load_fragment(text, "fragment", on=ON).facts
    return {name: value for name, value in prepared.items() if name != "company"}


@pytest.mark.parametrize(
    ("section", "name"), [("process", "lead_sketch"), ("process", "agreement"), ("roles", "stand_ins")]
)
def test_it_says_what_the_bare_word_says(section: str, name: str) -> None:
    spelled = facts(f"{section}:\n  {name}:\n    exists: true\n    note: As was said.\n")
    assert spelled == facts(f"{section}:\n  {name}: exists\n")
    assert spelled != facts(f"{section}:\n  {name}: none\n")


def test_a_group_is_there_with_what_holds_of_any() -> None:
    sketch = facts("process:\n  lead_sketch:\n    exists: true\n    note: On the wall.\n")["process"]["lead_sketch"]
    assert sketch["there"] is True
    assert sketch["document"] is EXISTS


def test_a_list_has_at_least_one_entry() -> None:
    found = facts("roles:\n  stand_ins:\n    exists: true\n    note: As agreed.\n")["roles"]["stand_ins"]
    assert isinstance(found, Entries)
    assert found.at_least == 1


def test_what_is_only_heard_does_not_count() -> None:
    assert not facts("process:\n  agreement:\n    exists: true\n    basis: heard\n    said_by: Sales\n")
