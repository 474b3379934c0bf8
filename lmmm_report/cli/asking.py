"""An interview held with a person: puts question after question on a screen, whatever the screen is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple, Protocol

from lmmm_report.domain.questionnaire import NOT_ASKED, OPEN, UNKNOWN, Kind, Part, Question
from lmmm_report.making.interviewing import Answer, Interviewing, Standing, Step
from lmmm_report.messages import Message, in_language, say
from lmmm_report.problems import UserError


class Move(Enum):
    """What a person may say instead of an answer."""

    SKIP = "s"
    LATER = "l"
    WHO = "w"
    BACK = "b"
    QUIT = "q"


Reply = Answer | Move

FIRST = 20
"""So many questions are put before it is asked whether to go on."""
FEW = 3
"""So many more are put without asking."""


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
    alone: frozenset[str]
    """Ids of the options that go with no other one."""
    takes_words: bool
    """Whether an answer in one's own words may stand instead of an option."""
    help: str
    example: str
    words: dict[str, str]
    """The program's own words on the screen."""
    before: Answer | None
    """What was answered before it was taken back."""
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

    def withdraw(self) -> None:
        """The last answer that was noted was taken back."""
        ...


_WORDS = (
    *("unknown", "not_asked_of", "keys_choice", "keys_several", "keys_text", "keys_required", "keys_plain"),
    *("no_help", "no_example", "before", "before_text"),
)


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
        self._put_off: list[str] = []
        """Parts of which somebody said "later": they come again when all else was put."""
        self.put: list[str] = []
        """Questions in the order in which they were put, each once."""
        self._noted: list[str] = []
        """Parts whose answers stand noted on the screen."""
        self._before: dict[str, Answer] = {}
        """Answers that were taken back."""
        self._fault: Message | None = None
        self._digits = ("", "")
        """The part whose text was but a digit, and the digit: said again, it is meant."""
        self._paused = False
        """Whether it was asked after the first questions whether to go on."""

    def run(self) -> None:
        while True:
            step = next((step for step in self._i.steps() if step.part.id not in self._passed), None)
            if step is None:
                if not self._come_back() and not self._go_on():
                    return
                continue
            if step.question.id not in self.put:
                if self._is_time() and not self._pause():
                    return
                if step.part.id not in {one.part.id for one in self._left()}:
                    continue
                self.put.append(step.question.id)
            try:
                reply = self._screen.ask(self._sheet(step))
            except EOFError:
                reply = Move.QUIT
            self._fault = None
            if reply is Move.QUIT:
                self._leave(step)
                return
            self._take(step, reply)

    def _leave(self, step: Step) -> None:
        """Keep what a question that has begun would have asked as well: not asked, so that it is asked another time."""
        if step.part is step.question.parts[0] or step.question.id not in self._i.answers:
            return
        left = [one.part for one in self._left() if one.question is step.question]
        for part in left:
            self._i.answer(part, NOT_ASKED)
        self._write(left)

    def _take(self, step: Step, reply: Reply) -> None:
        part = step.part
        if reply is Move.BACK:
            self._back()
        elif reply in (Move.SKIP, Move.LATER, *OPEN) and step.question.required and part is step.question.parts[0]:
            self._fault = say("asking.required")
        elif reply is Move.SKIP:
            self._passed.append(part.id)
            self._i.answer(part, None)
        elif reply is Move.LATER:
            self._later(step)
        elif reply is Move.WHO:
            self._who(step)
        elif not isinstance(reply, Move):
            self._answer(step, reply)

    def _later(self, step: Step) -> None:
        """Put off what is asked; of a question itself that there is one, where that can be answered."""
        question, part = step.question, step.part
        if part is not question.parts[0] or not question.there:
            self._put_off.append(part.id)
            self._passed.append(part.id)
            return
        self._answer(step, question.there)
        if self._fault is None:
            details = [one.part.id for one in self._i.steps() if one.question is question and one.part is not part]
            self._put_off += [one for one in details if one not in self._passed]
            self._passed += [one for one in details if one not in self._passed]

    def _come_back(self) -> bool:
        """Put again what was put off; whether there is anything."""
        back, self._put_off = self._put_off, []
        self._passed = [one for one in self._passed if one not in back]
        return any(step.part.id in back for step in self._i.steps())

    def _who(self, step: Step) -> None:
        """Ask on whose word the answers to a question rest, and how that person knows."""
        for aside in (part for part in step.question.parts if part.aside):
            while True:
                reply = self._screen.ask(
                    self._sheet(Step(step.question, aside, aside.options, step.number, step.total))
                )
                if isinstance(reply, str) and reply not in OPEN and not aside.options:
                    self._fault = self._i.problem_with(aside, reply)
                    if self._fault is not None:
                        continue
                break
            self._fault = None
            if isinstance(reply, Move) or reply in OPEN:
                return
            self._i.answer(aside, reply)

    def _answer(self, step: Step, reply: Answer) -> None:
        part = step.part
        in_words = next((option for option in part.options if option.said_in), None)
        if isinstance(reply, str) and in_words is not None and part.option(reply) is None and reply not in OPEN:
            said = self._i.form.questionnaire.part(in_words.said_in)
            assert said is not None
            self._fault = self._i.problem_with(said, reply)
            if self._fault is None:
                self._answer(step, in_words.id)
                self._answer(step._replace(part=said), reply)
            return
        if isinstance(reply, str) and reply not in OPEN and not part.options:
            self._fault = self._i.problem_with(part, reply) or self._mistyped(part, reply)
            if self._fault is not None:
                return
        try:
            self._i.answer(part, reply)
        except UserError as error:
            self._fault = error.problems[0].message
            if error.problems[0].code == "not-written":
                self._passed.append(part.id)
            return
        self._passed.append(part.id)
        if not self._write([part]):
            return
        self._screen.note(_shown(step, self._i.language), self._said(part, reply))
        self._noted.append(part.id)
        self._before.pop(part.id, None)

    def _write(self, parts: Iterable[Part]) -> bool:
        """Write the profile with the answers to these parts; where there is no room for them they fall away."""
        try:
            self._i.write()
        except UserError as error:
            if error.problems[0].code != "not-written":
                raise
            for part in parts:
                self._i.answers.pop(part.id, None)
            self._fault = error.problems[0].message
            return False
        return True

    def _mistyped(self, part: Part, reply: str) -> Message | None:
        """Where a text is asked for, a digit is meant for a list that stood there before."""
        mistyped = part.kind is Kind.TEXT and len(reply) < 3 and reply.isdigit() and self._digits != (part.id, reply)
        self._digits = (part.id, reply)
        return say("asking.only_a_digit", text=reply) if mistyped else None

    def _back(self) -> None:
        reachable = {step.part.id: step.part for step in self._i.steps()}
        while self._passed:
            last = self._passed.pop()
            if self._noted[-1:] == [last]:
                self._noted.pop()
                self._screen.withdraw()
            if last in reachable:
                if last in self._i.answers:
                    self._before[last] = self._i.answers[last]
                self._i.answer(reachable[last], None)
                return
        self._fault = say("asking.no_back")

    def _left(self) -> list[Step]:
        return [step for step in self._i.steps() if step.part.id not in self._passed]

    def _is_time(self) -> bool:
        """Whether the weightiest questions were put, and enough are left for a pause."""
        if self._paused or self._i.details or len(self.put) < FIRST:
            return False
        return len({step.question.id for step in self._left()} - set(self.put)) > FEW

    def _pause(self) -> bool:
        """Whether the person wishes to go on after the weightiest questions."""
        self._paused = True
        left = {step.question.id for step in self._left()} - set(self.put)
        standing = self._i.standing()
        key = "asking.pause_firm" if standing.firm else "asking.pause"
        where = in_language(place(standing), self._i.language)
        try:
            reply = self._screen.ask(self._rest(say(key, count=len(left), place=where)))
        except EOFError:
            return False
        if reply is Move.BACK:
            self._paused = False
            self._back()
            return True
        return reply == "go_on"

    def _go_on(self) -> bool:
        """Whether the person wishes to be asked the rest as well."""
        if self._i.details:
            return False
        self._i.details = True
        left = {step.question.id for step in self._left()} - self._unsure()
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

    def _unsure(self) -> set[str]:
        """The questions to which nobody knew an answer: they are no longer offered."""
        every = {**self._i.known.answers, **self._i.answers}
        return {one.id for one in self._i.form.questionnaire.questions if every.get(one.id) in OPEN}

    def _said(self, part: Part, reply: Answer) -> str:
        language = self._i.language
        if reply in OPEN:
            return self._say(say("asking.unknown" if reply == UNKNOWN else "asking.not_asked_of"))
        if not part.options:
            return self._say(say("asking.none_of_it")) if self._i.is_none(part, str(reply)) else str(reply)
        chosen = [reply] if isinstance(reply, str) else reply
        return ", ".join(option.text[language] for option in part.options if option.id in chosen)

    def _sheet(self, step: Step) -> Sheet:
        language, standing = self._i.language, self._i.standing()
        question, part = step.question, step.part
        number, count = self._counted(step)
        progress = say("asking.progress", number=number, count=count, answered=standing.answered, gates=standing.gates)
        shown = [in_language(progress, language), self._word_of(question)]
        return Sheet(
            kind=part.kind,
            required=question.required and part is question.parts[0],
            progress=" · ".join(filter(None, shown)),
            standing=tuple(self._standing(standing, within=part is not question.parts[0] and bool(question.gates))),
            question=question.text[language],
            part="" if part is question.parts[0] else part.text[language],
            options=tuple((option.id, option.text[language]) for option in step.options),
            alone=frozenset(option.id for option in step.options if option.alone),
            takes_words=any(option.said_in for option in step.options),
            help=part.help.get(language, ""),
            example=part.example.get(language, ""),
            words={name: self._say(say(f"asking.{name}")) for name in _WORDS},
            before=self._before.get(part.id),
            fault=in_language(self._fault, language) if self._fault is not None else "",
        )

    def _counted(self, step: Step) -> tuple[int, int]:
        """The number of a question, in the order in which they are put, and how many there are as things stand."""
        ids = [one.question.id for one in self._i.steps() if one.part.id not in self._passed]
        left = {one for one in ids if one not in self.put}
        return self.put.index(step.question.id) + 1, len(self.put) + len(left)

    def _word_of(self, question: Question) -> str:
        by = self._i.word_of(question)
        return self._say(say("asking.word_of", name=by)) if by else ""

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
            alone=frozenset(),
            takes_words=False,
            help="",
            example="",
            words={
                **{name: self._say(say(f"asking.{name}")) for name in _WORDS},
                "keys_choice": self._say(say("asking.keys_rest")),
                "unknown": "",  # whether to go on everybody knows
            },
            before=None,
            fault="",
        )

    def _standing(self, standing: Standing, *, within: bool = False) -> Iterable[str]:
        """``within``: a question has begun, and what follows up may still move what it has shown by now."""
        firm = standing.firm and not within
        yield from matrix(standing, self._i.language, firm=firm)
        if firm:
            top = all(axis.proven == len(axis.stages) for axis in standing.axes)
            yield self._say(say("asking.firm_top" if top else "asking.firm"))
        else:
            across, up = standing.axes
            count = (across.possible - across.proven + 1) * (up.possible - up.proven + 1)
            yield self._say(say("asking.range", count=count))

    def _say(self, message: Message) -> str:
        return in_language(message, self._i.language)


