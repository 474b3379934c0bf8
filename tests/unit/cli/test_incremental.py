"""A build makes what has changed, and the folder is then what a clean build would have made of it."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.cli.main import run
from lmmm_report.making.record import FORMAT, NOTHING, RECORD, Stored, read_record, stored_sum
from tests.unit.cli.test_own_model import EXTENSION

ROOT = Path(__file__).resolve().parents[3]
BROKEN = "format: 1\ncompany: [\n"


def profile(number: int) -> str:
    cases = sorted((ROOT / "tests/cases/accept").glob("*/profile.yaml"))
    return cases[number % len(cases)].read_text(encoding="utf-8")


@pytest.fixture
def configs(tmp_path: Path) -> Path:
    folder = tmp_path / "configs"
    for number, name in enumerate(("a", "b", "north/c", "north/d")):
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(profile(number), encoding="utf-8")
    return folder


def build(configs: Path, out: Path, *options: str) -> int:
    return run(["-q", "build", str(configs), "-o", str(out), "--format", "json", "--lang", "de", *options])


HTML = ("--format", "html,json", "--lang", "de,en")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in contents(folder)}


def made(before: dict[str, int], folder: Path) -> set[str]:
    """The files that are new or have been written again."""
    return {name for name, when in times(folder).items() if before.get(name) != when}


def test_nothing_is_made_where_nothing_has_changed(
    configs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert build(configs, out) == 0
    before = times(out)

    def refused(*_: object) -> None:
        raise AssertionError("something is made")

    monkeypatch.setattr("lmmm_report.making.reports.Workers", refused)
    monkeypatch.setattr("lmmm_report.site.index.IndexPages.streamed", refused)
    assert build(configs, out) == 0
    assert made(before, out) == set()
    assert build(configs, out, "--all") == 70, "it would have been seen"


def test_one_change_makes_one_report_and_the_pages_that_show_it(configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(configs, out, *HTML)
    before = times(out)
    (configs / "a.yaml").write_text(profile(9), encoding="utf-8")
    assert build(configs, out, *HTML) == 0
    again = made(before, out)
    assert {"a.de.html", "a.en.html", "a.json", "index.html", "index.json", RECORD} <= again
    assert not [name for name in again if name.startswith(("b.", "north/"))]
    before = times(out)
    path = configs / "b.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a word for those who edit\n", encoding="utf-8")
    assert build(configs, out, *HTML) == 0
    assert made(before, out) == {"b.de.html", "b.en.html", "b.json", RECORD}, "no row has changed"


def test_what_no_profile_stands_behind_goes_and_what_others_wrote_stays(
    configs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    build(configs, out)
    (out / "CNAME").write_text("example.org", encoding="utf-8")
    (out / "north" / "c.json").write_text("{}", encoding="utf-8")
    shutil.rmtree(configs / "north")
    assert build(configs, out) == 0
    assert sorted(path.name for path in (out / "north").iterdir()) == ["c.json"], "somebody has changed it"
    assert (out / "CNAME").exists()
    assert f"{out / 'north' / 'c.json'}: Warnung: wird nicht mehr erstellt und bleibt" not in capsys.readouterr().err
    (out / "north" / "c.json").unlink()
    (out / "north").rmdir()
    clean = tmp_path / "clean"
    build(configs, clean)
    (out / "CNAME").unlink()
    assert contents(out) == contents(clean)


@pytest.mark.parametrize("name", ["index.html", "a.de.html", "north/c.json", "portfolio/compare.de.html", "index.json"])
def test_nobody_elses_file_is_replaced(
    name: str, configs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    foreign = out / name
    foreign.parent.mkdir(parents=True)
    foreign.write_text("my own page; see https://example.org/lmmm-report", encoding="utf-8")
    assert build(configs, out, *HTML) == 1
    assert contents(out) == {name: foreign.read_bytes()}
    assert str(foreign) in capsys.readouterr().err
    foreign.unlink()
    assert build(configs, out, *HTML) == 0
    whole = contents(out)
    (out / RECORD).unlink()
    assert build(configs, out, *HTML) == 0, "what is ours says so itself"
    del whole[RECORD]  # the folders are no longer known to be ours
    assert whole.items() <= contents(out).items()


def test_who_builds_a_part_into_the_same_folder_is_told(
    configs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    def told(what: Path, *options: str) -> list[str]:
        assert run(["build", str(what), "-o", str(out), "--format", "json", "--lang", "en", *options]) == 0
        return [line for line in capsys.readouterr().err.splitlines() if "index.json: " in line]

    assert told(configs) == []
    assert len(told(configs / "north")) == 1
    assert told(configs / "north", "--prune") == []
    assert told(configs / "north" / "c.yaml") == []


def test_a_changed_file_that_was_to_go_is_named(
    configs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    build(configs, out)
    (out / "a.json").write_text("{}", encoding="utf-8")
    (configs / "a.yaml").unlink()
    assert run(["build", str(configs), "-o", str(out), "--format", "json", "--lang", "de"]) == 0
    assert f"{out / 'a.json'}: Warnung: wird nicht mehr erstellt und bleibt" in capsys.readouterr().err
    assert (out / "a.json").exists()
    assert not (out / "index.html").exists()


def test_single_files_and_other_folders_take_nothing_away(configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(configs, out)
    before = set(contents(out))
    assert build(configs / "a.yaml", out) == 0
    assert build(configs / "north", out) == 0
    assert before <= set(contents(out))
    (configs / "a.yaml").unlink()
    assert build(configs, out, "--no-prune") == 0
    assert (out / "a.json").exists()
    assert build(configs, out) == 0
    assert not (out / "a.json").exists()
    assert (out / "c.json").exists(), "of another request"
    assert build(configs, out, "--prune") == 0
    clean = tmp_path / "clean"
    build(configs, clean)
    assert contents(out) == contents(clean)


def test_what_was_damaged_is_made_again(configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(configs, out)
    whole = contents(out)
    (out / "a.json").unlink()
    (out / "index.json").write_bytes(b"")
    assert build(configs, out) == 0
    assert contents(out) == whole
    page = out / "b.json"
    page.write_bytes(page.read_bytes()[:-1] + b" ")
    assert build(configs, out) == 0
    assert contents(out) != whole, "of the same size"
    assert build(configs, out, "--recheck") == 0
    assert contents(out) == whole


def test_a_broken_profile_stops_no_other_and_keeps_its_last_report(
    configs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    build(configs, out, *HTML)
    whole = contents(out)
    good = (configs / "a.yaml").read_text(encoding="utf-8")
    (configs / "a.yaml").write_text(BROKEN, encoding="utf-8")
    (configs / "new.yaml").write_text("", encoding="utf-8")
    (configs / "b.yaml").write_text(profile(8), encoding="utf-8")
    assert build(configs, out, *HTML) == 1
    assert f"{configs / 'a.yaml'}:3:1: " in capsys.readouterr().err
    now = contents(out)
    assert [name for name in now if name.startswith("a.") and now[name] == whole[name]] == [
        name for name in whole if name.startswith("a.")
    ]
    assert now["b.json"] != whole["b.json"]
    assert not [name for name in now if name.startswith("new.")]
    first = now["index.html"].decode()
    assert "Zwei Profile sind zurzeit nicht lesbar" in first
    assert "a.yaml, Zeile 3: " in first
    assert 'href="#broken">Profil zurzeit nicht lesbar' in first
    index = json.loads(now["index.json"])
    assert [(one["name"], one["counted"], bool(one["last"])) for one in index["broken"]] == [
        ("a", True, True),
        ("new", False, False),
    ]
    assert "a" in [unit["name"] for unit in index["units"]]
    before = times(out)
    assert build(configs, out, *HTML) == 1, "as long as it is broken"
    assert made(before, out) == set()
    (configs / "new.yaml").unlink()
    (configs / "a.yaml").write_text(good, encoding="utf-8")
    assert build(configs, out, *HTML) == 0
    clean = tmp_path / "clean"
    build(configs, clean, *HTML)
    assert contents(out) == contents(clean)


def test_of_a_single_broken_profile_nothing_is_written(configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(configs / "a.yaml", out)
    before = contents(out)
    (configs / "a.yaml").write_text(BROKEN, encoding="utf-8")
    assert build(configs / "a.yaml", out) == 1
    assert contents(out) == before
    for path in configs.rglob("*.yaml"):
        path.write_text(BROKEN, encoding="utf-8")
    assert build(configs, tmp_path / "none") == 1
    assert not (tmp_path / "none").exists()


def test_a_last_report_with_names_does_not_stay_where_roles_are_asked_for(configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(configs, out, *HTML)
    (configs / "a.yaml").write_text(BROKEN, encoding="utf-8")
    assert build(configs, out, *HTML, "--names", "roles") == 1
    assert not (out / "a.json").exists()
    assert "Zeile 3: " not in (out / "index.html").read_text(encoding="utf-8"), "a message may quote the profile"


def test_a_last_report_by_other_rules_is_shown_and_not_counted(
    configs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(configs, out, *HTML)
    (configs / "a.yaml").write_text(BROKEN, encoding="utf-8")
    monkeypatch.setattr("lmmm_report.making.reports.of_rules", lambda model: "other")
    assert build(configs, out, *HTML) == 1
    index = json.loads((out / "index.json").read_bytes())
    assert [one["counted"] for one in index["broken"]] == [False]
    assert "a" not in [unit["name"] for unit in index["units"]]
    assert 'href="a.de.html"' in (out / "index.html").read_text(encoding="utf-8")


Document = dict[str, Any]


def planted(out: Path, change: Callable[[Document], object]) -> None:
    """A record whose content somebody has changed, in the layout in which a build writes it."""
    document = json.loads((out / RECORD).read_bytes())
    change(document)
    (out / RECORD).write_text(laid_out(document), encoding="utf-8")


def compact(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character
        return json.dumps(data)
    return text


def laid_out(document: Document, sections: tuple[str, ...] = ("told", "outputs", "units")) -> str:
    """A record in its layout: a head, then an entry on each line."""
    head = {key: value for key, value in document.items() if key not in sections}
    text = compact(head)[:-1]
    for key in sections:
        entries = sorted(document.get(key, {}).items())
        lines = ",".join(f"\n{compact(name)}:{compact(one)}" for name, one in entries)
        text += f',\n"{key}":{{{lines}\n}}'
    return text + "}\n"


def sized(content: bytes) -> list[object]:
    return [len(content), hashlib.sha256(content).hexdigest(), ["x"]]


UNTRUSTED: dict[str, Callable[[Document], object]] = {
    "no JSON": lambda d: d.clear(),
    "an older format": lambda d: d.update(format=1),
    "a newer format": lambda d: d.update(format=4),
    "a commit that is none": lambda d: d["units"]["a"].__setitem__(7, [None, "a.yaml"]),
    "states that are none": lambda d: d["units"]["a"].__setitem__(8, 1),
    "a path out": lambda d: d["outputs"].update({"../victim.json": sized(b"keep")}),
    "an absolute path": lambda d: d["outputs"].update({"/tmp/victim.json": sized(b"keep")}),
    "what we never write": lambda d: d["outputs"].update({"CNAME": sized(b"keep")}),
    "a hidden folder": lambda d: d["outputs"].update({".git/x.json": sized(b"keep")}),
    "a row of nothing": lambda d: d["units"]["a"].__setitem__(5, None),
    "a gate that is not there": lambda d: d["units"]["a"][5].__setitem__(12, ["NO-SUCH"]),
    "a huge number": lambda d: d["units"]["a"][5].__setitem__(5, 10**300),
    "half a character": lambda d: d["units"]["a"][5][0].__setitem__(0, "\ud800"),
    "letters of a terminal": lambda d: d["units"]["a"].__setitem__(
        6, [[None, {"de": "\x1b[2J", "en": "\x1b[2J"}, {"de": "", "en": ""}, None, None, "", "", "", "warning"]]
    ),
    "files that are not listed": lambda d: d["units"]["a"].__setitem__(4, ["x.json"]),
    "a folder out": lambda d: d.update(folders=["../other"]),
}


@pytest.mark.parametrize("change", UNTRUSTED.values(), ids=UNTRUSTED)
def test_a_record_is_not_trusted(change: Callable[[Document], object], configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("north/c", "north/d"):
        (configs / f"{name}.yaml").unlink()
    build(configs, out)
    whole = contents(out)
    victims = [tmp_path / "victim.json", out / "CNAME", out / ".git" / "x.json"]
    for victim in victims:
        victim.parent.mkdir(exist_ok=True)
        victim.write_bytes(b"keep")
    (tmp_path / "other").mkdir()
    planted(out, change)
    assert build(configs, out, "--prune") == 0
    assert [victim.read_bytes() for victim in victims] == [b"keep"] * 3
    assert (tmp_path / "other").is_dir()
    assert {name: content for name, content in contents(out).items() if name in whole} == whole


def test_a_record_in_its_layout_is_read(configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(configs, out)
    known = read_record(out)
    assert known.sha256 == stored_sum(out) == hashlib.sha256((out / RECORD).read_bytes()).hexdigest()
    assert set(known.record.units) == {"a", "b", "north/c", "north/d"}
    planted(out, lambda d: None)
    assert read_record(out).record == known.record
    planted(out, lambda d: d.update(told={"0" * 64: ["c", "u", []]}))
    assert read_record(out).record == known.record._replace(told={"0" * 64: ["c", "u", []]})


def test_a_record_of_the_format_before_is_read_on(configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(configs, out)
    before, now = times(out), (out / RECORD).read_bytes()
    known = read_record(out).record
    document = json.loads(now)
    (out / RECORD).write_text(laid_out({**document, "format": 2}, ("outputs", "units")), encoding="utf-8")
    assert read_record(out).record == known
    assert build(configs, out) == 0
    assert made(before, out) == {RECORD}, "no report is made again"
    assert (out / RECORD).read_bytes() == now


LAYOUTS: dict[str, Callable[[str], str]] = {
    "all in one line": lambda text: json.dumps(json.loads(text)) + "\n",
    "printed for people": lambda text: json.dumps(json.loads(text), indent=1) + "\n",
    "cut off": lambda text: text[: len(text) // 2],
    "cut off behind a line": lambda text: text[: text.rindex("\n", 0, len(text) // 2) + 1],
    "cut off before its last line": lambda text: text.removesuffix("}}\n"),
    "more behind its end": lambda text: text + "{}\n",
    "two entries on a line": lambda text: text.replace(',\n"b', ',"b'),
    "the same entry twice": lambda text: re.sub(r'(\n"a\.json":[^\n]*,)', r"\1\1", text),
    "no order": lambda text: re.sub(r'\n("a\.json":[^\n]*),\n("b\.json":[^\n]*),', r"\n\2,\n\1,", text),
    "an endless line": lambda text: text.replace(",", " " * 2000 + ",", 1),
    "very deep": lambda text: text.replace('"told":{', '"told":{\n"' + "0" * 64 + '":' + "[" * 1500 + "]" * 1500),
    "empty": lambda text: "",
}


@pytest.mark.parametrize("change", LAYOUTS.values(), ids=LAYOUTS)
def test_what_is_not_laid_out_as_a_record_is_none(
    change: Callable[[str], str], configs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lmmm_report.making.record.LONGEST", 1900)
    out = tmp_path / "out"
    document = {
        "format": FORMAT, "rules": "r", "site": ["", []], "folders": [], "told": {}, "units": {},
        "outputs": {name: sized(b"") for name in ("a.json", "b.json", "c.json")},
    }  # fmt: skip
    out.mkdir()
    text = laid_out(document)
    (out / RECORD).write_text(text, encoding="utf-8")
    assert set(read_record(out).record.outputs) == {"a.json", "b.json", "c.json"}, "it is read as it is"
    (out / RECORD).write_text(change(text), encoding="utf-8")
    assert change(text) != text
    found = read_record(out)
    assert found.record == NOTHING
    assert (
        found.sha256 == stored_sum(out) == (hashlib.sha256(change(text).encode()).hexdigest() if change(text) else "")
    )


def test_a_record_that_is_too_large_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = {"format": FORMAT, "rules": "r", "site": ["", []], "folders": [], "told": {}, "units": {}, "outputs": {}}
    text = laid_out(document)
    (tmp_path / RECORD).write_text(text, encoding="utf-8")
    assert read_record(tmp_path).record.rules == "r"
    monkeypatch.setattr("lmmm_report.making.record.LARGEST", len(text) - 1)
    assert read_record(tmp_path) == Stored(NOTHING, "")


def test_a_unit_more_takes_little_of_the_memory(tmp_path: Path) -> None:
    row = [["Company äöü – “x”", *[""] * 9], *["text" * 5] * 60]

    def peak(count: int) -> int:
        names = [f"company-{number:05}" for number in range(count)]
        document = {
            "format": FORMAT, "rules": "r", "site": ["", []], "folders": [], "told": {},
            "outputs": {f"{name}.json": sized(name.encode()) for name in names},
            "units": {
                name: ["r", "o", "m", "all", [f"{name}.json"], [name, *row], [], ["", ""], ""] for name in names
            },
        }  # fmt: skip
        (tmp_path / RECORD).write_text(laid_out(document), encoding="utf-8")
        del document
        tracemalloc.start()
        try:
            known = read_record(tmp_path).record
            assert known.units[names[-1]].row == [names[-1], *row]
            assert len(known.units) == count
            known.units.close()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    more = (peak(1200) - peak(200)) / 1000
    assert more < 800 < len(compact(row)) / 1.4, "what is known of a unit itself is not held"


def test_a_record_behind_a_link_is_none(configs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(configs, out)
    (out / RECORD).rename(tmp_path / "elsewhere.json")
    before = (tmp_path / "elsewhere.json").read_bytes()
    (out / RECORD).symlink_to(tmp_path / "elsewhere.json")
    assert build(configs, out) == 1, "a link in the place of a file of ours is refused"
    assert (tmp_path / "elsewhere.json").read_bytes() == before


THEMES = ("", "accent: '#7a1f5c'\n", "accent: '#1f4a7a'\nfooter: {de: unten, en: below}\n")


class Life:
    """A folder of profiles that is changed at random, and the options of its builds."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.configs = folder / "configs"
        self.theme = folder / "theme.yaml"
        self.model = folder / "more.yaml"
        self.chance = random.Random(seed)
        self.options: dict[str, str] = {"--format": "json"}
        self.names = [f"{group}{letter}" for group in ("", "north/", "south/west/") for letter in "abc"]
        for name in self.chance.sample(self.names, 4):
            self.write(name, profile(self.chance.randrange(40)))

    def write(self, name: str, text: str) -> None:
        path = self.configs / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def step(self) -> str:
        files = sorted(self.configs.rglob("*.yaml"))
        path = self.chance.choice(files)
        kind = self.chance.choice(
            (
                "add",
                "change",
                "remove",
                "rename",
                "break",
                "mend",
                "format",
                "lang",
                "names",
                "theme",
                "model",
                "assets",
            )
        )
        if kind == "add" or len(files) < 3:
            self.write(self.chance.choice(self.names), profile(self.chance.randrange(40)))
        elif kind == "change":
            path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
        elif kind == "remove":
            path.unlink()
        elif kind == "rename":
            goal = self.configs / f"{self.chance.choice(self.names)}.yaml"
            goal.parent.mkdir(parents=True, exist_ok=True)
            path.replace(goal)
        elif kind == "break":
            path.write_text(BROKEN, encoding="utf-8")
        elif kind == "mend":
            self.mend()
        else:
            self.choose(kind)
        return kind

    def choose(self, kind: str) -> None:
        values = {
            "format": ("--format", ("json", "html", "html,json")),
            "lang": ("--lang", ("de", "en", "de,en")),
            "names": ("--names", ("all", "roles")),
            "assets": ("--assets", ("inline", "separate")),
        }
        if kind == "theme":
            self.theme.write_text(self.chance.choice(THEMES) or "accent: '#0d5c5f'\n", encoding="utf-8")
            self.options["--theme"] = str(self.theme)
        elif kind == "model":
            number = self.chance.randrange(3)
            text = EXTENSION + f"# {number}\n"
            self.model.write_text(text, encoding="utf-8")
        else:
            option, choices = values[kind]
            self.options[option] = self.chance.choice(choices)

    def mend(self) -> None:
        for path in self.configs.rglob("*.yaml"):
            if path.read_text(encoding="utf-8").startswith(BROKEN):
                path.write_text(profile(self.chance.randrange(40)), encoding="utf-8")

    def build(self, out: Path) -> int:
        model = ["--model", str(self.model)] if self.model.exists() else []
        options = [part for option in self.options.items() for part in option]
        return run(["-q", *model, "build", str(self.configs), "-o", str(out), *options])


def lived(folder: Path, seed: int, steps: int) -> None:
    """Whatever happens: after a build in which nothing is broken the folder is as a clean build makes it."""
    folder.mkdir()
    life, out = Life(folder, seed), folder / "out"
    done = []
    for number in range(steps):
        done.append(life.step())
        code = life.build(out)
        assert code in (0, 1), done
        if code == 0 or number == steps - 1:
            life.mend()
            assert life.build(out) == 0, done
            clean = folder / "clean"
            assert life.build(clean) == 0
            assert contents(out) == contents(clean), done
            shutil.rmtree(clean)


def test_after_any_changes_the_folder_is_as_a_clean_build_makes_it(tmp_path: Path) -> None:
    lived(tmp_path / "life", 5, 3)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12))
def test_after_many_changes_the_folder_is_as_a_clean_build_makes_it(seed: int, tmp_path: Path) -> None:
    lived(tmp_path / "life", seed, 14)


def test_several_processes_make_the_same_bytes(configs: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for number in range(13):
        (configs / f"more-{number}.yaml").write_text(profile(number), encoding="utf-8")
    (configs / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    assert build(configs, one, "--jobs", "1") == 1
    assert build(configs, two, "--jobs", "2") == 1
    assert contents(one) == contents(two)
