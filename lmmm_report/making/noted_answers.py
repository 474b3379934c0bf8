"""Answers from a file instead of from a person, and the empty file with all questions."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lmmm_report.domain.profile import Place
from lmmm_report.domain.questionnaire import (
    NOT_ASKED,
    OPEN,
    UNKNOWN,
    Answers,
    Kind,
    Option,
    Part,
    Question,
    Questionnaire,
    asked,
    holds,
)
from lmmm_report.editing.given import given, offered
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.load.yaml.text import decode, problem_at, read_bytes
from lmmm_report.making.interviewing import Answer, Interviewing
from lmmm_report.messages import Cure, Message, in_language, say
from lmmm_report.problems import Problem, UserError


class _Noted(NamedTuple):
    name: str
    value: Data
    key: Place
    place: Place


def take_notes(interviewing: Interviewing, notes: Path) -> int:
    """Give the answers that a file notes, YAML or CSV; how many.

    Raises `UserError` with everything that is wrong with the file; then none is given.
    """
    text, noted = _read(notes)
    reading = _Reading(interviewing, str(notes), text)
    answers = reading.answers(noted)
    if reading.problems:
        raise UserError(reading.problems)
    reading.give(answers)
    if reading.problems:
        raise UserError(reading.problems)
    return len(answers)


def _read(notes: Path) -> tuple[str, list[_Noted]]:
    data = read_bytes(notes)
    if notes.suffix.lower() == ".csv":
        text = decode(data, str(notes))
        return text, list(_rows(text))
    source = parse_yaml(data, str(notes))
    if not isinstance(source.data, dict):
        raise UserError(source.problem((), say("asking.notes_kind"), hint=say("asking.notes_kind_cure"), code="notes"))
    return source.text, [
        _Noted(name, _as_written(value, source.text, place), source.place((name,), key=True), place)
        for name, value in source.data.items()
        for place in (source.place((name,)),)
    ]


def _as_written(value: Data, text: str, place: Place) -> Data:
    """A number as it stands in the file: 1.100 is eleven hundred to whoever writes it in German."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    match = re.match(r"[^\s,}#]+", text.splitlines()[place.line - 1][place.column - 1 :])
    return match[0] if match else str(value)


