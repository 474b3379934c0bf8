"""diff: two files, reports, folders, revisions; statements gained, changed and retracted; formats that obey nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.cli.main import run
from tests.documents import checked
from tests.invented_history import FALLEN, GONE, LATE, RENAMED, UNITS, invented
from tests.repositories import Repo

ROOT = Path(__file__).resolve().parents[3]
NOW = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"
LAST = ROOT / "configs" / "earlier" / "nordwerk-fluidtechnik-2025.yaml"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return invented(tmp_path_factory.mktemp("history") / "repo")


def diff(capsys: pytest.CaptureFixture[str], *args: object, code: int = 0) -> str:
    assert run(["-q", "diff", *map(str, args)]) == code
    return capsys.readouterr().out


def documents(capsys: pytest.CaptureFixture[str], *args: object) -> dict[str, Any]:
    return checked(diff(capsys, *args, "--format", "json"), "diff")


def changed(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_nothing_differs_from_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing differs: Aligned · Defined process (3, 3)." in diff(capsys, NOW, NOW)


def test_statements_are_gained_changed_and_retracted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = NOW.read_text(encoding="utf-8")
    edited = changed(text, ("  known_to_each_other: true\n", ""), ("  employees: 900\n", "  employees: 950\n"))
    (tmp_path / "a.yaml").write_text(edited + "problems:\n  - problem: Leads bleiben liegen\n", encoding="utf-8")
    (one,) = documents(capsys, NOW, tmp_path / "a.yaml")["comparisons"]
    facts = {fact["path"]: (fact["kind"], fact["before"], fact["after"]) for fact in one["facts"]}
    line = text.split("\n").index("  known_to_each_other: true") + 1
    assert facts == {
        "company.employees": ("changed", {"value": "900", "line": 9}, {"value": "950", "line": 9}),
        "goals.known_to_each_other": ("retracted", {"value": "true", "line": line}, None),
        "problems[Leads bleiben liegen].problem": (
            "gained", None, {"value": "Leads bleiben liegen", "line": edited.count("\n") + 2},
        ),
    }  # fmt: skip
    assert not [move for move in one["conditions"] if move["lost"]]
    (opened,) = one["conditions"]
    assert (opened["criterion"], opened["before"], opened["after"]) == ("X2-GOA-1", "met", "unknown")
    assert opened["causes"] == ["goals.known_to_each_other"]
    assert one["questions"]["new"]
    told = diff(capsys, NOW, tmp_path / "a.yaml")
    assert "Of one criterion something else is known now" in told
    assert "lost" not in told
    assert f"- goals.known_to_each_other: “true” ({NOW}:{line})" in told


def test_layout_alone_is_no_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = NOW.read_text(encoding="utf-8").replace("\n", "\r\n")
    (tmp_path / "a.yaml").write_bytes(("# a comment\r\n\r\n" + text).encode())
    assert "Nothing differs" in diff(capsys, NOW, tmp_path / "a.yaml")


def test_what_an_entry_says_as_a_whole_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    told = diff(capsys, LAST, NOW, "--lang", "de")
    assert "gestiegen von 2 Definiert auf 3 Abgestimmt" in told
    (line,) = [one for one in told.split("\n") if "joint_tasks[Messen]" in one and one.startswith("  +")]
    assert "„Messen; marketing; marketing, sales“" in line


def test_time_alone_can_move_a_condition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = NOW.read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(changed(text, ("  date: 2026-10-15", "  date: 2029-10-15")), encoding="utf-8")
    told = diff(capsys, NOW, tmp_path / "a.yaml")
    assert "down from" in told
    assert "no statement that it rests on has changed; time has passed" in told


@pytest.mark.parametrize("form", ["html", "json", "pdf"])
def test_reports_stand_for_their_profiles(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], pango: None
) -> None:
    assert run(["-q", "build", str(LAST), "-o", str(tmp_path), "--format", form, "--lang", "en"]) == 0
    (report,) = [path for path in tmp_path.iterdir() if path.suffix == f".{form}" and path.name[0] != "."]
    (one,) = documents(capsys, report, NOW)["comparisons"]
    (whole,) = documents(capsys, LAST, NOW)["comparisons"]
    short = [(move["criterion"], move["before"], move["after"]) for move in one["conditions"]]
    assert short == [(move["criterion"], move["before"], move["after"]) for move in whole["conditions"]]
    assert one["before"]["cell"] == whole["before"]["cell"]
    if form == "html":
        assert one["facts"] is None
    else:
        assert one["facts"]
        assert all(fact["before"] != fact["after"] for fact in one["facts"])
        assert "goals.known_to_each_other" in {fact["path"] for fact in one["facts"]}


def test_revisions(history: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(history.folder)
    name = f"configs/{UNITS[-1]}.yaml"
    (one,) = documents(capsys, f"HEAD~1:{name}", name)["comparisons"]
    assert [cell["stage"] for cell in one["before"]["cell"].values()] == [2, 2]
    assert [cell["stage"] for cell in one["after"]["cell"].values()] == [3, 3]
    monkeypatch.chdir(history.folder / "configs")
    (same,) = documents(capsys, f"HEAD~1:./{UNITS[-1]}.yaml", f"{UNITS[-1]}.yaml")["comparisons"]
    assert same["conditions"] == one["conditions"]


def test_two_commits(history: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(history.folder)
    first = history.git("rev-list", "--first-parent", "--before=2025-01-01", "-n1", "HEAD")
    history.write({"ci.yaml": "jobs: []\n"})
    found = documents(capsys, f"{first}..HEAD")
    assert len(found["comparisons"]) == 10
    names = {one["after"]["name"]: one["before"]["name"] for one in found["comparisons"]}
    assert names[f"HEAD:configs/{RENAMED}.yaml"] == f"{first}:configs/old-name.yaml", "by whom it is about"
    assert [one["company"]["unit"] for one in found["gone"]] == [GONE.title()]
    assert [one["company"]["unit"] for one in found["new"]] == [LATE.title()]
    (one,) = documents(capsys, f"{first}..HEAD", f"configs/{UNITS[-1]}.yaml")["comparisons"]
    assert one["after"]["company"]["unit"] == UNITS[-1].title()
    told = diff(capsys, f"{first}..HEAD")
    assert f"({first}:configs/{GONE}.yaml): no longer there" in told
    (fallen,) = [one for one in documents(capsys, "HEAD~12..HEAD")["comparisons"] if one["fallen"]]
    assert fallen["after"]["company"]["unit"] == FALLEN.title()


def test_from_where_two_branches_went_their_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": LAST.read_bytes(), "b.yaml": LAST.read_bytes(), "other.yaml": "x: 1\n"})
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit({"a.yaml": NOW.read_bytes(), "other.yaml": "x: 2\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"b.yaml": NOW.read_bytes()})
    monkeypatch.chdir(tmp_path)
    found = documents(capsys, "main...branch")
    assert [one["after"]["name"] for one in found["comparisons"]] == ["branch:a.yaml"]
    assert found["gone"] == found["new"] == []


def test_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, source in (("old", LAST), ("new", NOW)):
        (tmp_path / folder / "north").mkdir(parents=True)
        (tmp_path / folder / "north" / "a.yaml").write_bytes(source.read_bytes())
    (one,) = documents(capsys, tmp_path / "old", tmp_path / "new")["comparisons"]
    assert one["before"]["name"].endswith("old/north/a.yaml")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nowhere:a.yaml", NOW), "there is no such revision in the repository"),
        (("HEAD:nowhere.yaml", NOW), "there is no such file in HEAD"),
        (("--", "--output=x:a.yaml", NOW), "there is no such revision in the repository"),
        (("nowhere...HEAD",), "there is no such revision in the repository"),
        ((NOW, "nowhere.yaml"), "does not exist"),
    ],
)
def test_what_does_not_exist_is_told(
    args: tuple[object, ...], words: str, capsys: pytest.CaptureFixture[str], history: Repo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(history.folder)
    assert run(["diff", *map(str, args)]) == 1
    assert words in capsys.readouterr().err


def test_one_side_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", str(NOW)]) == 2
    assert "name two sides" in capsys.readouterr().err


EVIL = "'`/close ::error::x @all <b onclick=x> $`E=mc`$ ``` [a](javascript:x) ##[error]y | =1+1'"


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    text = NOW.read_text(encoding="utf-8")
    edits = (("  name: Nordwerk Fluidtechnik SE\n", "  name: '::error::/close @all `x` <img src=x>'\n"),
             ("  location: Nordwerk\n", f"  location: {EVIL}\n"))  # fmt: skip
    file = tmp_path / "::error::@all.yaml"
    file.write_text(changed(text, *edits), encoding="utf-8")
    return file


def test_no_text_of_a_profile_is_more_than_a_text(evil: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import markdown_it

    lines = diff(capsys, NOW, evil).split("\n")
    assert any("location" in line for line in lines)
    assert not any(line.lstrip().startswith(("::", "/")) or "##[" in line for line in lines)
    told = diff(capsys, NOW, evil, "--format", "markdown")
    assert not any(line.lstrip().startswith(("/", "::", "@")) for line in told.split("\n"))
    tokens = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(told)
    inside = [child for token in tokens for child in token.children or ()]
    assert any("@all" in one.content for one in inside if one.type == "code_inline")
    assert not any("@all" in one.content or "$" in one.content for one in inside if one.type == "text")
    assert {one.type for one in inside} <= {
        "text", "code_inline", "strong_open", "strong_close", "softbreak", "html_inline", "text_special",
    }  # fmt: skip
    assert {t.content.strip() for t in tokens if t.type == "html_block"} <= {
        *(t.content.strip() for t in tokens if t.type == "html_block" and t.content.startswith("<details>")), "</details>",
    }  # fmt: skip
    page = diff(capsys, NOW, evil, "--format", "html")
    assert "<img" not in page
    assert "<b onclick" not in page
    assert "&lt;img src=x&gt;" in page


def test_a_path_of_a_repository_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path / "repo")
    name = "a\x1b[31m\n::error::\u202e.yaml"
    repo.commit({name: LAST.read_bytes()})
    repo.commit({name: NOW.read_bytes()})
    monkeypatch.chdir(repo.folder)
    for form in ("text", "markdown", "html"):
        told = diff(capsys, "HEAD~1..HEAD", "--format", form)
        assert "error" in told
        assert not {"\x1b", "\u202e"} & set(told)
        assert not any(line.lstrip().startswith("::") for line in told.split("\n"))
    assert (
        "a<U+001B>[31m ::error::<U+202E>.yaml" in documents(capsys, "HEAD~1..HEAD")["comparisons"][0]["after"]["name"]
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_path_that_is_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path / "repo")
    path = os.fsencode(repo.folder) + b"/a\xff.yaml"
    for content in (LAST, NOW):
        Path(os.fsdecode(path)).write_bytes(content.read_bytes())
        repo.commit()
    monkeypatch.chdir(repo.folder)
    assert run(["-q", "diff", "HEAD~1..HEAD", "--format", "json", "-o", str(tmp_path / "diff.json")]) == 0
    assert "a<U+DCFF>.yaml" in (tmp_path / "diff.json").read_text(encoding="utf-8")


UNIT = "format: 2\ncompany: {{name: {}}}\nassessment: {{date: 2026-11-02}}\nterminology: {{glossary: none}}\n"
BROKEN = UNIT.format("Oslo") + "nonsense: 1\n"


def git_with(tmp_path: Path, *states: dict[str, str]) -> Repo:
    repo = Repo(tmp_path / "repo")
    for number, state in enumerate(states):
        repo.commit(state, day=f"2026-0{number + 1}-01")
    return repo


def test_a_broken_profile_blocks_nobody_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    oslo, rome = UNIT.format("Oslo"), UNIT.format("Rome")
    more = rome + "plan: {capacity: 3}\n"
    repo = git_with(tmp_path, {"oslo.yaml": BROKEN, "rome.yaml": rome}, {"oslo.yaml": oslo, "rome.yaml": more})
    monkeypatch.chdir(repo.folder)
    for form in ("text", "markdown", "html"):
        told = diff(capsys, "HEAD~1..HEAD", "--format", form)
        assert "plan.capacity" in told
        assert "can be read again" in told
    (unread,) = documents(capsys, "HEAD~1..HEAD")["unread"]
    assert (unread["broken"], unread["line"]) == (["before"], 5)
    assert unread["readable"]["company"]["name"] == "Oslo"
    assert run(["-q", "diff", "HEAD..HEAD~1"]) == 1
    told = capsys.readouterr()
    assert "plan.capacity" in told.out
    assert "cannot be read: 5:" in told.out
    assert "HEAD~1:oslo.yaml:5" in told.err
    assert run(["-q", "diff", "HEAD~1:oslo.yaml", "oslo.yaml"]) == 1, "what was named itself is needed"


def test_in_folders_those_without_a_difference_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        for name in ("Oslo", "Rome", "Turin"):
            capacity = "plan: {capacity: 3}\n" if (folder, name) == ("new", "Rome") else ""
            (tmp_path / folder / f"{name}.yaml").write_text(UNIT.format(name) + capacity, encoding="utf-8")
    told = diff(capsys, tmp_path / "old", tmp_path / "new")
    assert told.count("What has changed") == 1
    assert "In two more units nothing differs." in told
    assert diff(capsys, tmp_path / "old", tmp_path / "old") == "Nothing differs in any of the three units.\n"


def test_a_folder_of_reports_stands_for_their_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cfg").mkdir()
    for name in ("Oslo", "Rome"):
        (tmp_path / "cfg" / f"{name}.yaml").write_text(UNIT.format(name), encoding="utf-8")
    out = tmp_path / "out"
    assert run(["-q", "build", str(tmp_path / "cfg"), "-o", str(out), "--format", "html,json"]) == 0
    capsys.readouterr()
    (tmp_path / "cfg" / "Rome.yaml").write_text(UNIT.format("Rome").replace("none", "exists"), encoding="utf-8")
    found = documents(capsys, out, tmp_path / "cfg")
    assert sorted(one["after"]["company"]["name"] for one in found["comparisons"]) == ["Oslo", "Rome"]
    assert not found["gone"]
    assert not found["new"]
    assert all(one["before"]["name"].endswith(".json") for one in found["comparisons"])


def test_two_revisions_are_a_range(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_with(
        tmp_path,
        {"cfg/oslo.yaml": UNIT.format("Oslo")},
        {"cfg/oslo.yaml": UNIT.format("Oslo") + "plan: {capacity: 3}\n"},
    )
    monkeypatch.chdir(repo.folder)
    assert documents(capsys, "HEAD~1", "HEAD") == documents(capsys, "HEAD~1..HEAD")
    assert run(["-q", "diff", "HEAD~1", "cfg/oslo.yaml"]) == 1
    told = capsys.readouterr().err
    assert "HEAD~1: is a revision of the repository and no file" in told
    assert "HEAD~1:PATH" in told


def test_of_a_range_the_path_is_named_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_with(tmp_path, {"cfg/oslo.yaml": UNIT.format("Oslo")}, {"cfg/oslo.yaml": UNIT.format("Rome")})
    monkeypatch.chdir(repo.folder)
    assert run(["-q", "diff", "HEAD~1..HEAD", "cfg", "config"]) == 1
    told = capsys.readouterr().err
    assert "config: there is no profile here in HEAD~1..HEAD" in told
    assert "cfg:" not in told
