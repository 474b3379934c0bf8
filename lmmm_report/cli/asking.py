"""An interview held with a person: puts question after question on a screen, whatever the screen is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple, Protocol

from lmmm_report.domain.questionnaire import UNKNOWN, Kind, Part
from lmmm_report.making.interviewing import Answer, Interviewing, Standing, Step
from lmmm_report.messages import Message, in_language, say
from lmmm_report.problems import UserError


class Move(Enum):
    """What a person may say instead of an answer."""

    SKIP = "s"
    LATER = "l"
    BACK = "b"
    QUIT = "q"


Reply = Answer | Move


class Sheet(NamedTuple):
    """All that is shown with one thing that is asked, in one language."""

    kind: Kind
    required: bool
    progress: str
    standing: tuple[str, ...]
    """The matrix, and a sentence."""
    question: str
    part: str
    """What is asked in detail; empty where it is the question itself."""
    options: tuple[tuple[str, str], ...]
    """Id and text of each."""
    help: str
    example: str
    words: dict[str, str]
    """The program's own words on the screen."""
    fault: str
    """Why the answer before was none; empty where there was none."""


class Screen(Protocol):
    """Where an interview is held."""

    def ask(self, sheet: Sheet) -> Reply:
        """Put one question and wait for the reply; `EOFError` where nobody is there any more."""
        ...

    def note(self, question: str, answer: str) -> None:
        """What was answered, in a line."""
        ...


_WORDS = ("unknown", "keys_choice", "keys_several", "keys_text", "keys_required", "keys_plain", "no_help", "no_example")


def hold(interviewing: Interviewing, screen: Screen) -> tuple[int, int]:
    """Hold an interview until all is asked or the person stops; how many questions were put and parts answered.

    After each answer the profile is written.
    """
    held = _Held(interviewing, screen)
    held.run()
    return len(held.put), len(interviewing.answers)


class _Held:
    def __init__(self, interviewing: Interviewing, screen: Screen) -> None:
        self._i = interviewing
        self._screen = screen
        self._passed: list[str] = []
        """Parts that are behind, in the order in which they were put."""
        self.put: set[str] = set()
        self._fault: Message | None = None

    def run(self) -> None:
        while True:
            step = next((step for step in self._i.steps() if step.part.id not in self._passed), None)
            if step is None:
                if not self._go_on():
                    return
                continue
            self.put.add(step.question.id)
            try:
                reply = self._screen.ask(self._sheet(step))
            except EOFError:
                return
            self._fault = None
            if reply is Move.QUIT:
                return
            self._take(step, reply)

    def _take(self, step: Step, reply: Reply) -> None:
        part = step.part
        if reply is Move.BACK:
            self._back()
        elif reply in (Move.SKIP, UNKNOWN) and step.question.required and part is step.question.parts[0]:
            self._fault = say("asking.required")
        elif reply is Move.SKIP:
            self._passed.append(part.id)
            self._i.answer(part, None)
        elif reply is Move.LATER:
            self._passed += [one.part.id for one in self._i.steps() if one.question is step.question]
            self._passed += [one.id for one in step.question.parts if one.id not in self._passed]
        elif not isinstance(reply, Move):
            self._answer(step, reply)

    def _answer(self, step: Step, reply: Answer) -> None:
        part = step.part
        if isinstance(reply, str) and reply != UNKNOWN and not part.options:
            self._fault = self._i.problem_with(part, reply)
            if self._fault is not None:
                return
        try:
            self._i.answer(part, reply)
        except UserError as error:
            if error.problems[0].code != "not-written":
                self._fault = error.problems[0].message
                return
            self._passed.append(part.id)
            self._fault = error.problems[0].message
            return
        try:
            self._i.write()
        except UserError as error:
            if error.problems[0].code != "not-written":
                raise
            self._i.answers.pop(part.id, None)
            self._passed.append(part.id)
            self._fault = error.problems[0].message
            return
        self._passed.append(part.id)
        self._screen.note(_shown(step, self._i.language), self._said(part, reply))

    def _back(self) -> None:
        reachable = {step.part.id: step.part for step in self._i.steps()}
        while self._passed:
            last = self._passed.pop()
            if last in reachable:
                self._i.answer(reachable[last], None)
                return
        self._fault = say("asking.no_back")

    def _go_on(self) -> bool:
        """Whether the person wishes to be asked the rest as well."""
        if self._i.details:
            return False
        self._i.details = True
        left = {step.question.id for step in self._i.steps() if step.part.id not in self._passed}
        self._i.details = False
        if not left:
            return False
        sheet = self._rest(say("asking.more", count=len(left)))
        try:
            reply = self._screen.ask(sheet)
        except EOFError:
            return False
        if reply is Move.BACK:
            self._back()
            return True
        self._i.details = reply == "go_on"
        return self._i.details

    def _said(self, part: Part, reply: Answer) -> str:
        language = self._i.language
        if reply == UNKNOWN:
            return self._say(say("asking.unknown"))
        if not part.options:
            return str(reply)
        chosen = [reply] if isinstance(reply, str) else reply
        return ", ".join(option.text[language] for option in part.options if option.id in chosen)

    def _sheet(self, step: Step) -> Sheet:
        language, standing = self._i.language, self._i.standing()
        question, part = step.question, step.part
        texts = [question.help.get(language, "")]
        if part.kind is Kind.TIME:
            texts.append(self._say(say("asking.time_forms")))
        progress = say(
            "asking.progress", number=step.number, count=step.total, answered=standing.answered, gates=standing.gates
        )
        return Sheet(
            kind=part.kind,
            required=question.required and part is question.parts[0],
            progress=in_language(progress, language),
            standing=tuple(self._standing(standing)),
            question=question.text[language],
            part="" if part is question.parts[0] else part.text[language],
            options=tuple((option.id, option.text[language]) for option in step.options),
            help=" ".join(filter(None, texts)),
            example=question.example.get(language, ""),
            words={name: self._say(say(f"asking.{name}")) for name in _WORDS},
            fault=in_language(self._fault, language) if self._fault is not None else "",
        )

    def _rest(self, question: Message) -> Sheet:
        language = self._i.language
        return Sheet(
            kind=Kind.CHOICE,
            required=False,
            progress="",
            standing=tuple(self._standing(self._i.standing())),
            question=in_language(question, language),
            part="",
            options=tuple((name, self._say(say(f"asking.{name}"))) for name in ("go_on", "stop")),
            help="",
            example="",
            words={name: self._say(say(f"asking.{name}")) for name in _WORDS},
            fault="",
        )

    def _standing(self, standing: Standing) -> Iterable[str]:
        yield from matrix(standing, self._i.language)
        if standing.firm:
            yield self._say(say("asking.firm"))
        else:
            across, up = standing.axes
            count = (across.possible - across.proven + 1) * (up.possible - up.proven + 1)
            yield self._say(say("asking.range", count=count))

    def _say(self, message: Message) -> str:
        return in_language(message, self._i.language)


