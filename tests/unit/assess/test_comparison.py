"""What has changed where only what conditions have read is known: no more than that, and what is denied as one."""

from pathlib import Path

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.comparison import compare, standing_of
from lmmm_report.domain.comparison import ChangeKind, Standing
from lmmm_report.load.profile.profile import load_profile_text
from tests.built_in import MODEL

NORDWERK = (Path(__file__).parents[3] / "configs" / "nordwerk-fluidtechnik.yaml").read_text(encoding="utf-8")
HEAD = "format: 2\ncompany: {name: ACME}\nassessment: {date: 2026-11-02}\n"
RULES = (
    "process: {rule_set: {accepted_by: [marketing, sales], kept: mostly, document: exists, last_followed: 2026-10}}\n"
)
NO_RULES = "process: {rule_set: none}\n"


def read_of(text: str) -> Standing:
    """What conditions have read of a profile, as of one whose text is not there."""
    return standing_of(assess(load_profile_text(text.encode(), "p.yaml"), MODEL), "p")._replace(statements=None)


def changes(before: str, after: str) -> list[tuple[ChangeKind, str]]:
    found = compare(read_of(before), read_of(after), MODEL).facts
    assert found is not None
    return [(one.kind, one.path) for one in found]


def test_what_is_denied_as_a_whole_is_one_change() -> None:
    assert changes(HEAD + RULES, HEAD + NO_RULES) == [(ChangeKind.GAINED, "process.rule_set")]


def test_what_is_said_of_what_was_denied_is_gained() -> None:
    found = changes(HEAD + NO_RULES, HEAD + RULES)
    assert {kind for kind, _ in found} == {ChangeKind.GAINED}
    assert (ChangeKind.GAINED, "process.rule_set.accepted_by") in found


def test_lists_that_stay_are_no_change() -> None:
    """Their entries stand in them and are read beside them; of two conditions that moved, only the one cause is named."""
    before = read_of(NORDWERK)
    assert any(f"{path}[" in other for path in before.told or () for other in before.told or ())
    assert changes(NORDWERK, NORDWERK) == []
    without = NORDWERK.replace("signed_by: [marketing, sales]", "signed_by: [marketing]", 1)
    assert without != NORDWERK
    assert [path for _, path in changes(NORDWERK, without)] == ["process.agreement.signed_by"]
