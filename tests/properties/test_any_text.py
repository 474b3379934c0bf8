"""Whatever text comes in: it is refused in words, or it arrives as it was written."""

import json
import pathlib
import random
import re
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.answers import meaning_of
from lmmm_report.load.schema.lines import one_line
from lmmm_report.load.yaml.characters import refused_in
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.problems import UserError

ROOT = pathlib.Path(__file__).parents[2]
PROFILES = sorted([*(ROOT / "tests/cases/accept").glob("*/profile.yaml"), *(ROOT / "configs").glob("*.yaml")])
REFUSED_PROFILES = sorted((ROOT / "tests/cases/reject").glob("*/profile.yaml"))

quick = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])

HEAD = "format: 1\ncompany: {name: Muster}\nassessment: {date: 2026-10-15}\n"
YAML_PIECES = [
    "\n", "\n  ", "\n- ", "- ", ": ", ":", "? ", "[", "]", "{", "}", ",", "&a", "*a", "!x ", "!!str ", "|\n", ">-\n",
    '"', "'", "''", "\\", '\\"', "\\x", "\\U0001F600", "#", " # ", "%", "@", "`", "---\n", "...\n", "<<: ", "\t", " ",
    "~", "null", "true", "no", "12", "1.5", "0123", "1e400", ".inf", "none", "2026-02-30", "ä", "😀", "\r", "\ufeff",
    "\u2028", "\u202e", "\x00", "\x85", "format: 1\n", "company: {name: X}\n", "process:\n  rule_set:\n    document: ",
    "terminology: {terms: [{id: a}, {id: a}]}\n", "assessment: {date: 2026-10-15}\n",
]  # fmt: skip


def told(data: bytes) -> Any:
    """The profile, or `None` if it was refused in words that can be printed."""
    try:
        return load_profile_text(data, "some.yaml", criteria=["X1-DEP-1"])
    except UserError as error:
        for problem in error.problems:
            assert problem.message
            assert len(f"{problem.message}{problem.hint}{problem.snippet}") < 1_500
            shown = f"{problem.message}{problem.hint}{problem.snippet}{problem.path}"
            assert not refused_in(shown)
            assert "\n" not in shown
            shown.encode()
            if problem.line is not None:
                lines = re.split(r"\r\n|\n|\r", data.decode("utf-8", errors="replace"))
                assert 1 <= problem.line <= len(lines)
        return None


@quick
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    told(data)


@quick
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    told(text.encode("utf-8", "surrogatepass"))
    told((HEAD + text).encode("utf-8", "surrogatepass"))


@quick
@given(st.lists(st.sampled_from(YAML_PIECES), max_size=40).map("".join), st.booleans())
def test_anything_that_looks_like_yaml(text: str, slowly: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if slowly:
            patch.delattr(yaml, "CSafeLoader", raising=False)
        told((HEAD + text).encode())
        told(text.encode())


@pytest.mark.parametrize("text", [":!!str ` : : # x", "a:b: c :", "\U0001f600:<<: no@no :", "\n# x\n:!x ` : : y"])
def test_a_colon_too_many_in_the_first_line_is_told_of_this_line(text: str) -> None:
    """There is no line above it that could be to blame."""
    with pytest.raises(UserError) as refused:
        load_profile_text(text.encode(), "some.yaml")
    (problem,) = refused.value.problems
    assert problem.line == text.count("\n") + 1
    assert not re.search(r"line (0|-)", f"{problem.message} {problem.hint}")


@pytest.mark.parametrize("path", [*PROFILES[:4], *REFUSED_PROFILES[::12]], ids=lambda path: path.parent.name)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_profile_with_a_piece_cut_out_or_put_in(path: pathlib.Path, data: st.DataObject) -> None:
    text = path.read_bytes()
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 30))
    put = data.draw(st.one_of(st.sampled_from(YAML_PIECES).map(str.encode), st.binary(max_size=4)))
    told(text[:at] + put + text[at + cut :])


