"""A form as plain data, for the script that writes profiles in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lmmm_report.domain.questionnaire import Option, Part, Question
from lmmm_report.editing.answered import HEAD, ON_WORD, detail_lines, option_lines, question_lines, said_margin
from lmmm_report.editing.answers import GOES_ON, GOES_ON_WORDS, HEARD_WORD, spoken
from lmmm_report.editing.form import Form
from lmmm_report.editing.given import EMPTY_WORDS, NONE_WORDS
from lmmm_report.facts import counts, time_words


def form_document(form: Form) -> dict[str, Any]:
    """Everything that it takes to put the questions of a form and to write what is answered."""
    return {
        "language": form.language,
        "version": form.version,
        "order": {path: list(names) for path, names in form.order.items()},
        "head": [f"# {line}" for line in HEAD[form.language]],
        "empty": list(EMPTY_WORDS),
        "none_words": list(NONE_WORDS),
        "goes_on": GOES_ON[form.language],
        "goes_on_words": list(GOES_ON_WORDS),
        "heard": HEARD_WORD[form.language],
        "on_word": dict(ON_WORD[form.language]),
        "shared": sorted(form.shared),
        "groups": sorted(form.groups),
        "facts": sorted(form.facts),
        "rough": list(counts.ROUGH.items()),
        "periods": list(counts.PERIODS.items()),
        "units": dict(counts.UNITS),
        "within": list(counts.WITHIN),
        "numbers": dict(counts.NUMBERS),
        "months": dict(counts.MONTHS),
        "halves": dict(counts.HALVES),
        "day_words": list(counts.DAY_WORDS),
        "time_words": dict(time_words.WORDS),
        "time_compounds": {said: list(meant) for said, meant in time_words.COMPOUNDS.items()},
        "time_phrases": [list(one) for one in time_words.PHRASES],
        "at_once": sorted(time_words.AT_ONCE),
        "ongoing_words": sorted(time_words.ONGOING),
        "questions": [_question(question, form) for question in form.questionnaire.questions],
    }


def _question(question: Question, form: Form) -> dict[str, Any]:
    return {
        "id": question.id,
        "required": question.required,
        "details": question.details,
        "details_if": {name: list(ids) for name, ids in question.details_if.items()},
        "gates": bool(question.gates),
        "lines": question_lines(question, form.language),
        "parts": [_part(question, part, form) for part in question.parts],
    }


def _part(question: Question, part: Part, form: Form) -> dict[str, Any]:
    return {
        "id": part.id,
        "kind": part.kind.value,
        "text": part.text[form.language],
        "spoken": spoken(question, part, form.language),
        "options": [_option(question, part, option, form.language) for option in part.options],
        "lines": detail_lines(question, part, form.language),
        "said": said_margin(question, part),
        "states": _plain(part.states),
        "each": part.each,
        "if": {name: list(ids) for name, ids in part.when.items()},
        "if_not": {name: list(ids) for name, ids in part.when_not.items()},
        "least": part.least,
        "most": part.most,
        "per": part.per,
        "every": part.every,
        "phrase": part.phrase.get(form.language, ""),
        "aside": part.aside,
        "unlike": list(part.unlike),
        "none": None if part.none is None else _plain(part.none),
        "none_written": part.none_written,
        "help": part.help.get(form.language, ""),
        "example": part.example.get(form.language, ""),
    }


def _option(question: Question, part: Part, option: Option, language: str) -> dict[str, Any]:
    return {
        "id": option.id,
        "text": option.text[language],
        "value": _plain(option.value[language]) if option.value else None,
        "said_in": option.said_in,
        "alone": option.alone,
        "states": _plain(option.states),
        "if": {name: list(ids) for name, ids in option.when.items()},
        "lines": option_lines(question, part, option, language),
    }


def _plain(tree: Any) -> Any:
    if isinstance(tree, Mapping):
        return {name: _plain(child) for name, child in tree.items()}
    return [_plain(child) for child in tree] if isinstance(tree, list) else tree
