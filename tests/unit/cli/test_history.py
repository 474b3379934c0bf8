"""history: every distinct state of a profile, what was won and lost with it, and a story that claims no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.assess.story import borne_out, story_of
from lmmm_report.cli.main import run
from lmmm_report.load.revisions.git import ask
from lmmm_report.making.loading import reader_at
from lmmm_report.making.timelines import Wanted, timelines
from tests.documents import checked
from tests.invented_history import BROKEN, FALLEN, GONE, LATE, MERGED, RENAMED, UNITS, invented, survey
from tests.repositories import ADDRESS, AUTHOR, Repo

ROOT = Path(__file__).resolve().parents[3]
CONFIGS = ROOT / "configs"
NOW = CONFIGS / "nordwerk-fluidtechnik.yaml"
EARLIER = CONFIGS / "earlier"
BAKERY = ROOT / "tests" / "models" / "bakery"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return invented(tmp_path_factory.mktemp("history") / "repo")


@pytest.fixture(scope="module")
def companies(repo: Repo) -> dict[str, Any]:
    """What history says of all units, by unit."""
    target = repo.folder.parent / "history.json"
    args = ["-q", "history", str(repo.folder / "configs"), "--authors", "--format", "json", "-o", str(target)]
    assert run(args) == 0
    found = checked(target.read_text(encoding="utf-8"), "history")["companies"]
    return {one["company"]["unit"].lower(): one for one in found}


def cells(company: Any) -> list[list[int]]:
    return [[axis["stage"] for axis in state["cell"].values()] for state in company["states"]]


def test_twelve_units_go_their_way(companies: dict[str, Any]) -> None:
    assert sorted(companies) == sorted(set(UNITS) - {GONE})
    for unit, company in companies.items():
        expected = {FALLEN: [[1, 1], [2, 2], [1, 1]], LATE: [[3, 3]]}.get(unit, [[1, 1], [2, 2], [3, 3]])
        assert cells(company) == expected, unit
    assert ADDRESS not in json.dumps(companies)


def test_a_rename_is_followed(companies: dict[str, Any]) -> None:
    states = companies[RENAMED]["states"]
    assert [state["name"].partition(":")[2] for state in states] == [
        "configs/old-name.yaml", f"configs/{RENAMED}.yaml", f"configs/{RENAMED}.yaml",
    ]  # fmt: skip


def test_a_broken_revision_is_told_and_passed_over(companies: dict[str, Any]) -> None:
    (skipped,) = companies[BROKEN]["skipped"]
    assert skipped["changed"] == "2025-10-01"
    assert skipped["line"] > 400
    assert companies[UNITS[-1]]["skipped"] == []


def test_a_merge_counts_on_its_day(companies: dict[str, Any]) -> None:
    state = companies[MERGED]["states"][-1]
    assert state["changed"] == "2026-10-18"
    assert state["author"] == AUTHOR


def test_what_was_won_has_its_lines(companies: dict[str, Any]) -> None:
    won = {one["criterion"]: one["lines"] for one in companies[UNITS[-1]]["states"][1]["won"]}
    lines = survey(UNITS[-1], 1).split("\n")
    assert "X2-TER-1" in won
    assert any("term: Lead" in lines[number - 1] or "definition" in lines[number - 1] for number in won["X2-TER-1"])
    lost = [one["criterion"] for one in companies[FALLEN]["states"][2]["lost"]]
    assert "X2-TER-1" in lost


def test_the_story(companies: dict[str, Any]) -> None:
    (sentence,) = companies[UNITS[-1]]["story"]
    assert sentence["text"].startswith("Four stages gained in two years: first Terminology, then ")
    assert "2 relationship 2>3" in sentence["claims"]
    kinds = [one["kind"] for one in companies[FALLEN]["story"]]
    assert kinds == ["returned", "drop", "drop"]
    assert companies[LATE]["story"] == []


def test_as_text_in_german(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["history", str(repo.folder / "configs" / f"{UNITS[-1]}.yaml"), "--lang", "de"]) == 0
    told = capsys.readouterr().out
    assert "Vier Stufen gewonnen in zwei Jahren: zuerst Begriffe, dann " in told
    assert "* 27. Oktober 2026 · Abgestimmt · Definierter Prozess (3, 3)" in told
    assert AUTHOR not in told
    assert ADDRESS not in told


def test_since(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(repo.folder / "configs" / f"{UNITS[-1]}.yaml")
    assert run(["history", file, "--since", "2026-01-01", "--format", "json"]) == 0
    (company,) = checked(capsys.readouterr().out, "history")["companies"]
    assert cells(company) == [[2, 2], [3, 3]]


def test_what_is_not_committed_is_the_last_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path)
    repo.commit({"a.yaml": survey("werk-01", 1)}, day="2025-10-20")
    repo.write({"a.yaml": survey("werk-01", 1).replace("\n", "\r\n")})
    assert run(["history", str(tmp_path / "a.yaml"), "--format", "json"]) == 0
    (company,) = checked(capsys.readouterr().out, "history")["companies"]
    assert len(company["states"]) == 1, "line ends are no change"
    repo.write({"a.yaml": survey("werk-01", 2)})
    assert run(["history", str(tmp_path / "a.yaml")]) == 0
    assert "* not committed · Aligned" in capsys.readouterr().out


def test_dated_files_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["history", str(NOW), "--no-git", "--earlier", str(EARLIER), "--format", "json"]) == 0
    (company,) = checked(capsys.readouterr().out, "history")["companies"]
    assert cells(company) == [[1, 1], [2, 2], [3, 3]]
    assert run(["history", str(NOW), *map(str, EARLIER.glob("nordwerk*.yaml")), "--no-git", "--format", "json"]) == 0
    assert checked(capsys.readouterr().out, "history")["companies"][0]["states"] == company["states"]
    reports = tmp_path / "reports"
    files = [str(file) for file in sorted(EARLIER.glob("nordwerk*.yaml"))]
    assert run(["-q", "build", *files, "-o", str(reports), "--format", "html,json"]) == 0
    assert run(["history", str(NOW), "--no-git", "--earlier", str(reports), "--format", "json"]) == 0
    (told,) = checked(capsys.readouterr().out, "history")["companies"]
    assert cells(told) == cells(company)
    assert [one["text"] for one in told["story"]] == [one["text"] for one in company["story"]]


def test_outside_of_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    file = tmp_path / "a.yaml"
    file.write_bytes(NOW.read_bytes())
    assert run(["history", str(file)]) == 1
    assert "lies in no git repository" in capsys.readouterr().err
    assert run(["history", str(file), "--earlier", str(EARLIER)]) == 0


def test_a_shallow_clone_is_explained(repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth", "3", f"file://{repo.folder}", str(clone))
    assert run(["history", str(clone / "configs" / f"{UNITS[-1]}.yaml")]) == 0
    assert "git fetch --unshallow" in capsys.readouterr().out


BAKER = """\
format: 1
company: {name: Crumb}
assessment: {date: 2025-05-01}
kitchen: {oven: wood, tools: [scale]}
"""


def test_practice_and_rules_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A baker who buys an oven; then the rules ask for an electric one; in between a model that nobody can read."""
    repo = Repo(tmp_path)
    model = {f"model/{path.relative_to(BAKERY).as_posix()}": path.read_text() for path in BAKERY.rglob("*.*")}
    rule, stricter = 'kitchen.oven in ["wood", "electric"]', 'kitchen.oven in ["electric"]'
    criteria = "model/criteria/all.yaml"
    assert model[criteria].count(rule) == 1
    strict = model[criteria].replace(rule, stricter).replace("oven: wood", "oven: electric")
    repo.commit({**model, "a.yaml": BAKER.replace("wood", "rented")}, day="2024-05-01")
    repo.commit({"a.yaml": BAKER}, day="2025-05-01")
    repo.commit(
        {"model/model.yaml": model["model/model.yaml"] + "nonsense: 1\n", "a.yaml": BAKER + "# 1\n"}, day="2025-05-02"
    )
    repo.commit(
        {"model/model.yaml": model["model/model.yaml"], criteria: strict, "a.yaml": BAKER + "# 2\n"}, day="2025-06-01"
    )
    args = ["--model", str(tmp_path / "model"), "history", str(tmp_path / "a.yaml"), "--model-then"]
    assert run([*args, "--format", "json"]) == 0
    (company,) = checked(capsys.readouterr().out, "history")["companies"]
    assert [state["cell"]["oven"]["stage"] for state in company["states"]] == [1, 1, 1, 1], "by today's model"
    then = [state["then"] for state in company["states"]]
    assert then[2] is None
    assert [one["cell"]["oven"]["stage"] for one in then if one] == [1, 2, 1]
    assert then[3]["by_rules_before"]["oven"]["stage"] == 2, "the same statements by the rules before"
    (unread,) = company["unread_models"]
    assert unread["changed"] == "2025-05-02"
    assert [one["kind"] for one in company["story"]] == ["open", "rules"]
    assert run(args) == 0
    assert "so this is due to rules" in capsys.readouterr().out


