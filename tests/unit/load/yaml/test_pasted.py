import pytest

from lmmm_report.load.yaml import pasted
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.messages import in_language
from lmmm_report.problems import Problem, UserError


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(UserError) as caught:
        parse_yaml(text.encode(), "some.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a:\n\xa0\xa0b: 1\n", [(2, 1)]),
        ("a:\n\xa0 b: 1\n  c: 2\n", [(2, 1)]),
        ("a:\n \xa0b: 1\n \xa0c: 2\n", [(2, 2), (3, 2)]),
        ("a:\xa01\n", [(1, 3)]),
        ("a: \xa01\n", [(1, 4)]),
        ("a:\u20091\nb:\u202f2\n", [(1, 3), (2, 3)]),
        ("-\xa0a\n-\xa0b\n", [(1, 2), (2, 2)]),
        ("a:\n  - \xa0b\n", [(2, 5)]),
        ("a\xa0: 1\n", [(1, 2)]),
        ("a\xa0b: 1\n", [(1, 2)]),
        ("a: b\n\xa0\xa0\nc: d\n", [(2, 1)]),
        ("a:\n  • b\n  • c\n", [(2, 3), (3, 3)]),
        ("a:\n  – b: 1\n    c: 2\n  – b: 3\n", [(2, 3), (4, 3)]),
        ("a:\n  - b\n  – c\n  — d\n", [(3, 3), (4, 3)]),
        ("a:\n  * b\n", [(2, 3)]),
        ("a:\n  + b\n", [(2, 3)]),
        ("a: “b: c”\nd: »e: f«\n", [(1, 4), (2, 4)]),
    ],
)
def test_each_is_named_where_it_stands_and_nothing_else(text: str, places: list[tuple[int, int]]) -> None:
    found = problems(text)
    assert [(problem.line, problem.column) for problem in found] == places
    for problem in found:
        assert problem.code == "pasted"
        assert problem.hint
        assert "U+" in problem.message
        assert "U+" in in_language(problem.message, "de")


@pytest.mark.parametrize(
    "text",
    [
        "a: z.\xa0B. b\n",
        "a: |\n  \xa0b: c\n  • d\n  -\xa0e\n",
        "a: >-\n  • b\n\n  – c\n",
        'a: "b\n  \xa0c: d\n  • e"\n',
        "a: b\n  – c\n",
        "a: b – c\n",
        "a: – b\n",
        "a: “b” and “c”\n",
        "a: “b”\n",
        "# • b\n#\xa0c: d\na: 1\n",
        "a: 1  # “b: c”\n",
        "a: b\xa0\n",
        "“a”: 1\n",
        "a: 10\xa0%\n",
    ],
)
def test_what_belongs_to_a_text_is_none(text: str) -> None:
    assert parse_yaml(text.encode(), "some.yaml").data


@pytest.mark.parametrize("line", ["• a: b", "\xa0 a: “b”: “c”", "a: “b: c”", "\xa0a:\n  b: c\n d: e", "* a: “"])
def test_a_large_file_is_not_read_over_and_over(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    texts_of = pasted.texts_of

    def counted(text: str) -> object:
        nonlocal read
        read += len(text)
        return texts_of(text)

    monkeypatch.setattr(pasted, "texts_of", counted)
    for size in (10_000, 900_000):
        read = 0
        text = "\n".join([line] * (size // (len(line) + 2)))
        assert len(problems(text)) <= 100
        assert read <= 10 * 1024 * 1024


def test_block_texts_at_the_end_of_a_file_keep_their_line_end() -> None:
    for text, meant in (("a: |\n  x", "x\n"), ("a: |-\n  x", "x"), ("a: |+\n  x", "x\n"), ("a: >\n  x\n  y", "x y\n")):
        assert parse_yaml(text.encode(), "some.yaml").data == {"a": meant}
