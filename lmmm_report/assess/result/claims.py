"""Which sentences the findings bear out: claims are true, false or unknown, and a text says what is true.

A gate that the company has declared not to apply is neither met nor not met; no claim about it is true.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.domain.assessment import AxisResult, Finding, Outcome, Side
from lmmm_report.domain.model import Caution, Kind, Model, Reason, Remark, Text
from lmmm_report.domain.sentence import (
    AXIS_LISTS,
    SILENT,
    Assertion,
    AxisState,
    Claim,
    Mood,
    Passage,
    Said,
    Sentence,
    Spoken,
    Topic,
    Way,
)

_NO_LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class AxisGround(NamedTuple):
    """What is known of one axis."""

    proven: int
    possible: int
    states: Mapping[AxisState, bool]
    lists: Mapping[str, tuple[str, ...]]
    """Ids of gates by the placeholder that names them."""


class Ground(NamedTuple):
    """What sentences may rest on. What is not in it is not known, and nothing that is said can rest on it."""

    outcomes: Mapping[str, Outcome]
    axes: Mapping[str, AxisGround]
    sides: frozenset[Side]
    """Where the possible cells lie."""
    remarks: Mapping[str, bool | None]
    """Of each remark whether its condition is true."""
    facts: Mapping[str, bool | None]
    """The same of each fact that the model names for its claims."""
    problems: frozenset[str]
    """What problems of the company are about, in the format's words."""
    target_reached: bool
    """Whether the company stands where it wants to stand."""
    told: bool = False
    """Whether every answered gate rests on no more than what was told."""


def ground_of(
    findings: Iterable[Finding],
    axes: tuple[AxisResult, AxisResult],
    sides: Iterable[Side],
    *,
    remarks: Mapping[str, bool | None],
    facts: Mapping[str, bool | None],
    problems: Iterable[str],
    target_reached: bool,
    told: bool = False,
) -> Ground:
    """What the findings are as a ground for sentences."""
    return Ground(
        outcomes={finding.criterion.id: finding.outcome for finding in findings},
        axes={result.axis.id: _axis_ground(result) for result in axes},
        sides=frozenset(sides),
        remarks=remarks,
        facts=facts,
        problems=frozenset(problems),
        target_reached=target_reached,
        told=told,
    )


def _axis_ground(result: AxisResult) -> AxisGround:
    gates = [f for stage in result.stages[1:] for f in stage.gates if f.outcome is not Outcome.NOT_APPLICABLE]
    following = result.stages[result.proven].gates if result.proven < len(result.stages) else ()
    held = result.held_back.missing if result.held_back is not None else ()
    lacking = [f for f in held if f.outcome is Outcome.NOT_MET]
    return AxisGround(
        proven=result.proven,
        possible=result.possible,
        states={
            AxisState.FIRM: result.firm,
            AxisState.UNTOLD: all(f.outcome is Outcome.UNKNOWN for f in gates),
            AxisState.HELD: bool(held),
            AxisState.LACKING: bool(held) and len(lacking) == len(held),
            AxisState.WAITING: bool(held) and not lacking,
        },
        lists={
            "there": _ids(gates, Outcome.MET),
            "missing": _ids(following, Outcome.NOT_MET),
            "open": _ids(following, Outcome.UNKNOWN),
            "held_missing": _ids(held, Outcome.NOT_MET),
            "held_open": _ids(held, Outcome.UNKNOWN),
        },
    )


def _ids(findings: Iterable[Finding], outcome: Outcome) -> tuple[str, ...]:
    return tuple(f.criterion.id for f in findings if f.outcome is outcome and f.criterion.kind is Kind.GATE)


def spoken_of(model: Model, ground: Ground) -> Spoken:
    """What the model says of a company with these findings."""
    voice = model.voice
    if voice is None:
        return SILENT
    return Spoken(
        headline=text_of(voice.headline, ground),
        diagnosis=text_of(voice.diagnosis, ground),
        region=text_of(voice.region, ground),
        intersection=text_of(voice.intersection, ground),
    )


def remarks_of(model: Model, ground: Ground) -> tuple[Remark, ...]:
    """The remarks whose situation is given and whose claims the findings bear out."""
    return tuple(
        remark
        for remark in model.remarks
        if ground.remarks.get(remark.id) is True and all(borne_out(claim, ground) for claim in remark.claims)
    )


def weighed(
    cautions: Iterable[Caution], ground: Ground, said: Callable[[Text], Text] = lambda text: text
) -> tuple[Caution, ...]:
    """The cautions with the reasons that may hold for this company, those first that its findings bear out.

    A reason that takes what is not there, such as two sides where there is one, is left out. ``said``: a text as it
    speaks to this company.
    """
    return tuple(
        caution._replace(
            text=said(caution.text),
            reasons=tuple(one._replace(text=said(one.text)) for one in _weighed(caution.reasons, ground)),
        )
        for caution in cautions
    )


