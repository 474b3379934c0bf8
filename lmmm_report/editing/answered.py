"""The text of a profile that says what was answered in an interview: the same answers give the same bytes.

The script of the interview's page writes the same in a browser; whatever changes here changes there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from types import MappingProxyType
from typing import Final, NamedTuple

from lmmm_report.domain.questionnaire import OPEN, UNKNOWN, Answers, Option, Question
from lmmm_report.editing.answers import (
    WEAK,
    Form,
    Tree,
    attributed,
    basis_id,
    by_id,
    given,
    joined,
    open_points,
    stated,
    told,
    word,
)

HEAD: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            "Written down in an interview; nobody grades anything here. What was not asked is left out and counts as",
            "unknown, never as no. Go on where answers are missing: lmmm-report ask FILE. Or change it by hand: it is",
            "yours, and lmmm-report explain FIELD says what a field means.",
        ),
        "de": (
            "In einem Interview aufgeschrieben; hier bewertet niemand etwas. Was nicht gefragt wurde, fehlt und",
            "gilt als unbekannt, nie als Nein. Weiter, wo Antworten fehlen: lmmm-report ask DATEI. Oder von Hand",
            "ändern: Die Datei gehört Ihnen, und lmmm-report explain FELD sagt, was ein Feld bedeutet.",
        ),
    }
)
ON_WORD: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {"told": "on the word of {}", "heard": "only heard, from {}"},
        "de": {"told": "auf das Wort von {}", "heard": "nur gehört, von {}"},
    }
)
"""What stands in a comment of whoever stands for an answer."""
_WIDTH = 110


def remarks(form: Form, question: Question, answers: Answers) -> list[str]:
    """The lines of comment over what was answered: the question, and the answers that were chosen."""
    lines = question_lines(question, form.language)
    for part in question.parts:
        answer = answers.get(part.id, UNKNOWN)
        for option in part.options if not part.aside else ():
            if option.id == answer or (not isinstance(answer, str) and option.id in answer):
                lines += option_lines(option, form.language)
    by = answers.get(by_id(question), UNKNOWN)
    if isinstance(by, str) and by not in OPEN:
        words = ON_WORD[form.language]["heard" if answers.get(basis_id(question)) in WEAK else "told"]
        lines.append("#   – " + words.replace("{}", by))
    return lines


def question_lines(question: Question, language: str) -> list[str]:
    """A question as lines of comment."""
    return _comment(question.text[language], "# ", "# ")


def option_lines(option: Option, language: str) -> list[str]:
    """A chosen answer as lines of comment."""
    return _comment(option.text[language], "#   – ", "#     ")


def _comment(text: str, first: str, other: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=first, subsequent_indent=other, break_long_words=False)


def render_answered(form: Form, answers: Answers, day: date) -> str:
    """The profile that says what was answered on a day."""
    kept = given(form.questionnaire, answers)
    tree: Tree = {
        "format": str(form.version),
        "assessment": {"date": day.isoformat(), "language": word(form.language)},
    }
    said: dict[str, list[str]] = {}
    writing = _Writing(form, said)
    for question in form.questionnaire.questions:
        own = attributed(form, question, kept, stated(form, question, kept)).tree
        if own:
            said.setdefault(writing.place(own), []).extend(remarks(form, question, kept))
            tree = joined(tree, own)
    points = open_points(form, kept)
    if points:
        tree = joined(tree, {"assessment": {"open_points": list(points)}})
    lines = [f"# {line}" for line in HEAD[form.language]]
    lines += writing.group(told(form, tree), "", "")
    return "\n".join(lines) + "\n"


class _Writing(NamedTuple):
    form: Form
    said: Mapping[str, Sequence[str]]
    """The comments, by the way to what they stand over."""

    def place(self, own: Tree) -> str:
        """Over what the comment on a question stands: its first section, or the first field of it."""
        assert isinstance(own, dict)
        section = self._ordered(own, "")[0]
        inside = own[section]
        return f"{section}.{self._ordered(inside, section)[0]}" if isinstance(inside, dict) and inside else section

    def group(self, tree: Tree, path: str, margin: str) -> Iterator[str]:
        """The lines of a group."""
        assert isinstance(tree, dict)
        for name in self._ordered(tree, path):
            here = f"{path}.{name}" if path else name
            if not path and name != "format":
                yield ""
            yield from (margin + line for line in self.said.get(here, ()))
            yield from self._entry(f"{margin}{name}:", tree[name], here, margin)

    def _entry(self, head: str, tree: Tree, path: str, margin: str) -> Iterator[str]:
        if isinstance(tree, str):
            yield f"{head} {tree}"
        elif isinstance(tree, dict):
            yield head
            yield from self.group(tree, path, margin + "  ")
        elif all(isinstance(entry, str) for entry in tree):
            yield f"{head} [{', '.join(map(str, tree))}]"
        else:
            yield head
            for entry in tree:
                lines = [f"{margin}    {entry}"] if isinstance(entry, str) else self.group(entry, path, margin + "    ")
                for number, line in enumerate(lines):
                    yield line if number else f"{margin}  - {line[len(margin) + 4 :]}"

    def _ordered(self, group: Iterable[str], path: str) -> list[str]:
        order = self.form.order.get(path, ())
        return sorted(group, key=lambda name: order.index(name) if name in order else len(order))
