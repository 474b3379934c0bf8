"""The interview in a terminal. The only module that knows prompt_toolkit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style

from lmmm_report.cli.asking import Move, Reply, Sheet, reply_of, told_before
from lmmm_report.domain.questionnaire import NOT_ASKED, OPEN, UNKNOWN, Kind
from lmmm_report.making.interviewing import Answer
from lmmm_report.messages import in_language, say

_STYLE = Style(
    [("question", "bold"), ("here", "reverse"), ("quiet", "fg:ansibrightblack"), ("fault", "fg:ansired bold")]
)
_WIDEST = 96
_DIGITS = 9
"""So many answers have a digit of their own."""
_CHOICES = (Kind.CHOICE, Kind.SEVERAL)


class PromptScreen:
    """Questions one at a time, with the answers to choose from; what was answered stays above as a line."""

    def __init__(self, language: str, *, keys: Input | None = None, output: Output | None = None) -> None:
        self._language = language
        self._keys = keys
        self._output = output
        self._noted: list[list[str]] = []
        """The lines on what was answered, as they stand on the screen."""

    def ask(self, sheet: Sheet) -> Reply:
        """Put one question and wait for the reply; Ctrl-C and Ctrl-D stop the interview."""
        shown = _Shown(sheet, self._language)
        application: Application[Reply] = Application(
            layout=shown.layout(),
            key_bindings=shown.keys(),
            style=_STYLE,
            erase_when_done=True,
            input=self._keys,
            output=self._output,
        )
        return application.run(handle_sigint=False)

    def note(self, question: str, answer: str) -> None:
        """A line on what was answered."""
        from prompt_toolkit import print_formatted_text

        lines = wrap(f"{question} – {answer}", _WIDEST, initial_indent="✓ ", subsequent_indent="  ")
        print_formatted_text("\n".join(lines), output=self._output)
        self._noted.append(lines)

    def withdraw(self) -> None:
        """Take the last line away again. It is the lowest on the screen, as questions leave nothing behind."""
        from prompt_toolkit.application.current import get_app_session

        output = self._output or get_app_session().output
        width = output.get_size().columns
        lines = self._noted.pop() if self._noted else []
        rows = sum(max(1, -(-len(line) // width)) for line in lines)
        if rows:
            output.cursor_up(rows)
            output.erase_down()
            output.flush()


class _Shown:
    """One sheet on the screen, and what keys do on it."""

    def __init__(self, sheet: Sheet, language: str) -> None:
        self._sheet = sheet
        self._language = language
        self._at = -1
        """Nothing is pointed at before a key has done it, so that no stray Enter answers."""
        self._chosen: set[str] = set()
        self._aside = ""
        self._fault = sheet.fault
        self._typed = ""
        """What was typed into a list: the number of an answer, a command or an answer in one's own words."""
        unsure = [(UNKNOWN, sheet.words["unknown"])] if sheet.words["unknown"] else []
        self._choices = [*sheet.options, *unsure] if sheet.kind in _CHOICES else []
        self._line = Buffer(multiline=False)
        self._begin_with(sheet.before)

    def _begin_with(self, before: Answer | None) -> None:
        """Show the answer that was taken back. Enter gives it again; whatever is typed stands in its place."""
        if before is None or not self._choices or before == NOT_ASKED:
            return
        if isinstance(before, str):
            self._at = next((number for number, (name, _) in enumerate(self._choices) if name == before), -1)
        else:
            self._chosen = set(before)

    def layout(self) -> Layout:
        above = Window(FormattedTextControl(lambda: list(self._above())), dont_extend_height=True, wrap_lines=True)
        below = Window(FormattedTextControl(lambda: list(self._below())), dont_extend_height=True, wrap_lines=True)
        if self._choices:
            answers = Window(
                FormattedTextControl(lambda: list(self._answers()), focusable=True, show_cursor=False),
                dont_extend_height=True,
                wrap_lines=True,
            )
            return Layout(HSplit([above, answers, below]), focused_element=answers)
        line = Window(
            BufferControl(self._line), height=1, get_line_prefix=lambda _line, _wrap: [("class:question", "> ")]
        )
        return Layout(HSplit([above, line, below]), focused_element=line)

    def keys(self) -> KeyBindings:
        bound = KeyBindings()
        choosing = Condition(lambda: bool(self._choices))

        def on(*keys: str) -> Callable[[Callable[[KeyPressEvent], None]], None]:
            def add(handle: Callable[[KeyPressEvent], None]) -> None:
                for key in keys:
                    bound.add(key, filter=choosing)(handle)

            return add

        on("up")(lambda _: self._move(-1))
        on("down")(lambda _: self._move(1))
        on("backspace")(lambda _: self._type(self._typed[:-1]))
        on("<any>")(lambda event: self._key(event.data))
        bound.add("up", filter=~choosing)(lambda _: self._fetch())
        bound.add("enter")(self._enter)
        bound.add("c-c")(lambda event: self._reply(event, Move.QUIT))
        bound.add("c-d")(lambda event: self._reply(event, Move.QUIT))
        return bound

    # What keys do

    def _fetch(self) -> None:
        """Put the text that was taken back where it can be changed."""
        before = self._sheet.before
        if isinstance(before, str) and before not in OPEN:
            self._line.text = before
            self._line.cursor_position = len(before)

    def _move(self, by: int) -> None:
        self._typed = ""
        self._at = (max(self._at, 0) + by if self._at >= 0 or by < 0 else 0) % len(self._choices)

    def _toggle(self, at: int) -> None:
        if self._sheet.kind is Kind.SEVERAL and 0 <= at < len(self._sheet.options):
            name, alone = self._sheet.options[at][0], self._sheet.alone
            self._chosen = {name} - self._chosen if name in alone else (self._chosen ^ {name}) - alone

    def _key(self, typed: str) -> None:
        """Take what was typed. Nothing is answered and nothing left before Enter, so that no word does it."""
        if not typed.isprintable():
            return
        several, count = self._sheet.kind is Kind.SEVERAL, len(self._sheet.options)
        if several and typed in (" ", ",") and (not self._typed or self._typed.isdigit()):
            self._typed = ""
            if typed == " ":
                self._toggle(self._at)
        elif several and not self._typed and typed.isdigit():
            self._type(typed)
            self._typed = ""
            self._toggle(self._at)
        elif typed != " " or self._typed:
            both = self._typed + typed
            # A second digit that makes no number of this list begins anew.
            again = both.isdigit() and int(both) > count and not self._sheet.takes_words
            self._type(typed if again else both)

    def _type(self, text: str) -> None:
        """Let the cursor follow a number that is typed."""
        self._typed, self._fault = text, ""
        if text.isascii() and text.isdigit() and int(text) <= len(self._sheet.options):
            self._at = int(text) - 1 if int(text) else len(self._choices) - 1 if self._sheet.words["unknown"] else -1
        elif text:
            self._at = -1

    def _enter(self, event: KeyPressEvent) -> None:
        if not self._choices:
            self._say(self._line.text, event)
        elif self._typed and not (self._typed.isdigit() and self._at >= 0):
            self._say(self._typed, event)
        elif self._at >= 0 and self._choices[self._at][0] == UNKNOWN and not self._chosen:
            self._reply(event, UNKNOWN)
        elif self._sheet.kind is Kind.SEVERAL:
            ids = tuple(name for name, _ in self._sheet.options if name in self._chosen)
            self._reply(event, ids or Move.SKIP)
        elif self._at >= 0:
            self._reply(event, self._choices[self._at][0])
        elif self._sheet.before == NOT_ASKED:
            self._reply(event, NOT_ASKED)

    def _say(self, text: str, event: KeyPressEvent) -> None:
        reply = reply_of(text, self._sheet)
        self._typed = ""
        if reply in ("?!", "e!"):
            self._aside = self._help() if reply == "?!" else self._example()
            self._line.reset()
        elif reply != "":
            self._reply(event, reply)
        else:
            self._fault = in_language(say("asking.no_option", count=len(self._sheet.options)), self._language)

    @staticmethod
    def _reply(event: KeyPressEvent, reply: Reply) -> None:
        if not event.app.is_done:
            event.app.exit(result=reply)

    # What is shown

    def _help(self) -> str:
        return self._sheet.help or self._sheet.words["no_help"]

    def _example(self) -> str:
        example = self._sheet.example
        return (
            in_language(say("asking.example", text=example), self._language)
            if example
            else self._sheet.words["no_example"]
        )

    def _above(self) -> Iterator[tuple[str, str]]:
        sheet = self._sheet
        yield "", "\n"
        for line in (*sheet.standing, *([sheet.progress] if sheet.progress else [])):
            yield "class:quiet", f"{line}\n"
        yield "", "\n"
        for line in wrap(sheet.question, _WIDEST):
            yield "" if sheet.part else "class:question", f"{line}\n"
        for line in wrap(sheet.part, _WIDEST):
            yield "class:question", f"{line}\n"
        yield from self._paragraph(self._fault, "class:fault")
        yield from self._paragraph(self._aside, "")

    def _answers(self) -> StyleAndTextTuples:
        shown: StyleAndTextTuples = []
        for number, (name, text) in enumerate(self._choices):
            # Of several a digit chooses at once, so that two digits are two answers.
            beyond = self._sheet.kind is Kind.SEVERAL and number >= _DIGITS
            digit = "0" if name == UNKNOWN else "↓" if beyond else str(number + 1)
            box = ("[x] " if name in self._chosen else "[ ] ") if self._sheet.kind is Kind.SEVERAL else ""
            if name == UNKNOWN:
                box = ""
            here = number == self._at
            shown.append(("class:here" if here else "", f"{'›' if here else ' '} {digit} {box}{text}"))
            shown.append(("", "\n"))
        return shown

    def _below(self) -> Iterator[tuple[str, str]]:
        words = self._sheet.words
        name = "choice" if self._sheet.kind is Kind.CHOICE else "several" if self._choices else "text"
        if self._sheet.required:
            name = "required"
        if self._typed:
            yield "class:question", f"> {self._typed}\n"
        elif self._sheet.before is not None and (not self._choices or self._sheet.before == NOT_ASKED):
            yield "class:quiet", f"{words['before' if self._choices else 'before_text']}: {told_before(self._sheet)}\n"
        yield "", "\n"
        for line in wrap(words[f"keys_{name}"], _WIDEST):
            yield "class:quiet", f"{line}\n"

    @staticmethod
    def _paragraph(text: str, style: str) -> Iterator[tuple[str, str]]:
        if text:
            yield "", "\n"
            for line in wrap(text, _WIDEST, initial_indent="  ", subsequent_indent="  "):
                yield style, f"{line}\n"
