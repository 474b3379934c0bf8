"""On whose word verdicts stand: the weakest link of the best sufficient set of facts, and what hearsay would say.

A verdict stands on a basis if the facts of this basis and stronger ones are enough for it and those of the stronger
ones alone are not. So nothing has to be known of sets of facts: the condition is asked again with less.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.domain.assessment import Certainty, Finding, Hearsay, Outcome
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.profile import COUNTED, Profile


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
    )
