"""The text of a profile that says what was answered in an interview: the same answers give the same bytes.

The script of the interview's page writes the same in a browser; whatever changes here changes there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from types import MappingProxyType
from typing import Final, NamedTuple

from lmmm_report.domain.questionnaire import OPEN, UNKNOWN, Answers, Option, Part, Question
from lmmm_report.editing.answers import WEAK, Tree, attributed, basis_id, by_id, joined, open_points, stated, told, word
from lmmm_report.editing.form import Form
from lmmm_report.editing.given import given
from lmmm_report.load.schema.forms import NONE_OF_IT

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


def schema_line(address: str | None) -> str:
    """The first line of a new profile, where editors find its JSON Schema, with its line break; empty for none."""
    return f"# yaml-language-server: $schema={address}\n" if address else ""


def remarks(form: Form, question: Question, answers: Answers, *, only: Collection[str] | None = None) -> list[str]:
    """The lines of comment over what was answered: the question, what was asked in detail, and what was chosen.

    ``only``: the ids of the parts to whose answers it is to be confined.
    """
    lines = question_lines(question, form.language)
    for part in question.parts:
        chosen = _chosen_lines(form, question, part, answers, only)
        if chosen:
            lines += [*detail_lines(question, part, form.language), *chosen]
    by = answers.get(by_id(question), UNKNOWN)
    if isinstance(by, str) and by not in OPEN and (only is None or by_id(question) in only):
        words = ON_WORD[form.language]["heard" if answers.get(basis_id(question)) in WEAK else "told"]
        lines.append("#   – " + words.replace("{}", by))
    return lines


def _chosen_lines(
    form: Form, question: Question, part: Part, answers: Answers, only: Collection[str] | None
) -> list[str]:
    """What was chosen of a part; what was said in one's own words stands in the place of their option."""
    answer = answers.get(part.id, UNKNOWN)
    lines: list[str] = []
    for option in part.options if not part.aside else ():
        if option.id == answer or (not isinstance(answer, str) and option.id in answer):
            if only is not None and not {part.id, option.said_in} & set(only):
                continue
            said = answers.get(option.said_in, UNKNOWN)
            if isinstance(said, str) and said not in OPEN:
                lines.append(said_margin(question, part) + said)
            else:
                lines += option_lines(question, part, option, form.language)
    return lines


def question_lines(question: Question, language: str) -> list[str]:
    """A question as lines of comment."""
    return _comment(question.text[language], "# ", "# ")


def detail_lines(question: Question, part: Part, language: str) -> list[str]:
    """What was asked in detail as lines of comment; nothing for the question itself."""
    return [] if part is question.parts[0] else _comment(part.text[language], "#   ", "#   ")


def option_lines(question: Question, part: Part, option: Option, language: str) -> list[str]:
    """A chosen answer as lines of comment."""
    margin = said_margin(question, part)
    return _comment(option.text[language], margin, "#" + " " * (len(margin) - 1))


def said_margin(question: Question, part: Part) -> str:
    """What stands before an answer in a comment."""
    return "#   – " if part is question.parts[0] else "#     – "


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


def only_denies(tree: Tree) -> bool:
    """Whether a statement says nothing but that there is none."""
    if isinstance(tree, dict):
        return NONE_OF_IT in tree or (bool(tree) and all(map(only_denies, tree.values())))
    return tree == NONE_OF_IT


class _Writing(NamedTuple):
    form: Form
    said: Mapping[str, Sequence[str]]
    """The comments, by the way to what they stand over."""

    def place(self, own: Tree) -> str:
        """Over what the comment on a question stands: the first field of its first section, if that has any.

        What only says that there is none comes last, as it follows from what is said beside it.
        """
        assert isinstance(own, dict)
        section = self._ordered(own, "")[0]
        inside = own[section]
        if not isinstance(inside, dict) or not inside:
            return section
        names = self._ordered(inside, section)
        return f"{section}.{next((name for name in names if not only_denies(inside[name])), names[0])}"

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