def _rows(text: str) -> Iterator[_Noted]:
    """Rows of question and answer; a row of headings is passed over. A list stands with semicolons or commas."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else "\t" if "\t" in first else ","
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    line = 1
    for row in rows:
        at, line = Place(line, 1), rows.line_num + 1
        cells = [cell.strip() for cell in row]
        if cells and cells[0] and cells[0].casefold() not in ("question", "frage"):
            yield _Noted(cells[0], ", ".join(filter(None, cells[1:2])), at, at)


class _Reading:
    def __init__(self, interviewing: Interviewing, name: str, text: str) -> None:
        self._i = interviewing
        self._file = name
        self._text = text
        self.problems: list[Problem] = []
        self._noted: dict[str, _Noted] = {}
        """Where each answer stands, by its part."""
        self._said: dict[str, Answer] = {}
        """What was answered in words of one's own where an option was asked for."""

    def answers(self, noted: list[_Noted]) -> dict[str, Answer]:
        questionnaire = self._i.form.questionnaire
        read: dict[str, tuple[_Noted, Answer]] = {}
        for one in noted:
            part = questionnaire.part(one.name)
            if one.value is None or one.value == "":
                continue
            if part is None:
                self._fault(one, say("asking.unknown_question", name=one.name), self._near(one.name), key=True)
            elif one.name in read:
                line = read[one.name][0].key.line
                message = say("asking.answer_twice", name=one.name, line=line)
                self._fault(one, message, say("profile.merge_entries"), key=True)
            else:
                faults = len(self.problems)
                answer = self._answer(part, one)
                if answer and len(self.problems) == faults:
                    read[one.name] = (one, answer)
                    self._noted[one.name] = one
        answers = {**self._said, **{name: answer for name, (_, answer) in read.items()}}
        self._refuse_what_is_not_asked(questionnaire, {name: one for name, (one, _) in read.items()}, answers)
        needed = [question.parts[0] for question in questionnaire.questions if question.required]
        if self._i.named or self.problems or all(part.id in answers for part in needed):
            return answers
        message, hint = say("asking.company_missing"), say("asking.company_missing_cure")
        self.problems.append(Problem(file=self._file, message=message, hint=hint, code="no-name"))
        return answers

    def give(self, answers: dict[str, Answer]) -> None:
        """Give the answers; of one that leads to no valid profile the fault is told where it stands in the notes."""
        before = dict(self._i.answers)
        try:
            self._give(before, answers)
        except UserError as error:
            fault = error.problems[0]
            names = [
                part.id
                for question in self._i.form.questionnaire.questions
                for part in question.parts
                if part.id in answers
            ]
            # The shortest beginning of the notes that leads to no profile ends with the answer that does so.
            good, bad = 0, len(names)
            while bad - good > 1:
                middle = (good + bad) // 2
                try:
                    self._give(before, {name: answers[name] for name in names[:middle]})
                except UserError as found:
                    bad, fault = middle, found.problems[0]
                else:
                    good = middle
            self._i.answers = before
            self._fault(self._noted[names[bad - 1]], fault.message, fault.hint)

    def _give(self, before: dict[str, Answer], answers: dict[str, Answer]) -> None:
        self._i.answers = {**before, **answers}
        self._i.standing()

    def _refuse_what_is_not_asked(
        self, questionnaire: Questionnaire, noted: dict[str, _Noted], answers: dict[str, Answer]
    ) -> None:
        every = given(questionnaire, {**self._i.known.answers, **answers})
        for question in questionnaire.questions:
            for part in question.parts:
                if part.id not in noted:
                    continue
                refused = self._not_offered(part, answers[part.id], every)
                if not asked(part, question, every):
                    self._fault(noted[part.id], say("asking.not_asked"), self._when_asked(part, question), key=True)
                elif refused is not None:
                    self._refuse_option(part, refused, noted[part.id], every)
                elif part.id not in every and part.unlike:
                    self._fault(noted[part.id], say("asking.told_before"), "")
                elif part.id not in every:
                    self._unknown_answer(part, noted[part.id], str(answers[part.id]))

    @staticmethod
    def _not_offered(part: Part, answer: Answer, every: Answers) -> Option | None:
        """The first option among an answer that cannot be chosen after the answers before."""
        if answer in OPEN:
            return None
        ids = (answer,) if isinstance(answer, str) else answer
        open_ones = offered(part, every)
        return next((option for option in part.options if option.id in ids and option not in open_ones), None)

    def _refuse_option(self, part: Part, option: Option, one: _Noted, every: Answers) -> None:
        """Say which answers an option does not go with, and what can be chosen instead."""
        beside = "; ".join(
            f"{name}: {_as_noted(every.get(name, ()), self._i.language)}"
            for name in option.when
            if not holds({name: option.when[name]}, {}, every)
        )
        message = say("asking.does_not_go", answer=option.id, name=one.name, beside=beside)
        known = ", ".join(free.id for free in offered(part, every))
        self._fault(one, message, say("asking.does_not_go_cure", known=known))

    def _when_asked(self, part: Part, question: Question) -> Cure:
        conditions = _conditions(part, question, in_which=self._i.language)
        if not conditions:
            return say("asking.not_asked_cure")
        return say("asking.not_asked_when", conditions=conditions)

    def _answer(self, part: Part, one: _Noted) -> Answer:
        value = one.value
        if isinstance(value, (int, float)):
            value = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        if isinstance(value, str) and (meant := _meant(value)):
            return meant
        if part.kind is Kind.SEVERAL:
            return self._several(part, one, value)
        if not isinstance(value, str):
            hint: Cure = say("asking.answer_takes_no_list_cure") if isinstance(value, list) else ""
            self._fault(one, say("asking.answer_shape", name=one.name), hint)
            return ""
        if part.kind is not Kind.CHOICE:
            fault = self._i.problem_with(part, value)
            if fault is not None:
                self._fault(one, fault, "")
        elif part.option(value) is None:
            return self._in_words(part, one, value)
        return value

    def _in_words(self, part: Part, one: _Noted, value: str) -> Answer:
        """An answer in words of one's own where options may be chosen: the option that stands for them."""
        option = next((option for option in part.options if option.said_in), None)
        said = self._i.form.questionnaire.part(option.said_in) if option is not None else None
        if option is None or said is None or self._i.problem_with(said, value) is not None:
            self._unknown_answer(part, one, value)
            return ""
        self._said[said.id], self._noted[said.id] = value, one
        return option.id

    def _several(self, part: Part, one: _Noted, value: Data) -> Answer:
        if isinstance(value, str):
            value = [word for word in value.replace(",", " ").replace(";", " ").split() if word]
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            known = ", ".join(option.id for option in part.options)
            self._fault(one, say("asking.answer_list", name=one.name, known=known), "")
            return ""
        for word in value:
            if part.option(str(word)) is None:
                self._unknown_answer(part, one, str(word))
                return ""
        alone = next((option.id for option in part.options if option.alone and option.id in value), "")
        if alone and len(value) > 1:
            self._fault(one, say("asking.alone", answer=alone, name=one.name), "")
            return ""
        return tuple(map(str, value))

    def _unknown_answer(self, part: Part, one: _Noted, answer: str) -> None:
        known = ", ".join(option.id for option in offered(part, {**self._i.every()}) or part.options)
        message = say("asking.unknown_answer", answer=answer, name=one.name)
        self._fault(one, message, say("asking.answers_known", known=known))

    def _near(self, name: str) -> Cure:
        every = [part.id for question in self._i.form.questionnaire.questions for part in question.parts]
        return did_you_mean(name, every) or say("asking.notes_kind_cure")

    def _fault(self, one: _Noted, message: Message, hint: Cure, *, key: bool = False) -> None:
        place = one.key if key else one.place
        self.problems.append(
            problem_at(self._file, self._text, place, (one.name,), message=message, hint=hint, code="notes")
        )


