"""From each sentence of the article's stage descriptions to the criteria that ask for it, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from lmmm_report.domain.model import Model
from lmmm_report.report.words.wording import Wording


def render_traceability(model: Model, wording: Wording) -> str:
    """One table for each stage: statement, sentence, criteria with their kind and the test that runs their examples."""
    return "\n".join(_lines(model, wording)).rstrip() + "\n"


def _lines(model: Model, w: Wording) -> Iterator[str]:
    yield f"# {w.say('trace.title')}"
    yield ""
    yield w.say("trace.intro")
    yield ""
    for axis in model.axes:
        for stage in axis.stages:
            yield f"## {w.of(axis.name)}, {w.say('stage.number', number=stage.number)}: {w.of(stage.name)}"
            yield ""
            columns = ("statement", "sentence", "criteria", "tests")
            yield "| " + " | ".join(w.say(f"trace.{column}") for column in columns) + " |"
            yield "|---|---|---|---|"
            for statement in stage.statements:
                criteria = [c for c in model.criteria if statement.id in c.statements]
                named = ", ".join(f"{c.id} ({w.say(f'kind.{c.kind.value}')})" for c in criteria)
                tests = ", ".join(f"`test_examples[{c.id}]`" for c in criteria)
                yield f"| {statement.id} {w.of(statement.text)} | {statement.sentence} | {named} | {tests} |"
            yield ""