def matrix(standing: Standing, language: str, *, firm: bool) -> list[str]:
    """The matrix in a few lines: which cells are possible by now, and of a firm result which one it is."""
    across, up = standing.axes
    name, beside = up.axis.name[language], across.axis.name[language]
    here = "■" if firm else "□"
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
        return Move.SKIP if sheet.before is None else sheet.before
    if command == "n":
        return NOT_ASKED
    if sheet.kind in (Kind.CHOICE, Kind.SEVERAL):
        return _chosen(text, sheet)
    return UNKNOWN if command == "d" else text


def _chosen(text: str, sheet: Sheet) -> Reply | str:
    if text in ("0", "d"):
        return UNKNOWN if sheet.words["unknown"] else ""
    words = [word for word in text.replace(",", " ").split() if word]
    ids = [
        sheet.options[int(word) - 1][0]
        for word in words
        if word.isascii() and word.isdigit() and 1 <= int(word) <= len(sheet.options)
    ]
    if len(ids) != len(words) or (sheet.kind is Kind.CHOICE and len(ids) != 1):
        return text if sheet.takes_words else ""
    if len(ids) > 1 and sheet.alone.intersection(ids):
        return ""
    return ids[0] if sheet.kind is Kind.CHOICE else tuple(dict.fromkeys(ids))


def told_before(sheet: Sheet) -> str:
    """The answer that was taken back, as somebody would type it."""
    before = sheet.before
    if before in OPEN:
        return sheet.words["unknown" if before == UNKNOWN else "not_asked_of"]
    chosen = before if isinstance(before, tuple) else (before,)
    texts = [text for name, text in sheet.options if name in chosen]
    return ", ".join(texts) or str(before)


def _shown(step: Step, language: str) -> str:
    return step.part.text[language]