plain = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 10**14), st.floats(-1e4, 1e4, width=16), st.text(max_size=8),
    st.sampled_from(["none", "None", "no", "marketing", "sales", "both", "2026-01-01", "2027-01-01", "24 h", "weekly"]),
)  # fmt: skip


@cache
def as_json(path: pathlib.Path) -> str:
    return json.dumps(parse_yaml(path.read_bytes(), "x").data)


KEYS = sorted({key for path in PROFILES for key in re.findall(r"\w+(?=:)", path.read_text(encoding="utf-8"))})


@st.composite
def changed_profiles(draw: st.DrawFn) -> Any:
    """A good profile in which some values were replaced by others of any kind, and some keys by other keys."""
    data = json.loads(as_json(draw(st.sampled_from(PROFILES))))
    values = st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)
    )
    for _ in range(draw(st.integers(1, 6))):
        here: Any = data
        while isinstance(here, (dict, list)) and here:
            key = draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
            if not isinstance(here[key], (dict, list)) or draw(st.integers(0, 3)) == 0:
                here[key] = draw(values)
                break
            if isinstance(here, dict) and draw(st.integers(0, 9)) == 0:
                here[draw(st.text(max_size=5) | st.sampled_from(KEYS))] = draw(values)
            here = here[key]
    return data


@quick
@given(changed_profiles())
def test_any_value_in_any_place(data: Any) -> None:
    told(json.dumps(data, ensure_ascii=False, allow_nan=False).encode("utf-8", "surrogatepass"))


def in_double_quotes(text: str) -> str:
    """``text`` as YAML writes it between double quotes."""
    written = re.sub(r'["\\]', lambda match: "\\" + match.group(), text)
    return '"' + "".join(c if c.isprintable() and not refused_in(c) else f"\\U{ord(c):08X}" for c in written) + '"'


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@quick
@given(any_text)
def test_a_text_in_double_quotes_arrives_as_it_is(text: str) -> None:
    assert parse_yaml(f"a: {in_double_quotes(text)}\nb: 1\n".encode(), "x").data == {"a": text, "b": 1}


@quick
@given(any_text.filter(lambda text: not refused_in(text) and not re.search("[\t\n\r\u2028\u2029]", text)))
def test_a_text_in_single_quotes_arrives_as_it_is(text: str) -> None:
    written = text.replace("'", "''")
    assert parse_yaml(f"- '{written}'\n- 1\n".encode(), "x").data == [text, 1]


@quick
@given(any_text)
def test_a_key_in_quotes_arrives_as_it_is(text: str) -> None:
    source = parse_yaml(f"{in_double_quotes(text)}: 1\n".encode(), "x")
    assert source.data == {text: 1}
    assert set(source.places) == {(), (text,)}


@quick
@given(any_text)
def test_a_text_in_a_profile_arrives_as_it_is_or_is_refused(text: str) -> None:
    document = f"{HEAD}process:\n  rule_set:\n    document: {in_double_quotes(text)}\n"
    word = text.strip().casefold()
    profile = told(document.encode())
    if profile is None:
        assert refused_in(text) or not word or word == "none" or meaning_of(word)
    else:
        assert profile.facts["process"]["rule_set"]["document"] == one_line(text)


def shuffled(node: Any, order: random.Random) -> Any:
    if isinstance(node, dict):
        items = list(node.items())
        order.shuffle(items)
        return {key: shuffled(child, order) for key, child in items}
    return [shuffled(child, order) for child in node] if isinstance(node, list) else node


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(path: pathlib.Path, order: random.Random) -> None:
    text = path.read_bytes()
    data = parse_yaml(text, "x").data
    other = json.dumps(shuffled(data, order), ensure_ascii=False).encode()
    first, second = load_profile_text(text, "x"), load_profile_text(other, "x")
    assert first.facts == second.facts
    assert (first.company, first.date, first.target) == (second.company, second.date, second.target)


def test_there_are_profiles() -> None:
    assert len(PROFILES) > 10
    assert len(REFUSED_PROFILES) > 50
