"""A condition with what surrounds it: what excludes it, what counts as it, what fills it in."""

from __future__ import annotations

from itertools import product

import pytest

from lmmm_report.assess.conditions.evaluate import ConditionTypeError, Tried, Verdict, ask, evaluate
from lmmm_report.assess.conditions.reads import free_names, paths_read
from lmmm_report.domain.condition import Condition
from lmmm_report.domain.expression import Derived
from lmmm_report.domain.profile import Place
from lmmm_report.load.expression.check import check_expression
from lmmm_report.load.expression.expression import ExpressionError, parse_expression
from lmmm_report.load.schema.format import FactType

TRUTHS = (True, False, None)


def derived(
    own: str,
    excluded_by: tuple[str, ...] = (),
    counts_as: tuple[str, ...] = (),
    filled_by: tuple[str, ...] = (),
    denied_by: tuple[str, ...] = (),
) -> Derived:
    return Derived(
        parse_expression(own),
        *(tuple(parse_expression(text) for text in texts) for texts in (excluded_by, counts_as, filled_by, denied_by)),
    )


def a_condition(node: Derived) -> Condition:
    return Condition(text="own", expression=node, file="m.yaml", place=Place(1, 1))


ALL = derived("own", ("e0", "e1"), ("c0", "c1"), ("f0", "f1"), ("d0",))
NAMES = ("own", "e0", "e1", "c0", "c1", "f0", "f1", "d0")


def meant(own: bool | None, *around: bool | None) -> tuple[bool | None, int | None]:
    """The value and what decided it, read from the definition."""
    excluded_by, counts_as, filled_by = around[:2], around[2:4], around[4:6]
    if True in excluded_by:
        return False, excluded_by.index(True)
    if own is True:
        return True, None
    if True in counts_as:
        return True, 2 + counts_as.index(True)
    if None not in (own, *counts_as):
        return False, None
    if True in filled_by:
        return True, 4 + filled_by.index(True)
    return (False, 6) if around[6] is True else (None, None)


def test_every_combination() -> None:
    seen = set()
    for truths in product(TRUTHS, repeat=len(NAMES)):
        facts = {name: truth for name, truth in zip(NAMES, truths, strict=True) if truth is not None}
        found = ask(a_condition(ALL), facts, {})
        decided = found.deciding
        seen.add((found.value, decided))
        assert (found.value, decided) == meant(*truths), facts
        if decided is not None:
            assert found == Verdict(found.value, ((NAMES[1 + decided],),), (), decided)
    assert len(seen) == 10


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"own": False, "c0": False, "c1": False}, Verdict(False, (("own",), ("c0",), ("c1",)), ())),
        ({"own": True}, Verdict(True, (("own",),), ())),
        ({"own": False, "c1": False}, Verdict(None, (), (("c0",),))),
        ({"e0": False, "f0": False}, Verdict(None, (), (("own",), ("c0",), ("c1",)))),
    ],
)
def test_what_it_rests_on_where_nothing_around_it_decides(facts: dict[str, bool], expected: Verdict) -> None:
    assert evaluate(ALL, facts, {}) == expected


def test_nothing_around_it_changes_nothing() -> None:
    assert evaluate(derived("own"), {"own": True}, {}) == evaluate(parse_expression("own"), {"own": True}, {})
    plain = Condition(text="own", expression=parse_expression("own"), file="m.yaml", place=Place(1, 1))
    assert ask(plain, {"own": True}, {}).deciding is None


@pytest.mark.parametrize("part", range(4))
def test_a_part_that_is_no_condition_is_a_fault_wherever_it_stands(part: int) -> None:
    texts: list[str | tuple[str, ...]] = ["own", ("own",), ("own",), ("own",)]
    texts[part] = "n" if part == 0 else ("own", "n")
    with pytest.raises(ConditionTypeError):
        evaluate(derived(*texts), {"own": True, "n": 1}, {})  # type: ignore[arg-type]


def test_what_it_reads_is_what_all_its_parts_read() -> None:
    node = derived("a.b", ("c.d",), ("l.exists(v, v.x == e)",), ("f.g",))
    assert list(paths_read(node)) == [("a", "b"), ("c", "d"), ("l",), ("e",), ("f", "g")]
    assert free_names(node) == {"a", "c", "l", "e", "f"}


def test_asked_again_it_follows_what_surrounds_it() -> None:
    node = derived("l.all(v, v.n == 1)", ("m.exists(v, v.n == 0)",), (), ())
    facts = {"l": ({"n": 1}, {"n": 1}), "m": ({"n": 1},)}
    tried = Tried(a_condition(node), facts, {})
    assert tried.verdict.value is True
    assert not tried.holds({**facts, "m": ({"n": 0},)}, (("m", 0, "n"),))
    assert tried.holds({**facts, "m": ({"n": 2},)}, (("m", 0, "n"),))


def test_its_parts_are_checked_like_any_condition() -> None:
    format_ = FactType(kind="object", fields={"own": FactType(kind="boolean"), "n": FactType(kind="integer")})
    check_expression(derived("own", ("n == 1",), ("own",), ("own",)), format_, ())
    with pytest.raises(ExpressionError):
        check_expression(derived("own", ("own",), (), ("n",)), format_, ())
    with pytest.raises(ExpressionError):
        check_expression(derived("own", ("own == gap",)), format_, ())
