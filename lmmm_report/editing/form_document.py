"""A form as plain data, for the script that writes profiles in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lmmm_report.domain.questionnaire import Option, Part, Question
from lmmm_report.editing.answered import HEAD, option_lines, question_lines
from lmmm_report.editing.answers import EMPTY_WORDS, Form, spoken, word


def form_document(form: Form) -> dict[str, Any]:
    """Everything that it takes to put the questions of a form and to write what is answered."""
    return {
        "language": form.language,
        "version": form.version,
        "order": {path: list(names) for path, names in form.order.items()},
        "head": [f"# {line}" for line in HEAD[form.language]],
        "empty": list(EMPTY_WORDS),
        "questions": [_question(question, form) for question in form.questionnaire.questions],
    }


def _question(question: Question, form: Form) -> dict[str, Any]:
    return {
        "id": question.id,
        "required": question.required,
        "details": question.details,
        "help": question.help.get(form.language, ""),
        "example": question.example.get(form.language, ""),
        "lines": question_lines(question, form.language),
        "parts": [_part(question, part, form) for part in question.parts],
    }


def _part(question: Question, part: Part, form: Form) -> dict[str, Any]:
    return {
        "id": part.id,
        "kind": part.kind.value,
        "text": part.text[form.language],
        "spoken": spoken(question, part, form.language),
        "options": [_option(option, form.language) for option in part.options],
        "states": _plain(part.states),
        "each": part.each,
        "if": {name: list(ids) for name, ids in part.when.items()},
        "if_not": {name: list(ids) for name, ids in part.when_not.items()},
        "least": part.least,
        "most": part.most,
        "about": part.about.get(form.language, ""),
    }


def _option(option: Option, language: str) -> dict[str, Any]:
    return {
        "id": option.id,
        "text": option.text[language],
        "value": word(option.value[language]),
        "states": _plain(option.states),
        "if": {name: list(ids) for name, ids in option.when.items()},
        "lines": option_lines(option, language),
    }


def _plain(tree: Any) -> Any:
    if isinstance(tree, Mapping):
        return {name: _plain(child) for name, child in tree.items()}
    return [_plain(child) for child in tree] if isinstance(tree, list) else tree
