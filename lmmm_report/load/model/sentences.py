"""What a model says of companies, from its ``sentences.yaml``: sentences with their claims, and the words of lists.

A claim is written as it is said: ``X2-PRO-1``, ``not X2-PRO-1``, ``open X2-PRO-1``, ``relationship >= 3``,
``relationship untold``, ``position above``, ``remark alone``, ``fact draft_unreleased``, ``problem bypassed``,
``target reached``, ``result told``, or several with ``or``.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.domain.assessment import Side
from lmmm_report.domain.sentence import (
    AXIS_LISTS,
    AXIS_WORDS,
    COUNTED,
    PARTS,
    WORDS,
    Article,
    Assertion,
    AxisState,
    Claim,
    Counted,
    Mood,
    Passage,
    Sentence,
    Text,
    Topic,
    Voice,
    Way,
)
from lmmm_report.load.model.vocabulary import NAME, Vocabulary
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.messages import Cure, Message, say

_SIGNS = (">=", "<=", "==")
_MOODS = (Mood.NOT, Mood.OPEN)
_LIST_WORDS = ("and", "numbers")
_COUNT = frozenset({"count"})


class Speaking(NamedTuple):
    """What claims may speak of."""

    vocabulary: Vocabulary
    criteria: Collection[str]
    remarks: Collection[str]
    facts: Collection[str]
    problems: Collection[str]
    """Words of the format for what a problem is about."""


def decode_sentences(root: Node | None, speaking: Speaking) -> Voice | None:
    """The whole file; `None` where a model has none."""
    if root is None:
        return None
    fields = root.fields(("words", "things", "headline", "diagnosis"), ("region", "intersection"))
    languages = speaking.vocabulary.languages
    words = fields["words"].fields((*_LIST_WORDS, *COUNTED), ("article",))
    named: list[tuple[Node, str]] = []
    ways = {part: _ways(fields[part], speaking, named) for part in PARTS}
    refuse_doubles(named, "model.sentence")
    return Voice(
        headline=ways["headline"],
        diagnosis=ways["diagnosis"],
        region=ways["region"],
        intersection=ways["intersection"],
        things=_things(fields["things"], speaking),
        counted=MappingProxyType({name: _counted(words[name], languages) for name in COUNTED}),
        numbers=words["numbers"].text(languages),
        conjunction=words["and"].text(languages),
        articles=_articles(words["article"], languages),
    )


def _articles(node: Node, languages: Sequence[str]) -> Mapping[str, Article]:
    found = node.fields((), languages) if node.given else {}
    fields = {language: child.fields(("word", "forms")) for language, child in found.items() if child.given}
    return MappingProxyType(
        {
            language: Article(own["word"].string(), tuple(own["forms"].string().split()))
            for language, own in fields.items()
        }
    )


def _things(node: Node, speaking: Speaking) -> Mapping[str, Text]:
    found = node.entries()
    for criterion_id, child in found.items():
        if criterion_id not in speaking.criteria:
            message = say("schema.no_such", kind=say("model.criterion"), value=criterion_id)
            child.fault(message, hint=did_you_mean(criterion_id, speaking.criteria), code="unknown-id", key=True)
    return MappingProxyType({key: child.text(speaking.vocabulary.languages) for key, child in found.items()})


def _counted(node: Node, languages: Collection[str]) -> Counted:
    fields = node.fields(("one", "other"))
    texts = {name: fields[name].text(languages) for name in ("one", "other")}
    for name, text in texts.items():
        _check_placeholders(fields[name], text, _COUNT)
    return Counted(**texts)


def _ways(node: Node, speaking: Speaking, named: list[tuple[Node, str]]) -> tuple[Way, ...]:
    return tuple(_way(child, speaking, named) for child in (node.items() if node.given else ()))


def _way(node: Node, speaking: Speaking, named: list[tuple[Node, str]]) -> Way:
    fields = node.fields(("passages",), ("claims",))
    return Way(
        claims=decode_claims(fields["claims"], speaking),
        passages=tuple(_passage(child, speaking, named) for child in fields["passages"].items()),
    )


def _passage(node: Node, speaking: Speaking, named: list[tuple[Node, str]]) -> Passage:
    needed = isinstance(node.data, dict) and "one_of" in node.data
    key = "one_of" if needed else "may_say"
    sentences = node.fields((key,))[key].items()
    return Passage(sentences=tuple(_sentence(child, speaking, named) for child in sentences), needed=needed)


def _sentence(node: Node, speaking: Speaking, named: list[tuple[Node, str]]) -> Sentence:
    fields = node.fields(("id", "text"), ("claims", "axis"))
    sentence_id = fields["id"].string(*NAME)
    named.append((fields["id"], sentence_id))
    axes = [axis.id for axis in speaking.vocabulary.axes]
    axis = fields["axis"].one_of(axes, "model.axis") if fields["axis"].given else ""
    text = fields["text"].text(speaking.vocabulary.languages)
    allowed = {*WORDS, "answers", *((*AXIS_LISTS, *AXIS_WORDS) if axis or fields["axis"].given else ())}
    _check_placeholders(fields["text"], text, allowed)
    return Sentence(id=sentence_id, claims=decode_claims(fields["claims"], speaking), axis=axis, text=text)


def _check_placeholders(node: Node, text: Text, allowed: Collection[str]) -> None:
    """Refuse a text that could not be filled in, or that names other things than its sibling."""
    found = {language: _placeholders(words) for language, words in text.items()}
    for language, names in found.items():
        wrong = None if names is None else sorted(names - set(allowed))
        if wrong is None or wrong:
            name = "" if wrong is None else wrong[0]
            hint = say("model.sentence_placeholder_cure", names=", ".join(sorted(allowed)))
            message = say("model.sentence_placeholder", language=language, name=name)
            node.fault(message, hint=hint, code="placeholder")
            return
    if len({names and names - _COUNT for names in found.values()}) > 1:
        node.fault(say("model.sentence_placeholders_differ"), code="placeholder")


def _placeholders(words: str) -> frozenset[str] | None:
    """The names in braces; `None` where the braces are at fault."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(words) if name is not None)
    except ValueError:
        return None


