"""Random formats of facts, random facts of them with gaps, random conditions over them.

Everything is drawn from one `random.Random`, so that hypothesis can drive (and shrink) it as well as a plain seed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmmm_report.domain.facts import ANY_NUMBER, EACH, EXISTS, Between, Entries
from lmmm_report.load.schema.format import FactType

LIMITS = {"few": 1, "many": 3}

WORDS = ("x", "y", "none")
SCALARS = (
    FactType(kind="integer"),
    FactType(kind="number"),
    FactType(kind="boolean"),
    FactType(kind="text"),
    FactType(kind="text", choices=WORDS),
)
TEXTS = FactType(kind="list", item=FactType(kind="text", choices=WORDS))
INTEGERS = FactType(kind="list", item=FactType(kind="integer"))


def random_format(rng: random.Random) -> FactType:
    """A small object of facts: scalars, lists of scalars, and lists of objects, two levels deep."""
    fields = {name: _random_object(rng, 2) for name in ("p", "q")}
    fields["l"] = FactType(kind="list", item=_random_object(rng, 1))
    fields["n"] = FactType(kind="integer")
    return FactType(kind="object", fields=fields)


def _random_object(rng: random.Random, depth: int) -> FactType:
    fields = {name: rng.choice(SCALARS) for name in ("a", "b", "c")}
    fields["t"] = rng.choice((TEXTS, INTEGERS))
    if depth:
        inner = _random_object(rng, depth - 1)
        fields["o"] = inner if rng.random() < 0.4 else FactType(kind="list", item=inner)
    return FactType(kind="object", fields=fields)


def random_facts(rng: random.Random, format_: FactType, gaps: float, vague: float = 0.0) -> dict[str, Any]:
    """Facts of a format; each field is left out with the probability ``gaps``, or told in part only with ``vague``."""
    return {
        name: _random_value(rng, inner, gaps, vague) for name, inner in format_.fields.items() if rng.random() >= gaps
    }


def _random_value(rng: random.Random, type_: FactType, gaps: float, vague: float = 0.0) -> Any:
    if type_.kind == "object":
        return random_facts(rng, type_, gaps, vague)
    told_in_part = rng.random() < vague
    if type_.kind == "list":
        assert type_.item is not None
        named = tuple(_random_value(rng, type_.item, gaps, vague) for _ in range(rng.randrange(4)))
        return _left_open(rng, type_.item, gaps, vague, named) if told_in_part else named
    if type_.kind == "integer":
        low = rng.randrange(4)
        return Between(low, low + rng.randrange(3)) if told_in_part else low
    if type_.kind == "number":
        return rng.choice((0.0, 0.5, 1.5, 2.0))
    if type_.kind == "boolean":
        return rng.random() < 0.5
    return EXISTS if told_in_part else rng.choice(WORDS)


def _left_open(rng: random.Random, item: FactType, gaps: float, vague: float, named: tuple[Any, ...]) -> Entries:
    """A list with entries that are not named, of which something is known now and then."""
    at_least, others = rng.choice(((0, 1), (0, 2), (0, ANY_NUMBER), (1, 1), (1, 3), (1, ANY_NUMBER), (2, 2), (2, 3)))
    rest = None
    if item.kind == "object":
        rest = random_facts(rng, item, rng.choice((gaps, 0.5)), vague) if rng.random() < 0.7 else {}
    told = named[: rng.randrange(4)]
    keys = [name for name, field in item.fields.items() if field.kind == "text" and name not in (rest or {})]
    key = rng.choice(keys) if keys and rng.random() < 0.5 else ""
    return Entries(told, rest=rest, at_least=at_least, at_most=others, key=key)


def completed(rng: random.Random, format_: FactType, facts: Mapping[str, Any], gaps: float = 0.0) -> dict[str, Any]:
    """``facts`` told in full, with gaps filled by random values; lists that are complete keep their length."""
    found: dict[str, Any] = {}
    for name, inner in format_.fields.items():
        if name in facts:
            found[name] = _completed_value(rng, inner, facts[name], gaps)
        elif rng.random() >= gaps:
            found[name] = _random_value(rng, inner, gaps)
    return found


def _completed_value(rng: random.Random, type_: FactType, value: Any, gaps: float) -> Any:
    if value is EXISTS:
        return rng.choice([word for word in WORDS if word != "none"])
    if isinstance(value, Between):
        return rng.randint(value.low, value.high)
    if type_.kind == "object":
        return completed(rng, type_, value, gaps)
    if type_.kind != "list":
        return value
    assert type_.item is not None
    item = type_.item
    entries = [_completed_value(rng, item, entry, gaps) for entry in value]
    for _ in range(_others(rng, value)):  # they may stand anywhere
        other = _random_value(rng, item, gaps) if value.rest is None else completed(rng, item, value.rest, gaps)
        if value.key and other.get(value.key) in value.taken():
            other[value.key] = "another"
        entries.insert(rng.randint(0, len(entries)), other)
    return tuple(entries)


def _others(rng: random.Random, value: Any) -> int:
    """How many entries a list has that are not named."""
    if not isinstance(value, Entries):
        return 0
    return rng.randint(value.at_least, min(value.at_most, value.at_least + 3))


@dataclass
class Conditions:
    """Writes random conditions as text; the sets of constructs can be narrowed."""

    rng: random.Random
    format_: FactType
    counts: bool = True
    """Whether ``filter`` and ``exists_one`` occur, whose counts may be partly known."""
    has: bool = False
    index: bool = True
    open_lists: bool = True
    """Whether lists written in a condition may hold facts."""
    scope: dict[str, FactType] = field(default_factory=dict)

    def condition(self, depth: int = 4) -> str:
        """A condition with about ``depth`` levels."""
        return self._boolean(depth)

    def _some(self, *weighted: tuple[int, str]) -> str:
        return self.rng.choice([name for weight, name in weighted for _ in range(weight)])

    def _bracketed(self, text: str) -> str:
        """Brackets are left away now and then: the parser has to find the same tree as the reference, or none."""
        return f"({text})" if self.rng.random() < 0.7 else text

    def _boolean(self, depth: int) -> str:
        if depth <= 0:
            return self._path("boolean") or self.rng.choice(("true", "false"))
        kind = self._some(
            (3, "and"), (3, "or"), (1, "not"), (4, "compare"), (2, "in"), (5, "quantifier"), (1, "if"), (1, "leaf"),
            (1 if self.has else 0, "has"), (1, "same"), (1, "lists"),
        )  # fmt: skip
        if kind in ("and", "or"):
            sign = "&&" if kind == "and" else "||"
            return f"{self._bracketed(self._boolean(depth - 1))} {sign} {self._bracketed(self._boolean(depth - 1))}"
        if kind == "not":
            return f"!{self._bracketed(self._boolean(depth - 1))}"
        if kind == "if":
            parts = [self._bracketed(self._boolean(depth - 1)) for _ in range(3)]
            return f"{parts[0]} ? {parts[1]} : {parts[2]}"
        if kind == "leaf":
            return self._boolean(0)
        return getattr(self, f"_{kind}")(depth)  # type: ignore[no-any-return]

    def _compare(self, depth: int) -> str:
        kind = self._some((4, "integer"), (1, "number"), (3, "text"))
        if kind == "text":
            return f"{self._text(depth)} {self.rng.choice(('==', '!='))} {self._text(depth)}"
        sign = self.rng.choice(("==", "!=", "<", "<=", ">", ">="))
        return f"{self._number(depth - 1, kind)} {sign} {self._number(depth - 1, kind)}"

    def _same(self, depth: int) -> str:
        return f"{self._boolean(depth - 2)} {self.rng.choice(('==', '!='))} {self._boolean(0)}"

    def _lists(self, depth: int) -> str:
        kind = self.rng.choice(("text", "integer"))
        return f"{self._list_of(depth - 1, kind)} {self.rng.choice(('==', '!='))} {self._list_of(depth - 1, kind)}"

    def _in(self, depth: int) -> str:
        kind = self.rng.choice(("text", "integer"))
        value = self._text(depth - 1) if kind == "text" else self._number(depth - 2, kind)
        return f"{value} in {self._list_of(depth - 1, kind)}"

    def _has(self, depth: int) -> str:
        return f"has({self.rng.choice([text for text, _ in self._paths() if '.' in text])})"

    def _text(self, depth: int) -> str:
        path = self._path("text")
        if path and self.rng.random() < 0.6:
            return path
        return self.rng.choice(('"x"', "'y'", "none", '"none"'))

    def _number(self, depth: int, kind: str) -> str:
        choice = self._some((3, "path"), (2, "literal"), (2, "sum"), (2, "size"), (1, "minus"), (1, "if"))
        if kind == "integer" and choice == "size" and depth > 0:
            return f"size({self._list(depth - 1)[0]})"
        if choice in ("sum", "minus") and depth > 0:
            left = "" if choice == "minus" else self._number(depth - 1, kind)
            sign = "-" if choice == "minus" else self.rng.choice("+-*")
            return self._bracketed(f"{left} {sign} {self._number(depth - 1, kind)}")
        if choice == "if" and depth > 1:
            yes, no = self._number(depth - 2, kind), self._number(depth - 2, kind)
            return f"({self._boolean(depth - 2)} ? {yes} : {no})"
        path = self._path(kind)
        if path and choice != "literal":
            return path
        if kind == "number":
            return self.rng.choice(("0.5", "1.5", "2.0", ".5", "15e-1"))
        return self.rng.choice(("0", "1", "2", "3", "limits.few", "limits.many"))

    def _list_of(self, depth: int, kind: str) -> str:
        """A list of texts or whole numbers."""
        paths = [text for text, type_ in self._paths() if type_.kind == "list" and _item_kind(type_) == kind]
        if paths and self.rng.random() < 0.7:
            path = self.rng.choice(paths)
            return self._filtered(depth, path, FactType(kind=kind)) if self._filters(depth) else path  # type: ignore[arg-type]
        return self._written_list(depth, kind)

    def _written_list(self, depth: int, kind: str) -> str:
        def item() -> str:
            if self.open_lists:
                return self._text(depth) if kind == "text" else self._number(min(depth, 1), kind)
            return self.rng.choice(('"x"', '"y"', "none") if kind == "text" else ("0", "1", "2"))

        return f"[{', '.join(item() for _ in range(self.rng.randrange(1, 4)))}]"

    def _filters(self, depth: int) -> bool:
        return self.counts and depth > 0 and self.rng.random() < 0.4

    def _list(self, depth: int) -> tuple[str, FactType]:
        """Any list with the type of its items."""
        found = [(text, type_.item) for text, type_ in self._paths() if type_.kind == "list" and type_.item]
        if not found or self.rng.random() < 0.1:
            return self._written_list(depth, "text"), FactType(kind="text")
        text, item = self.rng.choice(found)
        return (self._filtered(depth, text, item) if self._filters(depth) else text), item

    def _filtered(self, depth: int, text: str, item: FactType) -> str:
        return self._through("filter", depth, text, item)

    def _quantifier(self, depth: int) -> str:
        kinds = ("exists", "all", "exists_one") if self.counts else ("exists", "all")
        text, item = self._list(depth - 1)
        return self._through(self.rng.choice(kinds), depth, text, item)

    def _through(self, kind: str, depth: int, text: str, item: FactType) -> str:
        variable = f"v{len(self.scope)}"
        self.scope[variable] = item
        predicate = self._boolean(depth - 1)
        del self.scope[variable]
        return f"{text}.{kind}({variable}, {predicate})"

    def _path(self, kind: str) -> str:
        found = [text for text, type_ in self._paths() if type_.kind == kind]
        inner = [text for text in found if text.startswith("v")]
        return self.rng.choice(inner if inner and self.rng.random() < 0.7 else found) if found else ""

    def _paths(self) -> list[tuple[str, FactType]]:
        """Everything that can be named here: facts, and the variables of the quantifiers around."""
        found: list[tuple[str, FactType]] = []
        for name, type_ in {**self.format_.fields, **self.scope}.items():
            self._gather(name, type_, found)
        return found

    def _gather(self, text: str, type_: FactType, found: list[tuple[str, FactType]]) -> None:
        found.append((text, type_))
        for name, inner in type_.fields.items():
            self._gather(f"{text}.{name}", inner, found)
        if self.index and type_.kind == "list" and type_.item is not None and self.rng.random() < 0.1:
            self._gather(f"{text}[{self.rng.randrange(2)}]", type_.item, found)


def _item_kind(type_: FactType) -> str:
    return type_.item.kind if type_.item is not None else ""


def kept(facts: Any, paths: Sequence[tuple[str | int, ...]]) -> Any:
    """``facts`` without every value that none of ``paths`` leads to; lists that are kept keep their length."""
    if isinstance(facts, Mapping):
        return {
            name: kept(value, [path[1:] for path in paths if path[:1] == (name,)])
            for name, value in facts.items()
            if any(path[:1] == (name,) for path in paths)
        }
    if isinstance(facts, tuple):
        found = tuple(
            kept(value, [path[1:] for path in paths if path[:1] == (index,)]) if isinstance(value, Mapping) else value
            for index, value in enumerate(facts)
        )
        if not isinstance(facts, Entries):
            return found
        rest = None if facts.rest is None else kept(facts.rest, [path[1:] for path in paths if path[:1] == (EACH,)])
        return Entries(found, rest=rest, at_least=facts.at_least, at_most=facts.at_most, key=facts.key)
    return facts


def with_value(
    format_: FactType, facts: Any, path: tuple[str | int, ...], rng: random.Random, vague: float = 0.0
) -> Any:
    """``facts`` with a random value at ``path``, complete in itself unless it is told in part only."""
    if not path:
        return _random_value(rng, format_, 0.0, vague)
    step, rest = path[0], path[1:]
    if isinstance(facts, tuple):
        assert format_.item is not None
        if isinstance(facts, Entries) and step == EACH:
            changed = with_value(format_.item, facts.rest, rest, rng, vague)
            return Entries(facts, rest=changed, at_least=facts.at_least, at_most=facts.at_most, key=facts.key)
        assert isinstance(step, int)
        changed = with_value(format_.item, facts[step], rest, rng, vague)
        entries = (*facts[:step], changed, *facts[step + 1 :])
        return facts.named(entries) if isinstance(facts, Entries) else entries
    assert isinstance(step, str)
    return {**facts, step: with_value(format_.fields[step], facts.get(step, {}), rest, rng, vague)}
