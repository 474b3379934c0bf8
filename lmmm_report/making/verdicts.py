"""What a gate has said of all units, for programs and for the page of a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from lmmm_report.domain.model import Model
from lmmm_report.making.gating import Verdict, headed, tally
from lmmm_report.messages import in_language, say
from lmmm_report.problems import Problem
from lmmm_report.report.documents.annotations import problem_documents
from lmmm_report.report.documents.plain_line import markdown
from lmmm_report.report.documents.plan_json import cell_document


def render_verdicts_json(verdicts: Sequence[Verdict], model: Model, language: str) -> str:
    """Every unit with its cell and whether it passes, and all problems."""
    units = [
        {
            "file": one.file,
            "company": one.title or None,
            "passed": one.passed,
            "gone": one.gone,
            "cell": one.standing and cell_document(one.standing.cell, model),
        }
        for one in verdicts
    ]
    problems = problem_documents([problem for one in verdicts for problem in one.problems], language)
    passed = sum(1 for one in verdicts if one.passed)
    document = {"passed": passed, "count": len(verdicts), "units": units, "problems": problems}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def render_verdicts_markdown(verdicts: Sequence[Verdict], model: Model, language: str) -> str:
    """How many pass, then those that fail with what stands against them, those with warnings, and the others folded."""
    return "\n".join(_markdown(verdicts, model, language)) + "\n"


def _markdown(verdicts: Sequence[Verdict], model: Model, language: str) -> Iterator[str]:
    yield f"**{markdown(in_language(tally(verdicts), language))}**"
    yield ""
    quiet = [one for one in verdicts if not one.problems]
    for one in (one for one in verdicts if one.problems):
        yield f"- {markdown(in_language(headed(one, model), language))}"
        yield from (f"  - {markdown(_told(problem, language))}" for problem in one.problems)
    if quiet:
        yield ""
        summary = in_language(say("gate.without_remark", count=len(quiet)), language)
        yield f"<details><summary>{markdown(summary)}</summary>"
        yield ""
        yield from (f"- {markdown(in_language(headed(one, model), language))}" for one in quiet)
        yield ""
        yield "</details>"


def _told(problem: Problem, language: str) -> str:
    return " – ".join(in_language(text, language) for text in (problem.message, problem.hint) if text)