def test_the_model_of_the_day_needs_a_model_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["history", str(NOW), "--model-then"]) == 2
    assert "needs a model of your own" in capsys.readouterr().err


def test_no_sentence_is_told_that_the_states_do_not_bear_out(repo: Repo) -> None:
    reader = reader_at(None)
    found = timelines(Wanted((repo.folder / "configs",)), reader).timelines
    told = [(one, sentence) for one in found for sentence in story_of(one, reader.model)]
    assert len(told) > 8
    for timeline, sentence in told:
        assert sentence.claims
        assert all(borne_out(claim, timeline, reader.model) for claim in sentence.claims)
    timeline, _ = told[0]
    planted = [
        "0 relationship=3",
        "1 won X4-DEP-1",
        "1 lost X2-TER-1",
        "2 relationship 1>3",
        "1 rules",
        "0 won X2-TER-1",
    ]
    assert not any(borne_out(claim, timeline, reader.model) for claim in planted)
    with pytest.raises(ValueError, match="nonsense"):
        borne_out("0 nonsense", timeline, reader.model)
    # A state that is another than the step says: nothing is told of it.
    moments = (*timeline.moments[:2], timeline.moments[2]._replace(standing=timeline.moments[0].standing))
    kinds = [one.kind for one in story_of(timeline._replace(moments=moments), reader.model)]
    assert "risen" not in kinds


