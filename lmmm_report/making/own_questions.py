"""Questions for gates that the questionnaire does not name, from what the model says of them.

A gate that a company has added is asked for with its own question; yes and no are written as its examples are, but
without what only fills an example: free words become ``exists``, numbers, times and shares are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from lmmm_report.domain.format import Field, ProfileFormat, may_be_told
from lmmm_report.domain.model import Criterion, Kind, Model
from lmmm_report.domain.questionnaire import Kind as Answered
from lmmm_report.domain.questionnaire import Option, Part, Question, Questionnaire
from lmmm_report.load.schema.forms import EACH, LISTED
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.messages import in_language, say

_NEVER: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def with_own_questions(questionnaire: Questionnaire, model: Model, described: ProfileFormat) -> Questionnaire:
    """The questionnaire with a question for each gate that it does not name, before those that name none."""
    named = {gate for question in questionnaire.questions for gate in question.gates}
    own = [
        _question(criterion, described)
        for criterion in sorted(model.criteria, key=lambda one: one.stage)
        if criterion.kind is Kind.GATE and criterion.id not in named
    ]
    if not own:
        return questionnaire
    last = max((n for n, question in enumerate(questionnaire.questions, 1) if question.gates), default=0)
    return Questionnaire((*questionnaire.questions[:last], *own, *questionnaire.questions[last:]))


def _question(criterion: Criterion, described: ProfileFormat) -> Question:
    languages = tuple(criterion.ask)
    part_id = criterion.id.lower().replace("-", "_")
    enough = criterion.decision.enough[0] if criterion.decision and criterion.decision.enough else _NOTHING
    options = tuple(
        Option(
            id=answer,
            text={language: in_language(say(f"asking.{answer}_it_is"), language) for language in languages},
            states=_states(criterion, examples, described),
            value=dict.fromkeys(languages, answer),
            when=_NEVER,
            said_in="",
        )
        for answer, examples in (("yes", ("spoken", "met")), ("no", ("not_met",)))
    )
    main = Part(
        id=part_id,
        kind=Answered.CHOICE,
        text=criterion.ask,
        options=options,
        states={},
        each=False,
        when=_NEVER,
        when_not=_NEVER,
        least=0,
        most=0,
        per="",
        every="",
        phrase=_NOTHING,
        unlike=(),
        aside=False,
        help=criterion.why,
        example=enough,
    )
    return Question(
        id=part_id,
        gates=(criterion.id,),
        required=False,
        details=False,
        details_if={},
        there="",
        parts=(main,),
    )


_NOTHING: Mapping[str, str] = MappingProxyType({})


def _states(criterion: Criterion, names: tuple[str, ...], described: ProfileFormat) -> dict[str, Any]:
    example = next((criterion.examples[name] for name in names if name in criterion.examples), None)
    if example is None:
        return {}
    data = parse_yaml(example.text.encode(), criterion.id).data
    kept = _without_filling(data, described.fields)
    return kept if isinstance(kept, dict) else {}


def _without_filling(data: Any, field: Field | None) -> Any:
    """What an example states, without words, numbers, times and shares that stand for any; `None` for nothing."""
    if isinstance(data, dict):
        found = {name: _without_filling(child, _inside(field, name)) for name, child in data.items()}
        return {name: child for name, child in found.items() if child is not None}
    if isinstance(data, list):
        entries = [_without_filling(entry, field.item if field else None) for entry in data]
        # Of several words that stand for any nothing is known but that there are some.
        return "exists" if "exists" in entries else [_unnamed(entry, field) for entry in entries if entry is not None]
    if isinstance(data, int | float) and not isinstance(data, bool):
        return None
    if field is None or not isinstance(data, str) or data in ("none", "exists"):
        return data
    if field.kind != "text" or field.choices or field.reference:
        return data
    return None if field.type_mark else "exists" if may_be_told(field) else data


def _inside(field: Field | None, name: str) -> Field | None:
    if field is not None and field.item is not None:
        return {LISTED: field, EACH: field.item}.get(name)
    return field.fields.get(name) if field is not None else None


def _unnamed(entry: Any, field: Field | None) -> Any:
    """An entry of a list without a name that stands for any: two of them would be one."""
    key = field.key if field is not None else ""
    if isinstance(entry, dict) and entry.get(key) == "exists":
        return {name: child for name, child in entry.items() if name != key}
    return entry
