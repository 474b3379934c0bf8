"""On whose word verdicts stand: the weakest link of the best sufficient set of facts, and what hearsay would say.

A verdict stands on a basis if the facts of this basis and stronger ones are enough for it and those of the stronger
ones alone are not. So nothing has to be known of sets of facts: the condition is asked again with less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.domain.assessment import Certainty, Finding, Hearsay, Outcome
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.profile import COUNTED, Profile
from lmmm_report.domain.statements import Participant


def stands_on(condition: Condition, verdict: bool | None, profile: Profile, model: Model) -> tuple[str, Hearsay | None]:
    """The basis of a definite verdict, and of one that is unknown what hearsay would make of it."""
    levels = profile.facts_by_basis
    if verdict is None:
        for basis in levels:
            if basis not in COUNTED:
                found = ask(condition, levels[basis], model.limits).value
                if found is not None:
                    return "", Hearsay(Outcome.MET if found else Outcome.NOT_MET, basis)
        return "", None
    counted = [basis for basis in levels if basis in COUNTED]
    for basis in counted[:-1]:
        if ask(condition, levels[basis], model.limits).value is verdict:
            return basis, None
    return counted[-1] if counted else profile.basis.basis, None


def certainty_of(findings: Iterable[Finding], profile: Profile) -> Certainty:
    """How many gates are answered, on what, and what of the profile does not count."""
    gates = [f for f in findings if f.criterion.kind is Kind.GATE and f.outcome is not Outcome.NOT_APPLICABLE]
    bases = [f.basis for f in gates if f.basis]
    return Certainty(
        gates=len(gates),
        answered=sum(f.outcome is not Outcome.UNKNOWN for f in gates),
        by_basis=MappingProxyType({basis: bases.count(basis) for basis in COUNTED if basis in bases}),
        heard=tuple(one for one in profile.withheld if one.basis == "heard"),
        assumed=tuple(one for one in profile.withheld if one.basis == "assumed"),
        voice=_voice(gates, profile),
    )


def _voice(gates: Iterable[Finding], profile: Profile) -> Participant | None:
    """Who has said everything in the sections that answered gates read; `None` if several have, or nobody is named."""
    facts = [fact for gate in gates if gate.basis for fact in gate.facts if fact.stated]
    sections = {fact.path.partition(".")[0].partition("[")[0] for fact in facts}
    words = [profile.word((section,)) for section in sections]
    words += [word for path, word in profile.words.items() if path and path[0] in sections]
    speakers = {word.said_by.strip() for word in words if word.basis in COUNTED}
    if not speakers or "" in speakers:
        return None
    named = {_person(speaker, profile) for speaker in speakers}
    return named.pop() if len(named) == 1 else None


_SEVERAL = re.compile(r"\b(?:und|sowie|and|both|beide)\b|[&+/;]", re.IGNORECASE)
"""What joins several people in the text that says whose word something is."""


def _person(speaker: str, profile: Profile) -> Participant | None:
    """Whoever of those that were asked is meant by a name or a role; else somebody of whom no more is known.

    `None` where it may be several: the text joins names, or more than one was asked and it names none of them.
    """
    known = [one for one in profile.participants if speaker in (one.name, one.role)]
    if len(known) == 1:
        return known[0]
    return None if len(profile.participants) > 1 or _SEVERAL.search(speaker) else Participant(name=speaker)
