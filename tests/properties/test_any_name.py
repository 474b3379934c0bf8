"""Names and other lines with whatever may be typed into them: read as one line, and taken by every export there is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.cli.main import run
from lmmm_report.domain.format import Field
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.load.schema.lines import in_lines, one_line
from lmmm_report.making.guides import FORMATS as GUIDES
from lmmm_report.making.plans import FORMS as PLANS
from lmmm_report.problems import UserError
from tests.properties.test_naughty_texts import full

FIELDS = profile_format().fields
BREAKS = "\n\r\t\x85\u2028\u2029"
UNSEEN = set("\u202e\ufeff\u200b\xad\x85\u2028\u2029")
"""Characters that a profile may not hold everywhere."""
NAMES = [
    "Hallo\nWelt",
    "  >folded\n",
    "a\r\nb\rc\td",
    "a\u2028b\u2029c\x85d",
    "::error::A\n::error file=x::B\r ::error::C",
    "##[error]a ##vso[task.complete result=Failed]b",
    'a;b,c:d"e\\n\\,^n^^',
    "BEGIN:VEVENT\nSUMMARY:x",
    "<b>&amp;]]>\n-->",
    "=1+1\n@all #1 !2 [a](b)",
    "\ufeffa\u200bb\u202ec\xadd",
    "a" * 199,
]
ALL = "\n".join(name for name in NAMES if not set(name) & UNSEEN)
SMALL = """{"format": 2, "assessment": {"date": "2026-02-02", "target": {"relationship": "aligned",
"lead_management": "process"}}, "plan": {"start": "2027-01-11", "capacity": 20}}"""


def lines(value: Any, field: Field | None) -> Iterator[str]:
    """All texts that are one line by nature."""
    if field is None:
        return
    if isinstance(value, Mapping):
        for name, child in value.items():
            yield from lines(child, field.fields.get(name))
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from lines(entry, field.item)
    elif isinstance(value, str) and field.one_line:
        yield value


def known_to(version: int, value: Any, field: Field | None) -> Any:
    """A value without what this version of the format does not have any more."""
    if isinstance(value, dict) and field is not None:
        return {
            key: known_to(version, child, field.fields[key])
            for key, child in value.items()
            if not 0 < field.fields[key].only < version
        }
    return [known_to(version, one, field.item) for one in value] if isinstance(value, list) and field else value


def stated(name: str, version: int) -> bytes:
    """A profile with ``name`` in every free text of the format, and a plan that can be made."""
    data = full(FIELDS, name, True)
    data = known_to(version, data, FIELDS)
    data["format"] = version
    data["assessment"] |= {"date": "2026-02-02", "language": "en"}
    data["assessment"]["target"] = json.loads(SMALL)["assessment"]["target"]
    data["plan"] = json.loads(SMALL)["plan"]
    for key in ("declarations", "decisions", "measures"):
        data.pop(key)
    return json.dumps(data, ensure_ascii=False).encode()


def read_as_text(name: str, version: int = 2) -> bytes | None:
    data = stated(name, version)
    try:
        load_profile_text(data, "a.yaml")
    except UserError as error:
        unsaid = [problem for problem in error.problems if not (problem.line and problem.message and problem.hint)]
        return None if not unsaid else pytest.fail(str(unsaid))
    return data


@pytest.mark.parametrize(
    "field", ["company.name", "company.region", "software.systems.0.name", "terminology.terms.0.term"]
)
def test_names_are_one_line_by_nature(field: str) -> None:
    assert FIELDS.at([int(step) if step.isdigit() else step for step in field.split(".")]).one_line  # type: ignore[union-attr]


def test_notes_and_definitions_keep_their_lines() -> None:
    text = "# Notes\n\nTwo paragraphs."
    assert in_lines({"assessment": {"notes": text}}, FIELDS) == {"assessment": {"notes": text}}


@given(st.text(alphabet=st.one_of(st.sampled_from(BREAKS + " :#[]"), st.characters()), max_size=60))
def test_a_line_has_no_breaks_and_keeps_its_words(text: str) -> None:
    line = one_line(text)
    assert not set(BREAKS) & set(line)
    assert line == one_line(line)
    assert line.split() == text.split() or not text.isprintable()


def test_a_name_of_blanks_is_no_name() -> None:
    text = b'format: 2\ncompany: {name: "\\n \\t"}\nassessment: {date: 2026-02-02}\n'
    with pytest.raises(UserError) as caught:
        load_profile_text(text, "a.yaml")
    assert [(one.path, one.line) for one in caught.value.problems] == [("company.name", 2)]


def exports() -> Iterator[tuple[str, ...]]:
    yield from (("assess", "--format", form) for form in ("text", "json"))
    yield from (("plan", "--format", form) for form in PLANS)
    yield from (("questions", "--format", form) for form in GUIDES)
    yield from (("validate", "--format", form) for form in ("text", "json", "sarif", "github", "gitlab", "junit"))
    yield ("history", "--no-git")
    yield ("build", "--format", "html,json")


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_profile_has_a_break(name: str, version: int) -> None:
    data = read_as_text(name, version)
    assert data is not None or set(name) & UNSEEN
    if data is not None:
        profile = load_profile_text(data, "a.yaml")
        told = list(lines(profile.stated, FIELDS))
        assert len(told) > 50
        assert not any(set(BREAKS) & set(line) for line in (*told, *profile.company.tags, profile.company.name))


@pytest.mark.parametrize(("name", "version"), [("Hallo\nWelt", 1), (ALL[:199], 2)])
def test_every_export_takes_every_name(
    name: str, version: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(read_as_text(name, version) or b"")
    for command, *options in exports():
        where = ("-o", str(tmp_path / f"made-{command}")) if {"xlsx", "html,json"} & set(options) else ()
        assert run(["-q", command, str(path), *options, *where]) == 0, (command, options, capsys.readouterr().err)


@settings(max_examples=10, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from(BREAKS + " :#[];,\\"), st.characters(codec="utf-8")), max_size=40))
def test_a_calendar_takes_every_name_that_validates(name: str) -> None:
    text = json.dumps({**json.loads(SMALL), "company": {"name": name, "unit": name}})
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.yaml")
        path.write_text(text, encoding="utf-8")
        if run(["-q", "validate", "--no-hints", str(path)]) == 0:
            assert run(["-q", "plan", str(path), "--format", "ics"]) == 0