def matrix(standing: Standing, language: str) -> list[str]:
    """The matrix in a few lines: which cells are possible by now, and of a firm result which one it is."""
    across, up = standing.axes
    name, beside = up.axis.name[language], across.axis.name[language]
    here = "■" if standing.firm else "□"
    rows = []
    for number in range(len(up.stages), 0, -1):
        cells = [
            here if across.proven <= x <= across.possible and up.proven <= number <= up.possible else "·"
            for x in range(1, len(across.stages) + 1)
        ]
        head = name if number == len(up.stages) else ""
        rows.append(f"{head:<{len(name)}} {number}  {'  '.join(cells)}")
    return [*rows, f"{'':<{len(name)}}    {'  '.join(str(x) for x in range(1, len(across.stages) + 1))}  {beside}"]


def place(standing: Standing) -> Message:
    """Where a company stands, in a few words."""
    low = f"{standing.axes[0].proven},{standing.axes[1].proven}"
    if standing.firm:
        return say("asking.place_firm", low=low)
    return say("asking.place_open", low=low, high=f"{standing.axes[0].possible},{standing.axes[1].possible}")


def reply_of(line: str, sheet: Sheet) -> Reply | str:
    """What a typed line means: a reply, or ``?`` and ``e`` where help and example are asked for; else a fault.

    Faults are empty texts.
    """
    text = line.strip()
    command = text.casefold()
    if command in ("?", "e"):
        return f"{command}!"
    if command in [move.value for move in Move]:
        return Move(command)
    if not text:
        return Move.SKIP
    if sheet.kind in (Kind.CHOICE, Kind.SEVERAL):
        return _chosen(text, sheet)
    return UNKNOWN if command == "d" else text


def _chosen(text: str, sheet: Sheet) -> Reply | str:
    if text in ("0", "d"):
        return UNKNOWN
    words = [word for word in text.replace(",", " ").split() if word]
    ids = [
        sheet.options[int(word) - 1][0]
        for word in words
        if word.isascii() and word.isdigit() and 1 <= int(word) <= len(sheet.options)
    ]
    if len(ids) != len(words) or (sheet.kind is Kind.CHOICE and len(ids) != 1):
        return ""
    return ids[0] if sheet.kind is Kind.CHOICE else tuple(dict.fromkeys(ids))


def _shown(step: Step, language: str) -> str:
    return step.part.text[language]
