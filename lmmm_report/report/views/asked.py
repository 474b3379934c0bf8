"""What is asked in words: a question that points at something says at what."""

from __future__ import annotations

from collections.abc import Sequence

from lmmm_report.domain.assessment import Fact, Finding
from lmmm_report.domain.profile import Profile, value_at
from lmmm_report.report.words.facts import FactWords
from lmmm_report.report.words.wording import Wording, shortened

MOST_NAMED = 3
"""So many things are named before a question; about more of them it is asked as a whole."""
_SHOWN = 90


def asked_words(finding: Finding, facts: Sequence[Fact], profile: Profile, words: FactWords, w: Wording) -> str:
    """The question for these of the facts that are missing.

    One that is narrowed to a field of entries or papers, such as “Who answers for this goal?”, begins with what the
    company calls them.
    """
    asked = finding.ask_for(facts)
    said = w.of(asked)
    named = tuple(dict.fromkeys(_pointed_at(fact.path, profile, words) for fact in facts))
    if asked == finding.criterion.ask or not all(named) or len(named) > MOST_NAMED:
        return said
    quoted = w.listed(w.say("question.quoted", text=one) for one in named)
    return w.say("question.about", what=quoted, question=said)


def _pointed_at(path: str, profile: Profile, words: FactWords) -> str:
    """The company's own name for the entry or paper that a field belongs to; empty where it has none."""
    entry = path[: path.rfind("]") + 1]
    if entry:
        number = entry[entry.rfind("[") + 1 : -1]
        return "" if number.isdigit() else shortened(words.name(entry).key, _SHOWN)
    paper = value_at(profile.stated, (*path.split(".")[:-1], "document"))
    return shortened(paper, _SHOWN) if isinstance(paper, str) and paper != "none" else ""
