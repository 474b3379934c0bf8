"""The model as a manual, and single entries of it, as Markdown. Drawn from the model alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lmmm_report.domain.condition import Example
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import (
    Axis,
    Case,
    Contradiction,
    Criterion,
    Decision,
    Derivation,
    Kind,
    Model,
    Stage,
    Text,
)
from lmmm_report.report.words.wording import Wording


def known_ids(model: Model, wording: Wording) -> Mapping[str, str]:
    """All ids that can be explained, with their titles, in the model's order."""
    w = wording
    return {
        **{c.id: w.of(c.met) for c in model.criteria},
        **{d.id: w.of(d.title) for d in model.derivations},
        **{m.id: w.of(m.title) for m in model.measures},
        **{c.id: w.of(c.title) for c in model.contradictions},
        **{t.id: w.of(t.name) for t in model.glossary},
        **{role: w.of(name) for role, name in model.owners.items()},
        **{axis.id: w.of(axis.name) for axis in model.axes},
        **{stage_id(axis, stage): w.of(stage.name) for axis in model.axes for stage in axis.stages},
    }


def stage_id(axis: Axis, stage: Stage) -> str:
    """What a stage is called on the command line: its own id may be that of a field, or of a stage of another axis."""
    return f"{axis.id}={stage.id}"


def explained(entry_id: str, model: Model, wording: Wording) -> str:
    """One entry. Raises `KeyError` for an id that the model does not have."""
    for known, lines in _entries(model, wording):
        if known == entry_id:
            return _joined(lines)
    raise KeyError(entry_id)


def _entries(model: Model, w: Wording) -> Iterator[tuple[str, Iterator[str]]]:
    """Everything that has an id, with its lines, which nobody makes before they are asked for."""
    yield from ((one.id, _criterion(one, model, w, "#")) for one in model.criteria)
    yield from ((one.id, _measure(one, model, w, "#")) for one in model.measures)
    yield from ((one.id, _derivation(one, w, "#")) for one in model.derivations)
    yield from ((one.id, _contradiction(one, w, "#")) for one in model.contradictions)
    yield from ((term.id, iter((f"# {w.of(term.name)}", "", w.of(term.meaning)))) for term in model.glossary)
    yield from ((role, _role(role, model, w)) for role in model.owners)
    for axis in model.axes:
        yield axis.id, _axis(axis, w)
        yield from ((stage_id(axis, stage), _stage(axis, stage, model, w)) for stage in axis.stages)


def render_manual(model: Model, wording: Wording) -> str:
    """The whole model."""
    return _joined(_manual(model, wording))