@pytest.fixture(scope="module")
def built(repo: Repo) -> Path:
    """All units as JSON and as pages, with their history."""
    target = repo.folder.parent / "out"
    args = [
        "build",
        str(repo.folder / "configs"),
        "-o",
        str(target),
        "--history",
        "--format",
        "html,json",
        "--lang",
        "en",
    ]
    assert run(args) == 0
    return target


def test_a_build_shows_the_revisions(built: Path, companies: dict[str, Any]) -> None:
    for unit, company in companies.items():
        document = json.loads((built / f"{unit}.json").read_text(encoding="utf-8"))
        earlier = [[axis["stage"] for axis in one["cell"].values()] for one in document["earlier"]]
        assert earlier == cells(company)[:-1], unit
    page = (built / f"{RENAMED}.en.html").read_text(encoding="utf-8")
    assert "15 October 2024" in page
    assert "14 October 2025" in page
    assert "Four stages gained in two years." in page
    fallen = (built / f"{FALLEN}.en.html").read_text(encoding="utf-8")
    assert "stages gained" not in fallen


def test_such_a_report_can_be_verified(built: Path, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    unit = UNITS[-1]
    args = ["verify", str(built / f"{unit}.en.html"), str(repo.folder / "configs" / f"{unit}.yaml")]
    assert run([*args, "--history"]) == 0
    assert run(args) == 1
    assert "other earlier positions" in capsys.readouterr().out


def test_a_build_names_what_it_passes_over(repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = repo.folder / "configs" / f"{BROKEN}.yaml"
    assert run(["build", str(file), "-o", str(tmp_path), "--history", "--format", "json"]) == 0
    assert "warning: this earlier state cannot be read and is passed over" in capsys.readouterr().err


def test_a_build_with_files_and_revisions_has_each_day_once(repo: Repo, tmp_path: Path) -> None:
    file = repo.folder / "configs" / f"{UNITS[-1]}.yaml"
    (tmp_path / "last.yaml").write_text(survey(UNITS[-1], 1), encoding="utf-8")
    args = [
        "-q",
        "build",
        str(file),
        "-o",
        str(tmp_path / "out"),
        "--history",
        "--earlier",
        str(tmp_path / "last.yaml"),
    ]
    assert run([*args, "--format", "json"]) == 0
    document = json.loads((tmp_path / "out" / f"{UNITS[-1]}.json").read_text(encoding="utf-8"))
    assert [one["date"] for one in document["earlier"]] == ["2024-10-15", "2025-10-14"]


class Asked:
    """How often git is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.what: list[tuple[str, ...]] = []

        def counted(folder: Path, *args: str, **more: Any) -> bytes:
            self.what.append(args)
            return ask(folder, *args, **more)

        monkeypatch.setattr("lmmm_report.load.revisions.repository.ask", counted)

    def since(self) -> list[tuple[str, ...]]:
        """What has been asked since the last time."""
        what, self.what = self.what, []
        return what


MANY = 12
"""Files of the repository in which builds follow each other."""


@pytest.fixture
def several(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repo")
    for stage, year in enumerate((2024, 2025)):
        repo.commit({f"configs/u{n:02}.yaml": survey(f"u{n:02}", stage) for n in range(MANY)}, day=f"{year}-10-16")
    return repo


def follow(repo: Repo, *options: str, history: bool = True) -> dict[str, bytes]:
    """Build with history, the first time or again; what lies there afterwards but the record."""
    out = repo.folder.parent / "out"
    given = [*options, "--history"] if history else options
    assert run(["-q", "build", str(repo.folder / "configs"), "-o", str(out), "--format", "json", *given]) == 0
    return {p.name: p.read_bytes() for p in out.iterdir() if p.is_file() and not p.name.startswith(".")}


def test_git_is_asked_for_what_has_changed(several: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(monkeypatch)
    first = follow(several)
    assert len(asked.since()) > 3 * MANY, "each file has been asked for"
    assert follow(several) == first
    assert len(asked.since()) == 2, "which commit is the newest"
    several.commit({"configs/u03.yaml": survey("u03", 2)}, day="2026-10-16")
    (several.folder / "configs" / "u05.yaml").write_text(survey("u05", 2), encoding="utf-8")
    second = follow(several)
    assert {name for name in second if second[name] != first[name]} == {"u03.json", "u05.json", "index.json"}
    assert len(asked.since()) <= 3 + 3 * 6, "the new commit, and what is made again"
    assert second == follow(several, "--all")
    assert [one["date"] for one in json.loads(second["u03.json"])["earlier"]] == ["2024-10-15", "2025-10-14"]


def test_where_the_past_has_changed_each_file_is_asked_for(several: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    first = follow(several)
    asked = Asked(monkeypatch)
    several.git("checkout", "-q", "--orphan", "anew")
    several.commit(day="2025-10-16")
    assert all(json.loads(content)["earlier"] for name, content in first.items() if name != "index.json")
    second = follow(several)
    assert len(asked.since()) > 3 * MANY
    assert not any(json.loads(content)["earlier"] for name, content in second.items() if name != "index.json")


def test_a_build_without_history_does_not_pass_for_one_with_it(several: Repo) -> None:
    plain = follow(several, history=False)
    with_history = follow(several)
    assert plain != with_history
    assert follow(several, history=False) == plain
    assert follow(several) == with_history


@pytest.mark.parametrize("planted", ["--output=here", "HEAD", "0" * 40, "main", "\u202e"])
def test_a_commit_that_the_record_names_is_not_trusted(several: Repo, planted: str) -> None:
    first = follow(several)
    record = several.folder.parent / "out" / ".lmmm-report.json"
    head = several.git("rev-parse", "HEAD")
    record.write_text(record.read_text(encoding="utf-8").replace(head, planted), encoding="utf-8")
    before = set(several.folder.rglob("*"))
    assert follow(several) == first
    assert set(several.folder.rglob("*")) == before
    assert head in record.read_text(encoding="utf-8")


def test_a_shallow_clone_is_asked_each_time(several: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = Repo(tmp_path / "shallow" / "repo")
    clone.git("fetch", "-q", "--depth=1", several.folder.as_uri(), "main")
    clone.git("checkout", "-q", "FETCH_HEAD")
    first = follow(clone)
    asked = Asked(monkeypatch)
    clone.git("fetch", "-q", "--unshallow", several.folder.as_uri(), "main")
    assert follow(clone) != first
    assert len(asked.since()) > 3 * MANY


def test_states_of_one_day_are_no_span_of_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path)
    for number in range(2):
        repo.commit({"a.yaml": f"{NOW.read_text(encoding='utf-8')}# {number}\n"}, day="2025-05-01")
    assert run(["history", str(tmp_path / "a.yaml"), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "The cell is the same in every state of this day: " in told
    assert "0 days" not in told


def test_a_file_that_was_removed_has_its_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path / "repo")
    text = "format: 2\ncompany: {name: York}\nassessment: {date: 2026-01-02}\n"
    repo.commit({"cfg/york.yaml": text}, day="2026-01-03")
    repo.commit({"cfg/york.yaml": text + "plan: {capacity: 3}\n"}, day="2026-02-03")
    repo.git("rm", "-q", "-r", "cfg")
    gone = repo.commit(day="2026-03-03")
    assert run(["-q", "history", str(repo.folder / "cfg" / "york.yaml"), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert f"removed on 3 March 2026 with {gone[:10]}" in told
    assert told.count("as of") + told.count("cfg/york.yaml") >= 2
    assert run(["-q", "history", str(repo.folder / "cfg" / "york.yaml"), "--format", "json"]) == 0
    (one,) = checked(capsys.readouterr().out, "history")["companies"]
    assert one["removed"] == {"day": "2026-03-03", "commit": gone}
    assert len(one["states"]) == 2
    assert run(["-q", "history", str(repo.folder / "never.yaml")]) == 1
