"""gate: every unit that falls below, every lost condition with its lines, in formats that obey nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema

from lmmm_report.cli.main import run
from lmmm_report.messages import Told
from lmmm_report.problems import Problem
from lmmm_report.report.documents.annotations import Checked, checked_files, render_annotations
from tests.invented_history import BROKEN, FALLEN, GONE, LATE, RENAMED, invented
from tests.repositories import Repo

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = ROOT / "tests" / "schemas"
NOW = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"
FIRST = ROOT / "configs" / "earlier" / "nordwerk-fluidtechnik-2024.yaml"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return invented(tmp_path_factory.mktemp("history") / "repo")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    made.commit({"configs/a.yaml": NOW.read_bytes(), "configs/b.yaml": FIRST.read_bytes()})
    return made


def gate(capsys: pytest.CaptureFixture[str], *args: object, code: int = 1) -> str:
    assert run(["gate", *map(str, args)]) == code
    return capsys.readouterr().out


def validate_sarif(document: Any) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker()
    jsonschema.Draft4Validator(schema, format_checker=checker).validate(document)


def validate_junit(text: str) -> None:
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(text)


def test_every_unit_is_named(
    history: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(history.folder)
    first = history.git("rev-list", "--first-parent", "--before=2026-01-01", "-n1", "HEAD")
    told = gate(capsys, "configs", "--base", first)
    heads = [line for line in told.split("\n") if line.startswith(("passes", "fails"))]
    assert len(heads) == 12
    assert sorted(re.findall(r"fails: configs/([\w-]+)\.yaml", told)) == [FALLEN, GONE]
    assert "Marketing-sales relationship: fallen from “Defined” to “Undefined” since" in told
    assert f"the profile of Nordwerk Fluidtechnik SE, {GONE.title()} was there in {first} and is gone" in told
    assert "10 of 12 units pass" in told
    required = gate(capsys, "configs", "--require", "relationship=aligned")
    assert re.findall(r"fails: configs/([\w-]+)\.yaml", required) == [FALLEN]
    assert "X3-PRO-1 is not met" in required


def test_a_file_that_was_renamed_is_known_by_whom_it_is_about(
    history: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(history.folder / "configs")
    first = history.git("rev-list", "--first-parent", "--before=2025-01-01", "-n1", "HEAD")
    told = gate(capsys, ".", "--base", first)
    assert f"passes: {RENAMED}.yaml" in told
    assert "old-name" not in told
    assert f"passes: {LATE}.yaml" in told


def test_a_broken_base_is_no_loss(
    history: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(history.folder)
    broken = history.git("log", "--format=%H", "--grep=Broken", "-n1")
    told = gate(capsys, f"configs/{BROKEN}.yaml", "--base", broken, code=0)
    assert "cannot be read, so there is nothing to compare with" in told


def test_a_lost_condition_has_its_lines_and_what_was_retracted(
    repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder)
    text = NOW.read_text(encoding="utf-8")
    line = text.split("\n").index("  agreement:") + 1
    less, count = re.subn(r"(?m)^  agreement:\n(   .*\n)+", "", text)
    assert count == 1
    repo.write({"configs/a.yaml": less})
    told = gate(capsys, "configs", "--base", "HEAD")
    assert "fails: configs/a.yaml" in told
    was = "“Aligned” was certain in HEAD:configs/a.yaml, now only “Defined” is; whether it has fallen is not known"
    assert f"Marketing-sales relationship: {was}" in told
    (lost,) = [one for one in told.split("\n") if "X3-PRO-1 was met in HEAD:configs/a.yaml, now it is open" in one]
    assert f"retracted: process.agreement.document, line {line + 1} of HEAD:configs/a.yaml" in lost
    assert "passes: configs/b.yaml" in told


def test_a_lost_condition_without_a_lost_stage_only_warns(
    repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder)
    text = NOW.read_text(encoding="utf-8")
    line = text.split("\n").index("  known_to_each_other: true") + 1
    repo.write({"configs/a.yaml": text.replace("  known_to_each_other: true\n", "")})
    told = gate(capsys, "configs", "--base", "HEAD", code=0)
    assert "warning: X2-GOA-1 was met in HEAD:configs/a.yaml, now it is open" in told
    assert f"retracted: goals.known_to_each_other, line {line} of HEAD:configs/a.yaml" in told
    assert "1 of 2 units pass" in gate(capsys, "configs", "--base", "HEAD", "--strict")


def test_what_others_have_added_meanwhile_is_no_loss(
    repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder)
    repo.git("checkout", "-q", "-b", "mine")
    repo.git("checkout", "-q", "main")
    repo.commit({"configs/b.yaml": NOW.read_bytes()})
    repo.git("checkout", "-q", "mine")
    assert "2 of 2 units pass" in gate(capsys, "configs", "--base", "main", code=0)


def test_a_broken_profile_fails_like_any_other(
    repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder)
    repo.write({"configs/b.yaml": "format: 2\nnonsense: 1\n"})
    told = gate(capsys, "configs", "--base", "HEAD")
    assert "fails: configs/b.yaml\n" in told
    assert "passes: configs/a.yaml" in told
    assert json.loads(gate(capsys, "configs", "--base", "HEAD", "--format", "gitlab"))


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab", "junit"])
def test_formats(form: str, repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo.folder)
    text = gate(capsys, "configs", "--require", "relationship=defined", "--format", form)
    gates = {"X2-TER-1"}
    if form == "sarif":
        document = json.loads(text)
        validate_sarif(document)
        results = document["runs"][0]["results"]
        assert gates <= {one["ruleId"] for one in results}
        assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results} == {"configs/b.yaml"}
    elif form == "junit":
        validate_junit(text)
        assert 'tests="2" failures="1"' in text
    elif form == "gitlab":
        listed = json.loads(text)
        assert {one["severity"] for one in listed} == {"major"}
        assert len({one["fingerprint"] for one in listed}) == len(listed)
        assert {one["location"]["path"] for one in listed} == {"configs/b.yaml"}
        assert all(one["location"]["lines"]["begin"] >= 1 for one in listed)
    elif form == "github":
        assert all(line.startswith("::error file=configs/b.yaml,line=") for line in text.splitlines())
    else:
        document = json.loads(text)
        assert gates <= {one["code"] for one in document["problems"]}
        assert (document["passed"], document["count"]) == (1, 2)
        units = [(one["file"], one["passed"], one["cell"]["relationship"]["stage"]) for one in document["units"]]
        assert units == [("configs/b.yaml", False, 1), ("configs/a.yaml", True, 3)]


def test_nothing_to_hold_against_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gate", str(NOW)]) == 2
    assert "say what to hold the results against" in capsys.readouterr().err


def test_a_base_that_is_not_there(
    repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder)
    assert run(["gate", "configs", "--base", "nowhere"]) == 1
    assert "there is no such revision" in capsys.readouterr().err


EVIL = "\n::error::x\r\n/close @all\x0b [a](http://x) ]]> <b> & \" ' ##[error]x %0A ,:=1+1 \ud7ff"


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab", "junit"])
def test_no_text_leaves_its_place(form: str) -> None:
    problem = Problem(
        file="a:b/::error::,<x>\n.yaml",
        message=Told({"en": EVIL}),
        line=3,
        column=2,
        code="x<y>",
        hint=Told({"en": EVIL}),
    )
    warning = Problem(file="c.yaml", message=Told({"en": EVIL}), severity="warning")
    text = render_annotations(
        form, (*checked_files(["ok.yaml"], [problem, warning]), Checked("d.yaml", (), EVIL)), "en"
    )
    if form == "github":
        assert len(text.splitlines()) == 2, "nothing ends a command"
        assert re.fullmatch(r"::error file=[^,:\n]*,line=3,col=2::.*", text.splitlines()[0])
        return
    assert not any(line.lstrip().startswith(("::", "/")) for line in text.splitlines())
    if form == "sarif":
        document = json.loads(text)
        validate_sarif(document)
        assert "\\[a\\](http" in document["runs"][0]["results"][0]["message"]["text"]
        assert (
            ":" not in document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        )
    elif form == "junit":
        validate_junit(text)
        assert 'tests="4" failures="1"' in text
    else:
        assert json.loads(text)


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab", "junit"])
def test_validate_speaks_the_same_formats(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "bad [x] {y}.yaml"
    broken.write_text("format: 2\ncompani: {name: X}\n", encoding="utf-8")
    assert run(["validate", str(broken), str(NOW), "--format", form]) == 1
    text = capsys.readouterr().out
    if form == "sarif":
        validate_sarif(json.loads(text))
        places = (one["locations"][0]["physicalLocation"] for one in json.loads(text)["runs"][0]["results"])
        assert any(place["artifactLocation"]["uri"].endswith("bad%20%5Bx%5D%20%7By%7D.yaml") for place in places)
    elif form == "junit":
        validate_junit(text)
        assert 'tests="2" failures="1"' in text
    elif form == "github":
        assert "::error file=" in text
    else:
        assert json.loads(text)


UNIT = "format: 2\ncompany: {{name: {}}}\nassessment: {{date: 2026-11-02}}\nterminology: {{glossary: none}}\n"


def sold(tmp_path: Path) -> Repo:
    """York is gone in a branch."""
    made = Repo(tmp_path / "repo")
    made.commit({f"cfg/{name}.yaml": UNIT.format(name.title()) for name in ("oslo", "rome", "york")})
    (made.folder / "cfg" / "york.yaml").unlink()
    return made


@pytest.mark.parametrize("name", ["cfg/york.yaml", "york", "York"])
def test_a_unit_that_is_stated_to_be_gone_passes(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sold(tmp_path).folder)
    assert "--gone cfg/york.yaml" in gate(capsys, "cfg", "--base", "HEAD")
    told = gate(capsys, "cfg", "--base", "HEAD", "--gone", name, code=0)
    assert "passes: cfg/york.yaml (York): gone, as stated (--gone)" in told
    assert "3 of 3 units pass" in told


def test_nobody_is_stated_to_be_gone_who_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sold(tmp_path).folder)
    for name in ("cfg/oslo.yaml", "Nowhere"):
        assert run(["gate", "cfg", "--base", "HEAD", "--gone", "york", "--gone", name]) == 1
        assert f"--gone {name}: no unit of this name was there at the base and is gone" in capsys.readouterr().err
    assert run(["gate", "cfg", "--require", "relationship=aligned", "--gone", "york"]) == 2
    assert "--base" in capsys.readouterr().err


def test_a_file_that_was_renamed_with_its_company_is_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path / "repo")
    text = NOW.read_text(encoding="utf-8")
    base = repo.commit({"cfg/a.yaml": text, "cfg/oslo.yaml": UNIT.format("Oslo")})
    repo.git("mv", "cfg/a.yaml", "cfg/between.yaml")
    repo.commit()
    repo.git("mv", "cfg/between.yaml", "cfg/b.yaml")
    less = text.replace("Nordwerk Fluidtechnik SE", "Südwerk SE").replace("  known_to_each_other: true\n", "")
    repo.commit({"cfg/b.yaml": less})
    monkeypatch.chdir(repo.folder)
    told = gate(capsys, "cfg", "--base", base, code=0)
    assert "X2-GOA-1 was met in" in told
    assert "2 of 2 units pass" in told
    assert run(["-q", "diff", f"{base}..HEAD", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "What has changed: Südwerk SE" in told
    assert "The same file, with another name: “Nordwerk Fluidtechnik SE” before, “Südwerk SE” now." in told
    assert "X2-GOA-1" in told


def test_failures_come_first_and_numbers_stand_beside_a_file(
    repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder)
    heads = re.findall(r"^(passes|fails): ", gate(capsys, "configs", "--require", "relationship=defined"), re.MULTILINE)
    assert heads == ["fails", "passes"]
    args = ["configs", "--require", "relationship=defined", "--format", "markdown", "-o", "summary.md"]
    assert run(["gate", *args]) == 1
    assert "1 of 2 units pass" in capsys.readouterr().err
    told = Path("summary.md").read_text(encoding="utf-8")
    assert told.startswith("**1 of 2 units pass**")
    assert told.index("fails: configs/b.yaml") < told.index("<details>") < told.index("passes: configs/a.yaml")


@pytest.mark.parametrize("command", ["gate", "assess"])
def test_only_what_fails_is_said_on_demand(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    low = tmp_path / "low.yaml"
    low.write_text("format: 2\ncompany: {name: Low}\nassessment: {date: 2026-02-02, language: en}\n", encoding="utf-8")
    assert run(["-q", command, str(NOW), str(low), "--require", "relationship=defined"]) == 1
    told = "".join(capsys.readouterr())
    assert "low.yaml" in told
    assert str(NOW) not in told
    assert "1 of 2" not in told
    assert run(["-q", command, str(NOW), "--require", "relationship=defined"]) == 0
    assert "".join(capsys.readouterr()) == ""