def decode_claims(node: Node, speaking: Speaking) -> tuple[Claim, ...]:
    """A list of claims; none where the key is missing."""
    return tuple(_claim(child, speaking) for child in (node.items() if node.given else ()))


def _claim(node: Node, speaking: Speaking) -> Claim:
    words = node.string().split()
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "or":
            parts.append([])
        else:
            parts[-1].append(word)
    reader = _ClaimReader(node, speaking)
    read = [reader.assertion(part) for part in parts] if words else []
    return Claim(text=" ".join(words), any_of=tuple(one for one in read if one is not None))


class _ClaimReader:
    """Reads the assertions of one claim and says what is wrong with them."""

    def __init__(self, node: Node, speaking: Speaking) -> None:
        self._node = node
        self._speaking = speaking

    def assertion(self, words: list[str]) -> Assertion | None:
        """One assertion; `None` where it is at fault."""
        mood = next((one for one in _MOODS if words and words[0] == one.value), Mood.HOLDS)
        rest = words if mood is Mood.HOLDS else words[1:]
        axes = [axis.id for axis in self._speaking.vocabulary.axes]
        found: Assertion | None = None
        match rest:
            case [subject] if subject not in axes:
                found = self._known(subject, self._speaking.criteria, "model.criterion", Topic.CRITERION)
            case ["position", side]:
                found = self._known(side, [one.value for one in Side], "model.side", Topic.POSITION)
            case ["remark", remark]:
                found = self._known(remark, self._speaking.remarks, "model.remark", Topic.REMARK)
            case ["fact", fact]:
                found = self._known(fact, self._speaking.facts, "model.fact", Topic.FACT)
            case ["problem", problem]:
                found = self._known(problem, self._speaking.problems, "model.word", Topic.PROBLEM)
            case ["target", "reached"]:
                found = Assertion(mood, Topic.TARGET, "reached")
            case ["result", "told"]:
                found = Assertion(mood, Topic.RESULT, "told")
            case [subject, state] if subject in axes:
                known = self._known(state, [one.value for one in AxisState], "model.axis_state", Topic.AXIS)
                found = known and known._replace(subject=subject, detail=state)
            case [subject, sign, number] if sign in _SIGNS:
                known = self._known(subject, axes, "model.axis", Topic.STAGE)
                found = known and self._at_stage(known, sign, number)
            case _:
                self._refuse(say("model.claim"), say("model.claim_cure"))
        return found and found._replace(mood=mood)

    def _known(self, value: str, choices: Collection[str], kind: str, topic: Topic) -> Assertion | None:
        if value in choices:
            return Assertion(Mood.HOLDS, topic, value)
        message = say("schema.no_such", kind=say(kind), value=value)
        self._refuse(message, did_you_mean(value, choices), code="unknown-id")
        return None

    def _at_stage(self, assertion: Assertion, sign: str, number: str) -> Assertion | None:
        highest = self._speaking.vocabulary.stage_count()
        if number.isascii() and number.isdecimal() and 1 <= int(number) <= highest:
            return assertion._replace(detail=sign, number=int(number))
        self._refuse(say("model.claim_stage", value=number, highest=highest), "")
        return None

    def _refuse(self, message: Message, hint: Cure, *, code: str = "claim") -> None:
        self._node.fault(message, hint=hint, code=code)