def _joined(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _manual(model: Model, w: Wording) -> Iterator[str]:
    yield f"# {w.of(model.name)}"
    yield ""
    yield w.of(model.summary)
    yield ""
    yield w.say("manual.version", version=model.version, count=len(model.criteria))
    yield ""
    yield from _cells(model, w)
    for axis in model.axes:
        yield f"## {w.of(axis.name)}"
        yield ""
        yield w.of(axis.summary)
        yield ""
        for stage in axis.stages:
            yield f"### {w.say('stage.number', number=stage.number)}: {w.of(stage.name)}"
            yield ""
            yield w.of(stage.summary)
            yield ""
            for criterion in model.criteria:
                if criterion.axis == axis.id and criterion.stage == stage.number:
                    yield from _criterion(criterion, model, w, "####")
    if model.derivations:
        yield f"## {w.say('manual.derivations')}"
        yield ""
        yield w.say("manual.derivations.intro")
        yield ""
        for derivation in model.derivations:
            yield from _derivation(derivation, w, "###")
    yield f"## {w.say('manual.measures')}"
    yield ""
    yield w.say("manual.measures.intro")
    yield ""
    for measure in model.measures:
        yield from _measure(measure, model, w, "###")
    yield f"## {w.say('section.contradictions')}"
    yield ""
    for contradiction in model.contradictions:
        yield from _contradiction(contradiction, w, "###")
    yield f"## {w.say('section.glossary')}"
    yield ""
    for term in sorted(model.glossary, key=lambda t: w.of(t.name).casefold()):
        yield f"- **{w.of(term.name)}** (`{term.id}`): {w.of(term.meaning)}"
    yield ""
    yield f"## {w.say('method.sources')}"
    yield ""
    for source in model.sources:
        yield (
            f"- `{source.id}` {w.of(source.title)}"
            + (f", <{source.url}>" if source.url else "")
            + f". {w.of(source.note)}"
        )


def _cells(model: Model, w: Wording) -> Iterator[str]:
    x, y = model.axes
    yield f"## {w.say('matrix.caption')}"
    yield ""
    for region in ("on", "above", "below"):
        yield f"- **{w.of(model.regions[region])}**: {w.of(model.region_texts[region])}"
    yield ""
    yield f"| {w.of(x.name)} | {w.of(y.name)} | {w.say('section.diagnosis')} |"
    yield "|---|---|---|"
    for (i, j), cell in sorted(model.cells.items(), key=lambda item: (item[0][1], item[0][0])):
        yield f"| {i} {w.of(x.stage(i).name)} | {j} {w.of(y.stage(j).name)} | {w.of(cell.diagnosis)} |"
    yield ""


def _criterion(criterion: Criterion, model: Model, w: Wording, head: str) -> Iterator[str]:
    axis = model.axes[model.axis_index(criterion.axis)]
    demanded = criterion.kind is not Kind.SIGN
    yield f"{head} {criterion.id}: {w.of(criterion.met)}"
    yield ""
    yield (
        f"{w.say(f'kind.{criterion.kind.value}')} · {w.of(axis.name)}, "
        f"{w.of(axis.stage(criterion.stage).name)} · {w.of(model.areas[criterion.area])}"
    )
    yield ""
    yield f"- **{w.say('manual.short')}:** {w.of(criterion.short)}"
    yield f"- **{w.say('manual.otherwise')}:** {w.of(criterion.not_met)}"
    yield f"- **{w.say('question.asks')}:** {w.of(criterion.ask)}"
    yield f"- **{w.say('finding.why')}:** {w.of(criterion.why)}"
    effort = f" · {w.of(model.efforts[criterion.effort])}" if criterion.effort in model.efforts else ""
    owners = w.listed(w.of(model.owners[owner]) for owner in criterion.owners)
    yield f"- **{w.say('finding.do')}:** {w.of(criterion.remedy)} ({owners}{effort})"
    if criterion.after:
        yield f"- **{w.say('finding.after')}:** {', '.join(criterion.after)}"
    titles = {source.id: w.of(source.title) for source in model.sources}
    yield f"- **{w.say('finding.source')}:** {'; '.join(titles[s] for s in criterion.sources)}"
    yield f"- **{w.say('finding.condition')}:** `{' '.join(criterion.condition.text.split())}`"
    around = dict.fromkeys(derivation.id for derivation, _ in model.derivations_for(criterion.id))
    if around:
        yield f"- **{w.say('manual.derived')}:** {', '.join(around)}"
    yield ""
    if criterion.decision:
        yield from _decision(criterion.decision, w)
    kind = "demand" if demanded else "sign"
    yield from _examples(criterion.examples, kind, w)


def _derivation(derivation: Derivation, w: Wording, head: str) -> Iterator[str]:
    yield f"{head} {derivation.id}: {w.of(derivation.title)}"
    yield ""
    yield f"{w.say(f'derivation.{derivation.kind.value}')} {w.of(derivation.because)}"
    yield ""
    carried = derivation.carried_by.value
    if carried != "rule":
        yield w.say(f"derivation.by.{carried}")
        yield ""
    for case in derivation.cases:
        yield from _case(case, derivation, w)


def _case(case: Case, derivation: Derivation, w: Wording) -> Iterator[str]:
    outcome = w.say("outcome.demand.met" if case.met else "outcome.demand.not_met")
    yield f"- **{w.say('manual.concludes')}:** {', '.join(case.concludes)}: {outcome}"
    if case.because != derivation.because:
        yield f"- **{w.say('manual.because_of')}:** {w.of(case.because)}"
    if case.condition is not None:
        yield f"- **{w.say('finding.condition')}:** `{' '.join(case.condition.text.split())}`"
    yield ""
    for name in ("concludes", "not"):
        yield f"{w.say(f'manual.example.{name}')}:"
        yield ""
        yield from _fragment(case.examples[name])


def _decision(decision: Decision, w: Wording) -> Iterator[str]:
    """What is enough, what is not, what leaves it open: as lists; then, as paragraphs, evidence and reason."""
    said = {
        "enough": [_said(text, {}, w) for text in decision.enough],
        "not_enough": [_said(miss.said, miss.reason, w) for miss in decision.not_enough],
        "open": [_said(text, {}, w) for text in decision.open],
    }
    for name, sentences in said.items():
        yield f"**{w.say(f'manual.{name}')}:**"
        yield ""
        yield from (f"- {sentence}" for sentence in sentences)
        yield ""
    for name, text in (("evidence", decision.evidence), ("because", decision.because)):
        yield f"**{w.say(f'manual.{name}')}:** {w.of(text)}"
        yield ""


def _said(sentence: Text, reason: Text, w: Wording) -> str:
    """A sentence in quotation marks, with the reason behind it where there is one."""
    if reason:
        return w.say("manual.said_because", said=w.of(sentence), reason=w.of(reason))
    return w.say("manual.said", said=w.of(sentence))


def _measure(measure: Measure, model: Model, w: Wording, head: str) -> Iterator[str]:
    yield f"{head} {measure.id}: {w.of(measure.title)}"
    yield ""
    yield w.of(measure.what)
    yield ""
    yield f"- **{w.say('plan.why')}:** {w.of(measure.why)}"
    yield f"- **{w.say('plan.first')}:** {w.of(measure.first_step)}"
    yield f"- **{w.say('plan.done')}:** {w.of(measure.done_when)}"
    if measure.bridge:
        yield f"- **{w.say('plan.bridge')}:** {w.of(measure.bridge)}"
    helpers = w.listed(w.of(model.owners[helper]) for helper in measure.helpers)
    yield f"- **{w.say('plan.owner')}:** {w.of(model.owners[measure.owner])}" + (
        f", {w.say('plan.helpers')} {helpers}" if helpers else ""
    )
    efforts = "; ".join(
        f"{w.of(size.name)}: {e.low} / {e.likely} / {e.high}"
        for size in model.sizes
        for e in [measure.efforts[size.id]]
    )
    yield f"- **{w.say('plan.effort.head')}:** {efforts}; {w.say('manual.weeks', count=measure.weeks)}"
    for also in measure.also:
        yield f"- **{w.say('plan.also')}:** {w.of(model.also[also.kind])}. {w.of(also.text)}"
    yield f"- **{w.say('manual.satisfies')}:** {', '.join(measure.satisfies)}"
    if measure.after:
        yield f"- **{w.say('plan.after')}:** {', '.join(measure.after)}"
    yield f"- **{w.say('manual.effects')}:** {', '.join(_changed_paths(measure))}"
    yield ""


def _axis(axis: Axis, w: Wording) -> Iterator[str]:
    """An axis with its stages."""
    yield f"# {w.of(axis.name)}"
    yield ""
    yield w.of(axis.summary)
    yield ""
    for stage in axis.stages:
        yield f"{stage.number}. **{w.of(stage.name)}** (`{stage_id(axis, stage)}`): {w.of(stage.summary)}"


def _stage(axis: Axis, stage: Stage, model: Model, w: Wording) -> Iterator[str]:
    """A stage with what it asks for, what is seen in it, and what goes with it."""
    yield f"# {w.of(axis.name)}, {w.say('stage.number', number=stage.number)}: {w.of(stage.name)}"
    yield ""
    yield w.of(stage.summary)
    yield ""
    own = [c for c in model.criteria if (c.axis, c.stage) == (axis.id, stage.number)]
    for kind in (Kind.GATE, Kind.SIGN, Kind.ADVICE):
        listed = [c for c in own if c.kind is kind]
        if listed:
            yield f"**{w.say(f'kind.{kind.value}')}:**"
            yield ""
            yield from (f"- {c.id} {w.of(c.met)}" for c in listed)
            yield ""


def _role(role: str, model: Model, w: Wording) -> Iterator[str]:
    """A role: when it is there, who answers in its place, and what it is responsible for."""
    yield f"# {role}: {w.of(model.owners[role])}"
    yield ""
    fallback = model.fallbacks.get(role)
    if fallback is None:
        yield w.say("manual.role.always")
    else:
        yield f"- **{w.say('manual.role.there')}:** `{' '.join(fallback.there.text.split())}`"
        instead = w.listed(f"{w.of(model.owners[other])} ({other})" for other in fallback.instead)
        yield f"- **{w.say('manual.role.instead')}:** {instead or w.say('manual.role.nobody')}"
    yield ""
    owned = [m for m in model.measures if m.owner == role]
    helping = [m for m in model.measures if role in m.helpers]
    asked = [c for c in model.criteria if role in c.owners and c.kind is not Kind.SIGN]
    listed = (
        ("manual.role.measures", [(m.id, w.of(m.title)) for m in owned]),
        ("manual.role.helps", [(m.id, w.of(m.title)) for m in helping]),
        ("manual.role.asked", [(c.id, w.of(c.short)) for c in asked]),
    )
    for key, entries in listed:
        if entries:
            yield f"**{w.say(key)}:**"
            yield ""
            yield from (f"- {known} {title}" for known, title in entries)
            yield ""


def _changed_paths(measure: Measure) -> Iterator[str]:
    """The facts that a measure's effects are about, each once."""
    seen: set[str] = set()
    for effect in measure.effects:
        path = ".".join(str(step) for step in effect.path)
        fields = [*effect.state, *((*effect.entry.match, *effect.entry.state) if effect.entry else ())]
        for name in fields:
            here = f"`{path}{'[]' if effect.entry or effect.each else ''}.{name}`"
            if here not in seen:
                seen.add(here)
                yield here


def _contradiction(contradiction: Contradiction, w: Wording, head: str) -> Iterator[str]:
    yield f"{head} {contradiction.id}: {w.of(contradiction.title)}"
    yield ""
    yield w.of(contradiction.meaning)
    yield ""
    yield f"- **{w.say('finding.do')}:** {w.of(contradiction.remedy)}"
    yield f"- **{w.say('finding.condition')}:** `{' '.join(contradiction.condition.text.split())}`"
    if contradiction.criteria:
        yield f"- {', '.join(contradiction.criteria)}"
    yield ""
    yield from _examples(contradiction.examples, "sign", w)


def _examples(examples: Mapping[str, Example], kind: str, w: Wording) -> Iterator[str]:
    for outcome in ("met", "not_met", "unknown"):
        example = examples.get(outcome)
        if example is None:
            continue
        yield f"{w.say('manual.example')}: {w.say(f'outcome.{kind}.{outcome}')}"
        yield ""
        yield from _fragment(example)


def _fragment(example: Example) -> Iterator[str]:
    yield "```yaml"
    yield example.text.rstrip()
    yield "```"
    yield ""