def _as_noted(answer: Answer, language: str) -> str:
    """An answer as notes have it."""
    if not answer:
        return in_language(say("asking.notes_no_answer"), language)
    return "not_asked" if answer == NOT_ASKED else answer if isinstance(answer, str) else ", ".join(answer)


def _either(ids: tuple[str, ...], language: str) -> str:
    """Answers of which one has to be given; an empty one is none."""
    return " | ".join(one or in_language(say("asking.notes_no_answer"), language) for one in ids)


def _conditions(part: Part, question: Question, *, in_which: str) -> str:
    """After which answers a part is asked, in a few words; empty where it always is."""
    main = question.parts[0]
    found = []
    for when, form in (
        ({**main.when, **part.when}, "notes_if"),
        ({**main.when_not, **part.when_not}, "notes_if_not"),
    ):
        only_any = {name: ids for name, ids in when.items() if set(ids) == {""}}
        told = [f"{name}: {_either(ids, in_which)}" for name, ids in when.items() if name not in only_any]
        if told:
            found.append(in_language(say(f"asking.{form}", conditions="; ".join(told)), in_which))
        if only_any and form == "notes_if_not":
            found.append(in_language(say("asking.notes_if", conditions=f"{', '.join(only_any)}: …"), in_which))
    return "; ".join(found)


def render_notes(questionnaire: Questionnaire, language: str) -> str:
    """An empty file of notes with every question, the answers that it may have, and when it is asked."""
    lines = [f"# {in_language(say(f'asking.{name}'), language)}" for name in ("notes_head", "notes_word")]
    for question in questionnaire.questions:
        lines.append("")
        for part in question.parts:
            lines += _noted_part(part, question, language) if not part.aside else ()
    return "\n".join(lines) + "\n"


_NOT_ASKED = frozenset({"not_asked", "not asked", "nicht gefragt", NOT_ASKED})
_NOT_KNOWN = frozenset(
    {
        UNKNOWN,
        "not_known",
        "not known",
        "don't know",
        "don’t know",
        "unknown",
        "weiss nicht",
        "nicht bekannt",
        "unbekannt",
    }
)
_FREE = {
    Kind.TEXT: "asking.notes_text",
    Kind.TIME: "asking.notes_time",
    Kind.NUMBER: "asking.notes_number",
    Kind.AMOUNT: "asking.notes_amount",
    Kind.SHARE: "asking.notes_share",
    Kind.DURATION: "asking.notes_duration",
    Kind.AHEAD: "asking.notes_ahead",
    Kind.UNTIL: "asking.notes_until",
    Kind.DAYS: "asking.notes_days",
}


def _meant(value: str) -> str:
    """`UNKNOWN` or `NOT_ASKED` for a word that says so, else nothing."""
    said = " ".join(value.split()).casefold()
    return NOT_ASKED if said in _NOT_ASKED else UNKNOWN if said in _NOT_KNOWN else ""


def _noted_part(part: Part, question: Question, language: str) -> Iterator[str]:
    yield f"# {part.text[language]}"
    if conditions := _conditions(part, question, in_which=language):
        yield f"#   ({conditions})"
    for option in part.options:
        only = "; ".join(f"{name}: {_either(ids, language)}" for name, ids in option.when.items())
        behind = f" ({in_language(say('asking.notes_if', conditions=only), language)})" if only else ""
        yield f"#   {option.id}: {option.text[language]}{behind}"
    if not part.options:
        yield f"#   {in_language(say(_FREE[part.kind]), language)}"
    if part.takes_none:
        yield f"#   {in_language(say('asking.notes_none'), language)}"
    yield f"{part.id}:"
