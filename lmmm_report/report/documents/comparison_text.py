"""What differs between two sides as plain text, and as Markdown for a merge request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lmmm_report.report.documents.plain_line import code, markdown, terminal_line
from lmmm_report.report.views.comparison import ComparisonView, FactChangeView, MoveView, OtherView
from lmmm_report.report.words.wording import Wording

MOST_LISTED = 200
"""Statements that a comment lists; what is beyond stands in the other formats."""


def render_comparisons_text(views: Sequence[ComparisonView], others: Sequence[OtherView], same: int, w: Wording) -> str:
    """One after the other; ``others`` says what has no counterpart, in ``same`` more nothing differs.

    A line of a profile is never a line of its own.
    """
    parts = [list(_text(view, w)) for view in views]
    if others:
        parts.append([f"{w.say('plan.quoted', name=one.company)} ({one.name}): {one.what}" for one in others])
    if same:
        parts.append([w.say("diff.same" if parts else "diff.same.all", count=same)])
    if not parts:
        return w.say("diff.none") + "\n"
    return "\n\n".join("\n".join(terminal_line(line) for line in part) for part in parts) + "\n"


def _text(v: ComparisonView, w: Wording) -> Iterator[str]:
    yield v.title
    yield f"  - {v.before}"
    yield f"  + {v.after}"
    yield ""
    yield v.headline
    for axis in v.axes:
        yield f"  {axis.name}: {axis.was} → {axis.now} ({axis.before} → {axis.after})"
    yield from (f"! {note}" for note in v.notes)
    for key, moves in (("lost", v.lost), ("won", v.won), ("other", v.other)):
        if moves:
            yield ""
            yield getattr(v.heads, key)
            for move in moves:
                yield from _move(move, w)
    if v.facts:
        yield ""
        yield w.say("diff.facts", tally=v.facts_tally)
        yield from (f"  {_fact(fact, w)}" for fact in v.facts)
    if v.figures:
        yield ""
        yield w.say("diff.figures")
        yield from (f"  {figure.name}: {figure.before} → {figure.after}" for figure in v.figures)
    if v.answered or v.dropped or v.asked:
        yield ""
        yield w.say("diff.questions")
        yield from (f"  {v.heads.answered}: {path}" for path in v.answered)
        yield from (f"  {v.heads.dropped}: {path}" for path in v.dropped)
        yield from (f"  {v.heads.asked}: {path}" for path in v.asked)
    if v.measures_gone or v.measures_new or v.effort:
        yield ""
        yield w.say("diff.plan")
        if v.effort:
            yield f"  {v.effort}"
        yield from (f"  - {measure} {title}" for measure, title in v.measures_gone)
        yield from (f"  + {measure} {title}" for measure, title in v.measures_new)


def _move(move: MoveView, w: Wording) -> Iterator[str]:
    yield f"  {move.sign} {move.id} {move.title} ({move.was} → {move.now})"
    if move.lines:
        yield "      " + ", ".join(move.lines)
    for cause in move.causes:
        yield f"      {_fact(cause, w)}"
    if move.because:
        yield f"      {move.because}"


def _fact(fact: FactChangeView, w: Wording) -> str:
    told = " → ".join(w.say("plan.quoted", name=value) for value in (fact.before, fact.after) if value)
    return f"{fact.sign} {fact.path}: {told} ({fact.where})"


def render_comparisons_markdown(
    views: Sequence[ComparisonView], others: Sequence[OtherView], same: int, w: Wording
) -> str:
    """For a merge request: what a profile says stands in code spans, so that it is nothing but a text."""
    parts = ["\n".join(_markdown(view, w)) for view in views]
    if others:
        parts.append("\n".join(f"- {code(one.company)} ({code(one.name)}): {markdown(one.what)}" for one in others))
    if same:
        parts.append(markdown(w.say("diff.same" if parts else "diff.same.all", count=same)))
    return "\n\n".join(parts or [markdown(w.say("diff.none"))]) + "\n"


def _markdown(v: ComparisonView, w: Wording) -> Iterator[str]:
    yield f"### {markdown(v.head)}: {code(v.company)}"
    yield ""
    yield f"{code(v.names[0])} → {code(v.names[1])}"
    yield ""
    yield f"**{markdown(v.headline)}**"
    yield ""
    yield f"| {w.say('diff.axis')} | {w.say('diff.before')} | {w.say('diff.after')} | {w.say('diff.coordinates')} |"
    yield "|---|---|---|---|"
    for axis in v.axes:
        yield f"| {markdown(axis.name)} | {markdown(axis.was)} | {markdown(axis.now)} | {axis.before} → {axis.after} |"
    for note in v.notes:
        yield ""
        yield f"> {markdown(note)}"
    for key, moves in (("lost", v.lost), ("won", v.won), ("other", v.other)):
        if moves:
            yield from ("", f"#### {markdown(getattr(v.heads, key))}", "")
            for move in moves:
                yield from _markdown_move(move)
    if v.facts:
        yield ""
        yield from _folded(w.say("diff.facts", tally=v.facts_tally), [_markdown_fact(fact) for fact in v.facts])
    if v.figures:
        yield from ("", f"#### {w.say('diff.figures')}", "")
        yield from (f"- {markdown(figure.name)}: {figure.before} → {figure.after}" for figure in v.figures)
    if v.answered or v.dropped or v.asked:
        yield from ("", f"#### {w.say('diff.questions')}", "")
        yield from (f"- {markdown(v.heads.answered)}: {code(path)}" for path in v.answered)
        yield from (f"- {markdown(v.heads.dropped)}: {code(path)}" for path in v.dropped)
        yield from (f"- {markdown(v.heads.asked)}: {code(path)}" for path in v.asked)
    if v.measures_gone or v.measures_new or v.effort:
        yield from ("", f"#### {w.say('diff.plan')}", "")
        if v.effort:
            yield from (markdown(v.effort), "")
        yield from (f"- {markdown(v.heads.measures_gone)}: {code(m)} {markdown(title)}" for m, title in v.measures_gone)
        yield from (f"- {markdown(v.heads.measures_new)}: {code(m)} {markdown(title)}" for m, title in v.measures_new)


def _markdown_move(move: MoveView) -> Iterator[str]:
    yield f"- {code(move.id)} {markdown(move.title)} ({move.was} → {move.now})"
    if move.lines:
        yield "  - " + ", ".join(code(line) for line in move.lines)
    yield from (f"  - {_markdown_fact(cause)}" for cause in move.causes)
    if move.because:
        yield f"  - {markdown(move.because)}"


def _markdown_fact(fact: FactChangeView) -> str:
    told = " → ".join(code(value) for value in (fact.before, fact.after) if value)
    return f"{code(fact.sign + ' ' + fact.path)}: {told} ({code(fact.where)})"


def _folded(head: str, lines: Sequence[str]) -> Iterable[str]:
    yield f"<details><summary>{markdown(head)}</summary>"
    yield ""
    yield from (f"- {line}" for line in lines[:MOST_LISTED])
    if len(lines) > MOST_LISTED:
        yield f"- … {len(lines) - MOST_LISTED}"
    yield ""
    yield "</details>"
