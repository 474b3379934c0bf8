"""The interview where there is no terminal to draw on: lines out, lines in; what is typed can come from a script."""

from __future__ import annotations

import sys

from lmmm_report.cli.asking import Reply, Sheet, reply_of, told_before
from lmmm_report.cli.console import complain, tell
from lmmm_report.domain.questionnaire import Kind
from lmmm_report.messages import Message, in_language, say


class PlainScreen:
    """Questions with numbered answers on standard error, replies from standard input."""

    def __init__(self, language: str, *, opening: str = "") -> None:
        self._language = language
        self._opening = opening
        self._told = False
        self._question = ""
        self._echoed = sys.stdin.isatty()

    def ask(self, sheet: Sheet) -> Reply:
        """Put one question; again where the line says nothing. `EOFError` at the end of the input."""
        if self._opening:
            opening, self._opening = self._opening, ""
            return self._answer(sheet, opening)
        self._put(sheet)
        return self._answer(sheet, "> ")

    def note(self, question: str, answer: str) -> None:
        """Nothing: what was typed stands there."""

    def withdraw(self) -> None:
        """Nothing: what was typed stands there."""

    def _answer(self, sheet: Sheet, prompt: str) -> Reply:
        while True:
            tell(prompt, err=True, end=False)
            line = input()
            if not self._echoed:
                complain(line)
            reply = reply_of(line, sheet)
            if reply == "?!":
                complain(sheet.help or sheet.words["no_help"])
            elif reply == "e!":
                shown = in_language(say("asking.example", text=sheet.example), self._language)
                complain(shown if sheet.example else sheet.words["no_example"])
            elif reply == "":
                message: Message = say("asking.no_option", count=len(sheet.options))
                complain(in_language(message, self._language))
            else:
                return reply
            prompt = "> "

    def _put(self, sheet: Sheet) -> None:
        lines = []
        if sheet.fault:
            lines.append(f"! {sheet.fault}")
        if not self._told:
            self._told = True
            lines += ["", sheet.words["keys_plain"]]
        if sheet.question != self._question:
            self._question = sheet.question
            lines += ["", *sheet.standing, "", *([f"[{sheet.progress}]"] if sheet.progress else []), sheet.question]
        if sheet.part:
            lines.append(f"- {sheet.part}")
        lines += [f"  {number} {text}" for number, (_, text) in enumerate(sheet.options, 1)]
        if sheet.kind in (Kind.CHOICE, Kind.SEVERAL) and sheet.words["unknown"]:
            lines.append(f"  0 {sheet.words['unknown']}")
        if sheet.before is not None:
            lines.append(f"  {sheet.words['before']}: {told_before(sheet)}")
        for line in lines:
            complain(line)
