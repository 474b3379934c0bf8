"""An interview on its way: what is asked next, what is written after each answer, how far the result has narrowed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lmmm_report.assess.result.coordinates import judge
from lmmm_report.assess.result.findings import find
from lmmm_report.assess.result.settling import only_gates
from lmmm_report.domain.assessment import AxisResult, Finding, Outcome
from lmmm_report.domain.format import Sense
from lmmm_report.domain.profile import Profile
from lmmm_report.domain.questionnaire import (
    NOT_ASKED,
    UNKNOWN,
    Kind,
    Option,
    Part,
    Question,
    Questionnaire,
    asked,
    holds,
)
from lmmm_report.editing.answered import render_answered, schema_line
from lmmm_report.editing.answers import by_id, fields_of, references
from lmmm_report.editing.form import Form, form_of
from lmmm_report.editing.given import cleaned, counted, denies, given, offered, refused_in, says_nothing, told_before
from lmmm_report.editing.going_on import Found, answered_in, render_gone_on, unsure_in
from lmmm_report.facts.counts import count_of, days_of, duration_of
from lmmm_report.facts.shares import share_of
from lmmm_report.load.model.questionnaire import load_questionnaire
from lmmm_report.load.schema.forms import SAID_BY
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.load.yaml.text import read_bytes
from lmmm_report.making.formats import newest
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.own_questions import with_own_questions
from lmmm_report.making.statements import refused
from lmmm_report.messages import Message, say
from lmmm_report.output import write_file
from lmmm_report.problems import Problem, UserError


class Standing(NamedTuple):
    """Where a company stands as far as it has been told."""

    axes: tuple[AxisResult, AxisResult]
    answered: int
    """Gates of which it is known whether they are met."""
    gates: int

    @property
    def firm(self) -> bool:
        """Whether no further answer can change the stages."""
        return all(axis.proven == axis.possible for axis in self.axes)


class Step(NamedTuple):
    """One thing to be asked, and how far the interview is."""

    question: Question
    part: Part
    options: tuple[Option, ...]
    number: int
    """Of the question, from 1."""
    total: int
    """So many questions there are, as things stand."""


Answer = str | tuple[str, ...]


def questionnaire_at(path: Path | None, reader: ProfileReader) -> Questionnaire:
    """The questionnaire of the model at ``path``; `UserError` where it has none."""
    gates = {criterion.id for criterion in reader.model.criteria}
    folder = path if path is not None and path.is_dir() else None
    found = load_questionnaire(folder, languages=tuple(reader.model.languages), gates=gates)
    if found is None:
        message = say("asking.no_questionnaire")
        raise UserError(
            Problem(file=str(path), message=message, hint=say("asking.no_questionnaire_cure"), code="no-interview")
        )
    return with_own_questions(found, reader.model, reader.described)


class Interviewing:
    """One interview. What it says after each answer is a function of the answers and of the text that it began with."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        reader: ProfileReader,
        *,
        language: str,
        day: date,
        file: Path | None = None,
        schema: str | None = None,
    ) -> None:
        self.form: Form = form_of(questionnaire, reader.described, language, newest(reader.described))
        self.reader = reader
        self.day = day
        self.file = file
        self.answers: dict[str, Answer] = {}
        self.known = Found({}, {})
        self.details = False
        """Whether what is only asked on wish is asked as well."""
        self.again = False
        """Whether of that also what nobody could say before."""
        self._unsure: frozenset[str] = frozenset()
        """Questions to which nobody could say anything, by what the profile notes as open."""
        self.said_by = ""
        self._head = schema_line(schema)
        """The first line of a new profile: where editors find its JSON Schema."""
        self._gates = only_gates(reader.model)
        self._base: Profile | None = None
        self._bytes = b""
        self._written = ""
        self._findings: tuple[Finding, ...] = ()
        self._known_gates: set[str] = set()
        self._passed: set[str] = set()
        self._judged_for: dict[str, Answer] | None = None
        self._stages = {criterion.id: (criterion.axis, criterion.stage) for criterion in self._gates.criteria}

    @property
    def language(self) -> str:
        """The language of the questions and of what is written."""
        return self.form.language

    def go_on_in(self, file: Path) -> None:
        """Go on in a profile that is there; `UserError` for a faulty one or one in an older format."""
        self.file = file
        self._bytes = read_bytes(file)
        self._base = self.reader.read_text(self._bytes, str(file))
        data = parse_yaml(self._bytes, str(file)).data
        assert isinstance(data, dict)
        if data.get("format") != self.form.version:
            message = say("writing.older_format", version=str(data.get("format")), newest=self.form.version)
            raise UserError(
                Problem(file=str(file), message=message, hint=say("writing.older_format_cure"), code="older-format")
            )
        self.day = self._base.date
        self._written = self._base.text
        self.known = answered_in(self.form, data)
        self._unsure = unsure_in(self.form, data)
        self._settled(data)

    def _settled(self, data: Mapping[str, object]) -> None:
        """Pass over what the profile settles, in whatever words it does."""
        missing = {
            finding.criterion.id: tuple(_names(fact.path) for fact in finding.missing)
            for finding in self._judge()
            if finding.outcome is Outcome.UNKNOWN
        }
        for question in self.form.questionnaire.questions:
            open_gates = [gate for gate in question.gates if gate in missing]
            if question.required or (not open_gates if question.gates else self._told(question, data)):
                self._passed.update(part.id for part in question.parts)
            elif question.id in self.known.answers:
                wanted = [path for gate in open_gates for path in missing[gate]]
                self._passed.update(part.id for part in question.parts if not self._settles(part, wanted))

    def _settles(self, part: Part, wanted: list[tuple[str, ...]]) -> bool:
        """Whether an answer to a part says something at one of the places where something is missing."""
        known = self.known.answers.get(part.id)
        options = [option for option in part.options if known is None or option.id == known]
        places = [place for states in (part.states, *(o.states for o in options)) for place in fields_of(states)]
        for question in self.form.questionnaire.questions:
            for one in question.parts:
                for states in (one.states, *(option.states for option in one.options)):
                    places += [place for name, place in references(states) if name == part.id]
        # What was answered already is put again only where just that leaves something open.
        return any(
            place[: len(path)] == (path if known is not None else path[: len(place)])
            for place in places
            for path in wanted
        )

    @staticmethod
    def _told(question: Question, data: Mapping[str, object]) -> bool:
        """Whether a profile has something where the answer to a question would stand.

        Who tells it stands for all that is there already, so that somebody else cannot be put in that place.
        """

        def there(states: object, place: object) -> bool:
            if not isinstance(states, Mapping):
                return place is not None
            return isinstance(place, Mapping) and all(there(child, place.get(name)) for name, child in states.items())

        main = question.parts[0]
        if SAID_BY in main.states.get("assessment", {}):
            return True
        return any(states and there(states, data) for states in (main.states, *(one.states for one in main.options)))

    # What is asked

    def every(self) -> dict[str, Answer]:
        """All answers: those of the profile and those that were given."""
        return given(self.form.questionnaire, {**self.known.answers, **self.answers})

    def steps(self) -> list[Step]:
        """Everything that is asked as things stand, in order; what was answered in this interview as well."""
        every = self.every()
        questions = [
            question
            for question in self.form.questionnaire.questions
            if any(part.id not in self._passed and asked(part, question, every) for part in question.parts)
            and self.wanted(question)
        ]
        found: list[Step] = []
        for number, question in enumerate(questions, 1):
            for part in question.parts:
                if part.id not in self._passed and not part.aside and asked(part, question, every):
                    found.append(Step(question, part, offered(part, every), number, len(questions)))
        return found

    def wanted(self, question: Question) -> bool:
        """Whether a question is asked: details on wish only, and so what is settled or lies beyond the next stage."""
        if any(part.id in self.answers for part in question.parts):
            return True
        if question.details and question.id in self._unsure and not self.again:
            return False
        if self.details:
            return True
        settled = question.details_if and holds(question.details_if, {}, self.every())
        return not (question.details or settled or self._far(question) or self._derived(question))

    def _derived(self, question: Question) -> bool:
        """Whether all that an answer may settle follows already from what was answered."""
        self._judge()
        return bool(question.gates) and all(gate in self._known_gates for gate in question.gates)

    @property
    def settled(self) -> frozenset[str]:
        """The gates of which it is known by now whether they are met."""
        self._judge()
        return frozenset(self._known_gates)

    def _far(self, question: Question) -> bool:
        """Whether all that an answer may settle lies beyond the stage after the one that is possible."""
        if not question.gates:
            return False
        possible = {axis.axis.id: axis.possible for axis in self.standing().axes}
        return all(self._stages[gate][1] > possible[self._stages[gate][0]] + 1 for gate in question.gates)

    def word_of(self, question: Question) -> str:
        """Who stands for the answers to a question, where it is not who tells the rest; empty for nobody else."""
        return str(self.answers.get(by_id(question), ""))

    @staticmethod
    def is_none(part: Part, answer: str) -> bool:
        """Whether a free answer says that there is none, where that is an answer."""
        return denies(part, cleaned(answer))

    def problem_with(self, part: Part, answer: str) -> Message | None:
        """What is wrong with a free answer, `None` if it can be written."""
        if refused_in(answer):
            no_text = any("\ud800" <= character <= "\udfff" for character in answer)
            return say("asking.no_text" if no_text else "asking.refused")
        text = cleaned(answer)
        if denies(part, text):
            return None
        if part.kind in (Kind.NUMBER, Kind.AMOUNT, Kind.DAYS):
            return None if counted(part, text) is not None else self._problem_with_count(part, text)
        if not text or (says_nothing(text) and part.kind is not Kind.SHARE):
            return say("asking.says_nothing")
        return self._problem_with_words(part, text)

    def _problem_with_words(self, part: Part, text: str) -> Message | None:
        if told_before(part, text, self.every()):
            return say("asking.told_before")
        if len(text) > part.most:
            return say("asking.too_long", count=len(text), most=part.most)
        if part.kind is Kind.SHARE:
            return None if share_of(text) is not None else say("asking.no_share")
        if part.kind is Kind.DURATION:
            return None if duration_of(text) else say("asking.no_duration")
        return self._problem_with_time(text, part.kind.sense) if part.kind.sense else None

    @staticmethod
    def _problem_with_count(part: Part, text: str) -> Message:
        if part.kind is Kind.DAYS:
            days = days_of(text)
            if days is not None and days.per == "week":
                return say("asking.days_a_week", count=days.halves * 52 // 24)
            return say("asking.no_days", most=part.most)
        count = count_of(text)
        if count is not None and count.per and not part.per:
            return say("asking.no_period_here")
        if part.kind is Kind.AMOUNT:
            return say("asking.no_amount", most=part.most)
        if count is not None and count.rough:
            return say("asking.no_rough_number", least=part.least, most=part.most)
        return say("asking.no_number", least=part.least, most=part.most)

    def _problem_with_time(self, text: str, sense: Sense) -> Message | None:
        from lmmm_report.facts.times import time_of

        span = time_of(text, self.day, sense)
        if span is None:
            return say("asking.no_time" if sense == "past" else f"asking.no_time_{sense}")
        if sense != "past":
            behind = span.last < self.day or (sense == "end" and span.last == self.day)
            return say("asking.lies_behind", day=self.day.isoformat()) if behind else None
        return say("asking.lies_ahead", day=self.day.isoformat()) if span.first > self.day else None

    # What is answered and written

    def answer(self, part: Part, answer: Answer | None) -> None:
        """Take an answer, or (`None`) take one back; `UserError` where it leads to no valid profile."""
        before = dict(self.answers)
        if answer is None:
            self.answers.pop(part.id, None)
        else:
            self.answers[part.id] = answer
        try:
            self._judge()
        except UserError:
            self.answers = before
            raise

    def text(self) -> str:
        """The profile as it is told by now."""
        if self._base is None:
            return self._head + render_answered(self.form, self.answers, self.day)
        assert self.file is not None
        try:
            changed = render_gone_on(self.form, self._base.text, self.known, self.answers, said_by=self.said_by)
        except (ValueError, LookupError) as error:
            raise UserError(self._no_room()) from error
        if not changed.keeps():
            raise UserError(self._no_room())
        return changed.text

    def _no_room(self) -> Problem:
        return refused(self.file or Path("-"), "no_room_asked", "not-written")

    def standing(self) -> Standing:
        """Where the company stands by now; of nothing told, anywhere."""
        findings = self._judge()
        first, second = judge(findings, self._gates)
        known = sum(finding.outcome is not Outcome.UNKNOWN for finding in findings)
        return Standing((first, second), known, len(findings))

    def _judge(self) -> tuple[Finding, ...]:
        if self._judged_for != self.answers:
            profile = self.reader.read_text(self._named_text().encode(), str(self.file or "-"))
            self._findings = find(profile, self._gates)
            self._known_gates = {one.criterion.id for one in self._findings if one.outcome is not Outcome.UNKNOWN}
            self._judged_for = dict(self.answers)
        return self._findings

    def _named_text(self) -> str:
        if self._base is None and not self.named:
            return render_answered(self.form, {**self.answers, "company": "…x"}, self.day)
        return self.text()

    @property
    def named(self) -> bool:
        """Whether it is known whom it is about, without which there is no profile."""
        return self._base is not None or all(
            question.parts[0].id in self.every() for question in self.form.questionnaire.questions if question.required
        )

    def write(self) -> bool:
        """Write the profile into its file if it says something new; whether it does."""
        if self.file is None or not self.named:
            return False
        text = self.text()
        if text == self._written:
            return False
        if self._bytes and read_bytes(self.file) != self._bytes:
            raise UserError(refused(self.file, "changed_meanwhile", "file-changed"))
        mark = codecs.BOM_UTF8 if self._bytes.startswith(codecs.BOM_UTF8) else b""
        data = mark + text.encode()
        write_file(self.file, data, overwrite=bool(self._bytes))
        self._written, self._bytes = text, data
        return True


def _names(path: str) -> tuple[str, ...]:
    """The names of fields on the way to a fact, as a report spells it."""
    return tuple(re.sub(r"\[[^\]]*\]", "", path).split("."))


__all__ = ["NOT_ASKED", "UNKNOWN", "Answer", "Interviewing", "Standing", "Step", "questionnaire_at"]