def _weighed(reasons: Iterable[Reason], ground: Ground) -> tuple[Reason, ...]:
    meant = (one for one in reasons if False not in [_any_of(claim, ground) for claim in one.takes])
    judged = [reason._replace(holds=_holds(reason, ground)) for reason in meant]
    return tuple(sorted((one for one in judged if one.holds is not False), key=lambda one: one.holds is None))


def _holds(reason: Reason, ground: Ground) -> bool | None:
    """Whether a reason holds: refuted by one claim of which no way holds, borne out by all, else not known."""
    found = [_any_of(claim, ground) for claim in reason.claims]
    if False in found:
        return False
    return True if found and None not in found else None


def _any_of(claim: Claim, ground: Ground) -> bool | None:
    values = [truth(assertion, ground) for assertion in claim.any_of]
    return True if True in values else None if None in values else False


def text_of(ways: Iterable[Way], ground: Ground) -> tuple[Said, ...]:
    """The sentences of the first way that can be gone; none where there is no such way."""
    for way in ways:
        if all(borne_out(claim, ground) for claim in way.claims):
            said = _along(way, ground)
            if said:
                return said
    return ()


def _along(way: Way, ground: Ground) -> tuple[Said, ...]:
    """What is said along a way; nothing where a passage that is needed stays empty."""
    found: list[Said] = []
    for passage in way.passages:
        said = _in(passage, ground)
        if said is not None:
            found.append(said)
        elif passage.needed:
            return ()
    return tuple(found)


def _in(passage: Passage, ground: Ground) -> Said | None:
    for sentence in passage.sentences:
        if all(borne_out(claim, ground) for claim in sentence.claims):
            lists = _lists(sentence, ground)
            if all(lists.values()):
                return Said(sentence, lists, (*(claim.text for claim in sentence.claims), *_listed_claims(lists)))
    return None


def placeholders(sentence: Sentence) -> tuple[str, ...]:
    """The lists that a sentence names."""
    texts = list(sentence.text.values())
    return tuple(name for name in AXIS_LISTS if any(f"{{{name}}}" in text for text in texts))


def _lists(sentence: Sentence, ground: Ground) -> Mapping[str, tuple[str, ...]]:
    names = placeholders(sentence)
    if not names:
        return _NO_LISTS
    return MappingProxyType({name: ground.axes[sentence.axis].lists.get(name, ()) for name in names})


def _listed_claims(lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, ids in lists.items():
        yield from (f"{_LIST_CLAIMS[name]}{criterion_id}" for criterion_id in ids)


_LIST_CLAIMS = {"there": "", "missing": "not ", "open": "open ", "held_missing": "not ", "held_open": "open "}


def borne_out(claim: Claim, ground: Ground) -> bool:
    """Whether the findings bear a claim out."""
    return any(truth(assertion, ground) is True for assertion in claim.any_of)


def truth(assertion: Assertion, ground: Ground) -> bool | None:
    """Whether an assertion is true; `None` where the ground does not say."""
    if assertion.topic is Topic.CRITERION:
        return _of_criterion(assertion.mood, ground.outcomes.get(assertion.subject))
    value = _value(assertion, ground)
    if assertion.mood is Mood.OPEN:
        return value is None
    return value if assertion.mood is Mood.HOLDS or value is None else not value


def _of_criterion(mood: Mood, outcome: Outcome | None) -> bool | None:
    """Nothing is known of a criterion without an outcome, not even that it is open."""
    if outcome is None:
        return None
    if mood is Mood.OPEN:
        return outcome is Outcome.UNKNOWN
    if outcome is Outcome.UNKNOWN:
        return None
    return outcome is (Outcome.MET if mood is Mood.HOLDS else Outcome.NOT_MET)


def _value(assertion: Assertion, ground: Ground) -> bool | None:
    subject = assertion.subject
    if assertion.topic is Topic.STAGE:
        axis = ground.axes[subject]
        found = {_compare(n, assertion) for n in range(axis.proven, axis.possible + 1)}
        return found.pop() if len(found) == 1 else None
    if assertion.topic is Topic.AXIS:
        return ground.axes[subject].states.get(AxisState(assertion.detail))
    if assertion.topic is Topic.POSITION:
        side = Side(subject)
        return side in ground.sides if len(ground.sides) == 1 or side not in ground.sides else None
    named = {
        Topic.FACT: ground.facts,
        Topic.REMARK: ground.remarks,
        Topic.PROBLEM: dict.fromkeys(ground.problems, True),
    }
    if assertion.topic in named:  # what nobody names as a problem may hurt all the same
        return named[assertion.topic].get(subject)
    return ground.told if assertion.topic is Topic.RESULT else ground.target_reached


def _compare(number: int, assertion: Assertion) -> bool:
    if assertion.detail == ">=":
        return number >= assertion.number
    return number <= assertion.number if assertion.detail == "<=" else number == assertion.number
