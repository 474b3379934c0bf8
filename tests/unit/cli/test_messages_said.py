"""How messages reach people and programs: language, terminal, formats, files of another kind, -q and -v anywhere."""

import json
import pathlib
import zipfile

import jsonschema
import pytest

from lmmm_report.cli import console
from lmmm_report.cli.console import as_text
from lmmm_report.cli.main import run
from lmmm_report.cli.snippets import broken, columns_of, source_lines
from lmmm_report.load.kinds import kind_of
from lmmm_report.making.speaking import language_of
from lmmm_report.messages import say
from lmmm_report.problems import Edit, Problem
from lmmm_report.report.documents.annotations import Checked, render_annotations
from tests.message_cases import BASE

ROOT = pathlib.Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "configs" / "brackwell-instruments.yaml"
WRONG = BASE.replace("headcount: 8", "headcount: 1,200")


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LMMM_REPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def wrong(tmp_path: pathlib.Path) -> pathlib.Path:
    file = tmp_path / "wrong.yaml"
    file.write_text(WRONG, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("option", "variable", "stated", "system", "german"),
    [
        ("en", "de", "de", "de_DE", False), ("de", "en", "en", "en_GB", True), ("", "en", "de", "de_DE", False),
        ("", "", "de", "en_GB", True), ("", "", "en", "de_DE", False), ("", "", "", "de_DE", True), ("", "", "", "", False),
    ],
)  # fmt: skip
def test_the_option_goes_first_then_the_variable_the_profile_the_system(  # noqa: PLR0917 - a row of the table
    option: str, variable: str, stated: str, system: str, german: bool, wrong: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("LMMM_REPORT_LANG", variable)
    monkeypatch.setenv("LANG", system)
    wrong.write_text(WRONG.replace("  language: de\n", f"  language: {stated}\n" if stated else ""), encoding="utf-8")
    asked = ["--lang", option] if option else []
    assert run(["validate", str(wrong), *asked]) == 1
    assert ("schreiben" in capsys.readouterr().err) is german
    assert run(["validate", str(wrong), *asked, "--format", "json"]) == 1
    assert ("schreiben" in json.loads(capsys.readouterr().out)["problems"][0]["hint"]) is german


def test_other_commands_speak_the_same_language(wrong: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", str(wrong)]) == 1
    assert "schreiben" in capsys.readouterr().err
    assert run(["assess", str(wrong), "--lang", "en"]) == 1
    assert "write" in capsys.readouterr().err


def said_of(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    run([str(arg) for arg in args])
    told = capsys.readouterr()
    return told.out + told.err


@pytest.mark.parametrize("command", ["gate", "verify", "migrate"])
def test_what_is_all_messages_is_in_the_language_asked_for_else_that_of_the_profile(
    command: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(BASE, encoding="utf-8")
    assert run(["-q", "build", str(file), "--format", "json", "-o", str(tmp_path)]) == 0
    args, german, english = {
        "gate": (["gate", file, "--require", "relationship=undefined"], "besteht: ", "passes: "),
        "verify": (["verify", tmp_path / "a.json", file], "gehört zu", "belongs to"),
        "migrate": (["migrate", file, "--write"], "schon in Format", "already"),
    }[command]
    assert german in said_of(capsys, *args)
    assert english in said_of(capsys, *args, "--lang", "en")
    file.write_text(BASE.replace("language: de", "language: en"), encoding="utf-8")
    assert run(["-q", "build", str(file), "--format", "json", "-o", str(tmp_path)]) == 0
    assert english in said_of(capsys, *args)
    assert german in said_of(capsys, *args, "--lang=de")
    monkeypatch.setenv("LMMM_REPORT_LANG", "de")
    assert german in said_of(capsys, *args)
    assert run([*map(str, args), "--lang", "fr"]) == 2


def test_whatever_a_command_says_is_in_the_language_of_the_profiles_it_names(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LMMM_REPORT_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    for language in ("de", "en"):
        folder = tmp_path / language
        folder.mkdir()
        file, other = folder / "a.yaml", folder / "b.yaml"
        file.write_text(BASE.replace("language: de", f"language: {language}"), encoding="utf-8")
        other.write_text(file.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
        words = {
            "build": ("geschrieben", "written"),
            "build of a folder": ("geschrieben", "written"),
            "questions": ("geschrieben", "wrote"),
            "diff": ("Was sich geändert hat", "What has changed"),
            "history": ("Stand", "as of"),
            "gate": ("Repository", "repository"),
            "serve": ("gibt es nicht", "does not exist"),
        }
        for command, args in {
            "build": ["build", file, "--format", "json", "-o", folder / "out"],
            "build of a folder": ["build", folder, "--all", "--format", "json", "-o", folder / "more"],
            "questions": ["questions", file, "-o", folder / "guide.txt"],
            "diff": ["diff", file, other],
            "history": ["history", "--no-git", file],
            "gate": ["gate", file, "--base", "nowhere"],
            "serve": ["serve", file, folder / "none.yaml"],
        }.items():
            assert words[command][language == "en"] in said_of(capsys, *args), (command, language)
    both = ["build", tmp_path / "de" / "a.yaml", tmp_path / "en" / "b.yaml", "--format", "json", "-o", tmp_path / "out"]
    assert "written" in said_of(capsys, *both), "of several languages that of the system"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "geschrieben" in said_of(capsys, *both, "--all")


def test_the_language_of_a_call_is_that_of_this_call(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LMMM_REPORT_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    file = tmp_path / "a.yaml"
    file.write_text(BASE, encoding="utf-8")
    for args in (["questions", file], ["questions", file, "--lang", "de"], ["gate", file, "--base", "nowhere"]):
        said_of(capsys, *args)
        assert console.language() == "en", args


def test_a_sound_profile_is_spoken_of_in_its_language(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, words in (("de", "keine Fehler"), ("en", "no errors")):
        file = tmp_path / f"{language}.yaml"
        file.write_text(BASE.replace("language: de", f"language: {language}"), encoding="utf-8")
        assert run(["validate", str(file), "--no-hints"]) == 0
        assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("assessment:\n  date: x\n  language: de\n", "de"), ("assessment: {date: x, language: en}\n", "en"),
        ("assessment:\n\n  # language: en\n  language: 'de'\n", "de"), ("a:\n  language: de\n", ""), ("", ""),
        ("assessment:\n  date: x\nb:\n  language: de\n", ""), ("assessment:\n  language: fr\n", ""), ("\x00\xff", ""),
    ],
)  # fmt: skip
def test_the_language_of_a_broken_profile(text: str, language: str, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(text.encode("latin-1"))
    assert language_of([str(file)]) == language
    assert language_of([str(file), str(tmp_path / "none.yaml")]) == ""


@pytest.mark.parametrize("args", [["-q", "validate"], ["validate", "-q"], ["validate", "--quiet"]])
def test_quiet_stands_anywhere(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*args, str(EXAMPLE)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("args", [["-v", "build"], ["build", "-v"]])
def test_verbose_stands_anywhere(args: list[str], tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*args, str(EXAMPLE), "--format", "json", "-o", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert run(["build", str(EXAMPLE), "--format", "json", "-o", str(tmp_path)]) == 0
    assert len(said.splitlines()) > len(capsys.readouterr().err.splitlines())


def others(folder: pathlib.Path) -> dict[str, pathlib.Path]:
    """One file of each kind that is no profile."""
    made = {
        "pdf": b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", "picture": b"\x89PNG\r\n\x1a\n", "page": b"<!DOCTYPE html>\n<html></html>\n",
        "report": b'<!doctype html>\n<meta name="generator" content="lmmm-report 1">\n"profile":{"file":"acme.yaml"}',
        "json": b'{\n  "format": 1,\n  "program": {\n    "name": "lmmm-report"\n  },\n  "profile": {"file": "acme.yaml"}}\n',
        "schema": b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}\n',
        "theme": b'accent: "#123456"\nfooter: Beispiel\n', "model": b"# Signs\n\n- id: X1-DEP-1\n  axis: relationship\n",
        "extension": b"criteria:\n  - id: X1-OWN-1\n", "archive": b"\x1f\x8b\x08\x00",
        "calendar": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "delimited": b"Frage;Antwort\r\nk1;ja\r\n", "comma": b"a,b,c\n1,2,3\n",
        "notes": b"# what is asked\ncompany: Acme\nteller: Ms Brill\n", "binary": b"\x7fELF\x02\x00\x00\n\xb7;\n;",
    }  # fmt: skip
    for name, inner in (("table", "xl/workbook.xml"), ("document", "word/document.xml")):
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
            archive.writestr(inner, "x")
        made[name] = (folder / f"{name}.zip").read_bytes()
    for name, data in made.items():
        (folder / f"a-{name}.yaml").write_bytes(data)
    return {name: folder / f"a-{name}.yaml" for name in made}


def test_a_file_of_another_kind_is_called_what_it_is(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, file in others(tmp_path).items():
        for command in ("validate", "assess", "migrate"):
            assert run([command, str(file)]) == 1
            said = capsys.readouterr().err.splitlines()
            assert len(said) == 2, (name, command, said)
            assert "is expected" in said[0]
            if name in ("report", "json"):
                assert "acme.yaml" in said[1]
            if name == "notes":
                assert said[1].endswith(f"--from {file}")


@pytest.mark.parametrize(
    "text", ["Dies ist, kurz gesagt,\nein Text, kein Profil.\n", "a: b; c\nd: e; f\n", "- a;b\n- c;d\n"]
)
def test_prose_and_yaml_are_no_table(text: str) -> None:
    assert kind_of(text.encode()) == ""


def test_a_profile_in_the_wrong_place(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile, pdf = str(EXAMPLE), str(others(tmp_path)["pdf"])
    for args, words in (
        (["verify", profile, profile], "REPORT PROFILE"),
        (["build", profile, "--theme", profile, "-o", str(tmp_path)], "--theme THEME"),
        (["build", profile, "--theme", pdf, "-o", str(tmp_path)], "this is a PDF"),
        (["--model", profile, "assess", profile], "built-in model"),
        (["whatif", profile, "--with", pdf], "this is a PDF"),
        (["validate", str(ROOT / "lmmm_report" / "model")], "--model"),
        (["whatif", profile, "--with", str(EXAMPLE.parent)], ".yaml"),
    ):
        assert run(args) == 1, args
        assert words in capsys.readouterr().err, args


def test_no_good_file_is_taken_for_another_kind(tmp_path: pathlib.Path) -> None:
    from lmmm_report.load.kinds import other_file

    for file in [*(ROOT / "configs").glob("*.yaml"), *(ROOT / "tests/cases/accept").glob("*/profile.yaml")]:
        assert other_file(file.read_bytes(), file.name, "profile") is None


PROBLEM = Problem(
    file="a [b](c).yaml", message=say("yaml.tab"), line=3, column=5, path="a.b", hint=say("yaml.tab_cure"), code="x",
    snippet="    tief", fix=(Edit(3, 5, 3, 9, "x ##[error] y"), Edit(4, 1, 5, 1, "")),
)  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
def test_programs_get_the_cure_as_a_change(language: str) -> None:
    checked = [Checked("a.yaml", (PROBLEM, PROBLEM._replace(fix=())))]
    sarif = json.loads(render_annotations("sarif", checked, language))
    schema = json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(sarif)
    first, second = sarif["runs"][0]["results"]
    replacement = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["deletedRegion"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert replacement["insertedContent"]["text"] == "x ##[error] y"
    assert first["fixes"][0]["description"]["text"] == PROBLEM.hint.said_in(language) if PROBLEM.hint else ""
    assert "fixes" not in second
    plain = json.loads(render_annotations("json", checked, language))["problems"]
    assert [edit["text"] for edit in plain[0]["fix"]] == ["x ##[error] y", ""]
    assert plain[1]["fix"] is None
    for form in ("github", "gitlab", "junit"):
        assert "##[error]" not in render_annotations(form, checked, language)


def shown(text: str, column: int, width: int) -> list[str]:
    return list(source_lines(Problem("a.yaml", say("yaml.tab"), 12, column, snippet=text), width))


@pytest.mark.parametrize("column", [1, 2, 40, 79, 80, 120, 199, 200])
def test_a_long_line_is_cut_around_the_caret(column: int) -> None:
    text = "".join(chr(0x61 + number % 26) for number in range(200))
    line, caret = shown(text, column, 80)
    assert len(line) <= 80
    assert line[len(caret) - 1] == text[column - 1]


def test_wide_characters_and_tabs_keep_the_caret_in_place() -> None:
    text = "name: 東京 e\u0301tat"
    line, caret = shown(text, 13, 0)
    assert len(caret) - 1 - len("  12 | ") == sum(map(columns_of, text[:12])) == 13
    line, caret = shown("\tname: x", 8, 0)
    assert caret.count("\t") == line.count("\t") == 1


def test_sentences_are_broken_between_words() -> None:
    text = "profile.yaml:12:5: " + "wort " * 60
    lines = broken(text.strip(), 80).splitlines()
    assert max(map(len, lines)) <= 80
    assert " ".join(line.strip() for line in lines) == text.strip()
    assert broken(text, 0) == text


def test_there_is_no_colour_in_a_pipe(wrong: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["validate", str(wrong)])
    assert "\x1b" not in capsys.readouterr().err
    coloured = as_text(PROBLEM, "de", width=80, colours=True)
    assert "\x1b[" in coloured
