"""What has changed where only what conditions have read is known: no more than that, and what is denied as one."""

from pathlib import Path

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.comparison import compare, standing_of
from lmmm_report.domain.comparison import ChangeKind, Standing
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.making.sides import statements_of
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


def stated(text: str) -> Standing:
    """Everything that a profile states."""
    profile = load_profile_text(text.encode(), "p.yaml")
    return standing_of(assess(profile, MODEL), "p", statements_of(profile))


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


AGREED = "agreed_by: [marketing, sales]"


def terms(said: str) -> str:
    return HEAD + f"terminology: {{terms: {said}}}\n"


@pytest.mark.parametrize(
    ("less", "more", "cause"),
    [
        (
            terms("{listed: [lead, mql, opportunity], each: {definition: exists}}"),
            terms(f"{{listed: [lead, mql, opportunity], each: {{definition: exists, {AGREED}}}}}"),
            "terminology.terms.each.agreed_by",
        ),
        (
            terms("{listed: [lead], count: 3, each: {definition: exists}}"),
            terms(f"{{listed: [lead], count: 3, each: {{definition: exists, {AGREED}}}}}"),
            "terminology.terms.each.agreed_by",
        ),
        (
            terms(f"{{listed: [lead], more: true, each: {{definition: none, {AGREED}}}}}"),
            terms(f"{{listed: [lead], each: {{definition: none, {AGREED}}}}}"),
            "terminology.terms.more",
        ),
        (
            HEAD + "roles: {task_lists: {listed: [marketing, sales]}}\n",
            HEAD + "roles: {task_lists: {listed: [marketing, sales], each: {known_to: [marketing, sales]}}}\n",
            "roles.task_lists.each.known_to",
        ),
        (
            HEAD + RULES.replace("kept", "basis: heard, kept"),
            HEAD + RULES.replace("kept", "basis: told, kept"),
            "process.rule_set.basis",
        ),
        (
            HEAD + RULES.replace("kept", "assumed: [accepted_by], kept"),
            HEAD + RULES,
            "process.rule_set.assumed",
        ),
        (
            HEAD.replace("-02}", "-02, basis: heard}") + RULES,
            HEAD.replace("-02}", "-02, basis: told}") + RULES,
            "assessment.basis",
        ),
        (
            HEAD + RULES,
            HEAD
            + RULES
            + "declarations: [{criterion: X2-PRO-1, state: not_applicable, reason: We are one, by: Us, date: 2026-11-01}]\n",
            "declarations[X2-PRO-1]",
        ),
    ],
)
@pytest.mark.parametrize("gained", [True, False])
def test_every_form_of_a_statement_is_a_cause(less: str, more: str, cause: str, gained: bool) -> None:
    before, after = (stated(text) for text in ((less, more) if gained else (more, less)))
    moves = compare(before, after, MODEL).moves
    assert moves
    for move in moves:
        assert any(change.path.startswith(cause) for change in move.causes), move


def test_what_an_entry_says_itself_goes_before_what_is_said_of_each() -> None:
    own = "{listed: [{id: lead, agreed_by: none}, {id: mql, definition: exists}], each: {definition: none%s}}"
    found = compare(stated(terms(own % "")), stated(terms(own % f", {AGREED}")), MODEL)
    reads = {read.path for move in found.moves for read in move.reads_after}
    assert "terminology.terms[mql].agreed_by" in reads
    only_lead = [m for m in found.moves if all("[lead]" in read.path for read in (*m.reads_before, *m.reads_after))]
    assert all(not move.causes for move in only_lead)


def test_what_goes_with_its_parent_is_not_answered() -> None:
    whole = HEAD + "process: {lead_process: {statuses: {each: {owners: one}}}}\n"
    less = HEAD + "process: {lead_process: {statuses: exists}}\n"
    meetings = "collaboration: {formats: [{purposes: [explain_fields], presented_by: [marketing, sales]}]}\n"
    for before, after in ((whole, less), (HEAD + meetings, HEAD)):
        questions = compare(stated(before), stated(after), MODEL).questions
        assert questions is not None
        assert questions.dropped
        assert not questions.answered
    told = compare(stated(HEAD), stated(HEAD + RULES), MODEL).questions
    assert told is not None
    assert told.answered
