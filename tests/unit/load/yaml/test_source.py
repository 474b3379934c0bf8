import os
import pathlib

import pytest
import yaml

from lmmm_report.domain.profile import Place
from lmmm_report.load.yaml.builder import LIMIT_DEPTH, LIMIT_VALUES
from lmmm_report.load.yaml.characters import refused_characters
from lmmm_report.load.yaml.source import Data, Source, parse_yaml, read_yaml
from lmmm_report.load.yaml.text import LIMIT_BYTES
from lmmm_report.problems import Problem, UserError

REJECT = pathlib.Path(__file__).parents[3] / "cases" / "reject"


def read(text: str | bytes) -> Source:
    return parse_yaml(text.encode() if isinstance(text, str) else text, "some.yaml")


def value(text: str) -> Data:
    data = read(f"a: {text}\n").data
    assert isinstance(data, dict)
    return data["a"]


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(UserError) as caught:
        read(text)
    return caught.value.problems


@pytest.fixture
def without_c(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


class TestPlainWords:
    @pytest.mark.parametrize("word", ["no", "No", "NO", "yes", "on", "Off", "y", "n", "nUll", "tRue", "None"])
    def test_other_words_for_truth_stay_texts(self, word: str) -> None:
        assert value(word) == word

    @pytest.mark.parametrize(
        "word",
        ["12:30", "190:20:30", "2026-01-01", "2026-01-01T10:00:00Z", "1.10.2", "1_000", "1,5", "+", ".", "1e", "e3",
         "0b101", "0123", "-012", "00", "007.5", "0o8", "0xg", "1 2", "--1", "+-1", ".e1", "=", "٣"],
    )  # fmt: skip
    def test_what_only_looks_like_a_number_stays_a_text(self, word: str) -> None:
        assert value(word) == word

    @pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL", "# a comment"])
    def test_nothing(self, word: str) -> None:
        assert value(word) is None

    @pytest.mark.parametrize(
        ("word", "meant"),
        [("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False)],
    )
    def test_truth(self, word: str, meant: bool) -> None:
        assert value(word) is meant

    @pytest.mark.parametrize(
        ("word", "meant"),
        [
            ("0", 0),
            ("12", 12),
            ("-7", -7),
            ("+7", 7),
            ("0o17", 15),
            ("0xfF", 255),
            ("999999999999999", 999999999999999),
        ],
    )
    def test_whole_numbers(self, word: str, meant: int) -> None:
        assert value(word) == meant
        assert isinstance(value(word), int)

    @pytest.mark.parametrize(
        ("word", "meant"),
        [("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("-0.25", -0.25), ("1e3", 1000.0), ("1.5E-2", 0.015)],
    )
    def test_decimal_numbers(self, word: str, meant: float) -> None:
        assert value(word) == meant
        assert isinstance(value(word), float)

    @pytest.mark.parametrize("word", ['"true"', "'12'", '""', "'null'", '"1.5"'])
    def test_in_quotes_everything_is_a_text(self, word: str) -> None:
        assert value(word) == word[1:-1]

    def test_block_texts_are_texts(self) -> None:
        assert value("|\n  12\n") == "12\n"
        assert value(">-\n  true\n") == "true"

    @pytest.mark.parametrize(
        "word",
        ["9" * 16, "9" * 5_000, "-" + "9" * 16, "0x" + "f" * 16, "0." + "1" * 16, "1e999", "1e99999", "-1e16", "1e-300",
         ".inf", "-.INF", "+.Inf", ".nan", ".NaN"],
    )  # fmt: skip
    def test_numbers_that_cannot_be_kept_are_refused(self, word: str) -> None:
        (problem,) = problems(f"a: {word}\n")
        assert problem.code == "number"
        assert (problem.line, problem.column, problem.path) == (1, 4, "a")
        assert len(problem.message) < 100


class TestPlaces:
    TEXT = """\
# comment
name: Muster
list:
  - one
  - {inner: [2, "ü"], 😀: x}
  -
text: >-
  long
  text
blank:
"""

    def test_every_value_and_every_key_has_its_place(self) -> None:
        source = read(self.TEXT)
        assert dict(source.places) == {
            (): Place(2, 1),
            ("name",): Place(2, 7),
            ("list",): Place(4, 3),
            ("list", 0): Place(4, 5),
            ("list", 1): Place(5, 5),
            ("list", 1, "inner"): Place(5, 13),
            ("list", 1, "inner", 0): Place(5, 14),
            ("list", 1, "inner", 1): Place(5, 17),
            ("list", 1, "😀"): Place(5, 26),
            ("list", 2): Place(6, 4),
            ("text",): Place(7, 7),
            ("blank",): Place(10, 7),
        }
        assert dict(source.key_places) == {
            ("name",): Place(2, 1),
            ("list",): Place(3, 1),
            ("list", 1, "inner"): Place(5, 6),
            ("list", 1, "😀"): Place(5, 23),
            ("text",): Place(7, 1),
            ("blank",): Place(10, 1),
        }

    @pytest.mark.usefixtures("without_c")
    def test_the_slow_parser_says_the_same(self) -> None:
        self.test_every_value_and_every_key_has_its_place()

    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    def test_line_ends_do_not_matter(self, line_end: str) -> None:
        source = read(self.TEXT.replace("\n", line_end))
        assert source.places[("blank",)] == Place(10, 7)
        assert source.data == read(self.TEXT).data

    def test_a_byte_order_mark_does_not_count(self) -> None:
        source = read(b"\xef\xbb\xbfa: 1\n")
        assert source.data == {"a": 1}
        assert source.places[("a",)] == Place(1, 4)
        assert source.text == "a: 1\n"
        assert source.content == b"\xef\xbb\xbfa: 1\n"
        assert parse_yaml(b"a: 1\r\n", "x").content == b"a: 1\n"

    def test_a_place_that_is_not_there_is_the_nearest_around_it(self) -> None:
        source = read("a:\n  b: 1\n")
        assert source.place(("a", "c", 3)) == Place(2, 3)
        assert source.place(("a", "b"), key=True) == Place(2, 3)
        assert source.place(("x",)) == Place(1, 1)

    def test_places_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            read("a: 1").places[("a",)] = Place(1, 1)  # type: ignore[index]


class TestLimits:
    @pytest.mark.parametrize("size", [30 * 1024, 1024 * 1024, 3 * 1024 * 1024])
    @pytest.mark.parametrize("sign", ["[", "{", "- ", "? ", "{a: ", "[{a: "])
    def test_brackets_do_not_bring_the_program_down(self, sign: str, size: int) -> None:
        (problem,) = problems((sign * (size // len(sign) + 1))[:size])
        assert problem.code in {"too-deep", "key", "too-large"}

    @pytest.mark.usefixtures("without_c")
    def test_nor_do_they_with_the_slow_parser(self) -> None:
        for sign in ("[", "{", "- ", "? ", "{a: "):
            assert problems(sign * 30_000)[0].code in {"too-deep", "key"}

    def test_depth(self) -> None:
        assert read("[" * LIMIT_DEPTH + "]" * LIMIT_DEPTH)
        (problem,) = problems("[" * (LIMIT_DEPTH + 1) + "]" * (LIMIT_DEPTH + 1))
        assert (problem.code, problem.column) == ("too-deep", LIMIT_DEPTH + 1)

    def test_number_of_values(self) -> None:
        (problem,) = problems("[" + "1," * LIMIT_VALUES + "]")
        assert problem.code == "too-many"

    def test_size(self) -> None:
        assert read("#" * (LIMIT_BYTES - 5) + "\na: 1").data == {"a": 1}
        (problem,) = problems("#" * LIMIT_BYTES + "\na: 1")
        assert problem.code == "too-large"

    def test_only_the_beginning_of_a_large_file_is_read(self, tmp_path: pathlib.Path) -> None:
        path = tmp_path / "large.yaml"
        with path.open("wb") as file:
            file.truncate(10 * 1024**3)
        with pytest.raises(UserError, match="larger"):
            read_yaml(path)

    def test_number_of_problems(self) -> None:
        assert len(problems("a: 1\n" * 500)) == 100
        assert len(problems("\x01" * 500)) == 100


class TestProblems:
    def test_all_at_once(self) -> None:
        found = problems("a: &x 1\nb: *x\na: 2\n1: !t 3\n")
        assert [(p.line, p.column, p.code) for p in found] == [
            (1, 4, "anchor"),
            (2, 4, "anchor"),
            (3, 1, "duplicate-key"),
            (4, 1, "key"),
            (4, 4, "tag"),
        ]

    def test_keys_inside_a_repeated_key_are_not_repeated(self) -> None:
        assert [p.line for p in problems("a:\n  b: 1\na:\n  b: 2\n")] == [3]

    def test_a_long_line_is_cut_and_a_far_column_has_no_snippet(self) -> None:
        (near,) = problems("a: !x " + "b" * 5_000)
        assert len(near.snippet) == 200
        (far,) = problems("a: [" + "1, " * 200 + "!x b]")
        assert far.snippet == ""
        assert far.column == 605

    def test_messages_hold_nothing_that_disturbs_a_terminal(self) -> None:
        for problem in problems('"\\e[31m\\u202E": 1\n"\\e[31m\\u202E": 2\n'):
            assert "\x1b" not in problem.message + problem.hint + problem.path + problem.snippet
            assert "<U+202E>" in problem.message

    def test_the_snippet_keeps_its_columns(self) -> None:
        (problem,) = problems("a: \x07b\n")
        assert (problem.column, problem.snippet) == (4, "a: \ufffdb")


class TestFiles:
    def test_what_is_read(self, tmp_path: pathlib.Path) -> None:
        path = tmp_path / "muster.yaml"
        path.write_bytes(b"a: 1\r\n")
        source = read_yaml(path)
        assert (source.name, source.data, source.text) == (str(path), {"a": 1}, "a: 1\r\n")

    def test_missing(self, tmp_path: pathlib.Path) -> None:
        (tmp_path / "muster.yaml").touch()
        with pytest.raises(UserError) as caught:
            read_yaml(tmp_path / "muster.yml")
        (problem,) = caught.value.problems
        assert problem.message == "the file does not exist"
        assert problem.hint == f'did you mean "{tmp_path / "muster.yaml"}"?'
        assert problem.line is None

    def test_missing_with_its_folder(self, tmp_path: pathlib.Path) -> None:
        with pytest.raises(UserError) as caught:
            read_yaml(tmp_path / "none" / "muster.yml")
        assert "folder" in caught.value.problems[0].hint

    def test_folder(self, tmp_path: pathlib.Path) -> None:
        with pytest.raises(UserError, match="is a folder"):
            read_yaml(tmp_path)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file")
    def test_not_readable(self, tmp_path: pathlib.Path) -> None:
        path = tmp_path / "muster.yaml"
        path.touch(mode=0)
        with pytest.raises(UserError, match="may not be read"):
            read_yaml(path)

    @pytest.mark.parametrize("name", ["a\0b", "a" * 5_000])
    def test_impossible_names(self, name: str) -> None:
        with pytest.raises(UserError, match="the file"):
            read_yaml(pathlib.Path(name))


SYNTAX_CASES = [
    case for case in sorted(REJECT.iterdir()) if "[syntax]" in (case / "expected.txt").read_text(encoding="utf-8")
]


def test_there_are_cases_of_broken_syntax() -> None:
    assert len(SYNTAX_CASES) > 20


@pytest.mark.parametrize("case", SYNTAX_CASES, ids=lambda case: case.name)
def test_both_parsers_lead_to_the_same_words(case: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (case / "profile.yaml").read_bytes()
    with_c = problems(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert problems(text) == with_c


def test_no_refused_character_is_passed_over_at_a_glance() -> None:
    every = "".join(map(chr, range(0x110000)))
    refused = [match.group() for match in refused_characters(every)]
    assert {"\0", "\x7f", "\u2028", "\u202e", "\ud800", "\ufeff", "\uffff"} < set(refused)
    assert not {"\t", "\n", "\r", "\xa0", "a"} & set(refused)
    assert [one for one in refused if not list(refused_characters(f"ab\n{one}"))] == []
