"""What is made anew when something changes, and what stays while something is wrong."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from watchfiles import watch

from lmmm_report.making import watching
from lmmm_report.making.previewing import Preview, Table
from lmmm_report.making.unit import Made, Unit, Workshop
from lmmm_report.making.watching import Watcher
from lmmm_report.problems import Problem

ROOT = Path(__file__).resolve().parents[3]
HEAD = "format: 2\ncompany: {{name: {}}}\nassessment: {{date: 2026-10-15}}\n"


class Listener:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.warned: list[Problem] = []

    def detail(self, text: str) -> None:
        self.said.append(text)

    def warn(self, problems: Sequence[Problem]) -> None:
        self.warned += problems

    @contextmanager
    def progress(self, length: int, label: str) -> Iterator[Any]:
        yield lambda _: None


class Desk:
    """A folder of two small profiles, and what is made of them."""

    def __init__(self, tmp_path: Path, **more: Any) -> None:
        self.profiles, self.folder = tmp_path / "profiles", tmp_path / "pages"
        self.profiles.mkdir()
        for name in ("acme", "beta"):
            self.write(name)
        self.listener = Listener()
        wanted = Preview(paths=(self.profiles,), folder=self.folder, languages=("de",), **more)
        self.table = Table(wanted, self.listener)
        self.table.refresh(None)

    def write(self, name: str, more: str = "") -> None:
        (self.profiles / f"{name}.yaml").write_text(HEAD.format(name.title()) + more, encoding="utf-8")

    def pages(self) -> dict[str, int]:
        """When each page was written."""
        return {
            path.relative_to(self.folder).as_posix(): path.stat().st_mtime_ns for path in self.folder.rglob("*.html")
        }

    def changed(self, *paths: Path) -> set[str]:
        """Which pages are written, or gone, after these changes."""
        before = self.pages()
        self.table.refresh(frozenset(path.resolve() for path in paths))
        after = self.pages()
        return {name for name in {*before, *after} if before.get(name) != after.get(name)}

    def told(self, report: str | None = None) -> list[str]:
        return [Path(problem.file).name for problem in self.table.site.news.problems_of(report)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_all_is_made_first(desk: Desk) -> None:
    assert {"acme.de.html", "beta.de.html", "index.html"} <= set(desk.pages())
    assert desk.told() == []


def test_only_what_changed_is_made_anew(desk: Desk) -> None:
    desk.write("acme", "terminology: {glossary: none}\n")
    changed = desk.changed(desk.profiles / "acme.yaml")
    assert "acme.de.html" in changed
    assert "beta.de.html" not in changed
    assert desk.changed(desk.profiles / "acme.yaml") == set(), "nothing is in it that was not before"


def test_what_did_not_change_is_not_even_looked_at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make = Workshop.make

    def counted(shop: Workshop, unit: Unit) -> Made:
        made.append(unit.name)
        return make(shop, unit)

    monkeypatch.setattr(Workshop, "make", counted)
    desk.write("beta", "terminology: none\n")
    desk.changed(desk.profiles / "beta.yaml")
    assert made == ["beta"]


def test_pages_about_all_follow(desk: Desk) -> None:
    (desk.profiles / "acme.yaml").write_text(HEAD.format("Another Name"), encoding="utf-8")
    assert "index.html" in desk.changed(desk.profiles / "acme.yaml")
    assert "Another Name" in (desk.folder / "index.html").read_text(encoding="utf-8")


def test_a_broken_profile_keeps_its_last_page(desk: Desk) -> None:
    desk.write("acme", "terminolgy: none\n")
    assert desk.changed(desk.profiles / "acme.yaml") == set()
    assert desk.told("acme") == ["acme.yaml"]
    assert desk.told("beta") == []
    assert desk.told(None) == ["acme.yaml"]
    assert [problem.line for problem in desk.listener.warned] == [4]
    desk.changed(desk.profiles / "acme.yaml")
    assert len(desk.listener.warned) == 1, "it is told once"
    desk.write("acme", "terminology: none\n")
    assert "acme.de.html" in desk.changed(desk.profiles / "acme.yaml")
    assert desk.told() == []


def test_taking_the_fault_back_is_enough(desk: Desk) -> None:
    desk.write("acme", "terminolgy: none\n")
    desk.changed(desk.profiles / "acme.yaml")
    desk.write("acme")
    assert desk.changed(desk.profiles / "acme.yaml") == set()
    assert desk.told() == []


def test_one_broken_profile_keeps_no_other_from_being_made(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "aaa.yaml").write_text("a: [", encoding="utf-8")
    (tmp_path / "profiles" / "bbb.yaml").write_text(HEAD.format("B"), encoding="utf-8")
    wanted = Preview(paths=(tmp_path / "profiles",), folder=tmp_path / "pages", languages=("de", "en"))
    table = Table(wanted, Listener())
    table.refresh(None)
    assert (tmp_path / "pages" / "bbb.en.html").is_file()
    assert (tmp_path / "pages" / "index.html").is_file()
    assert [problem.line for problem in table.site.news.problems_of("aaa")] == [1]


def test_what_is_gone_is_taken_away(desk: Desk) -> None:
    (desk.profiles / "beta.yaml").unlink()
    changed = desk.changed(desk.profiles / "beta.yaml")
    assert "beta.de.html" in changed
    assert not (desk.folder / "beta.de.html").exists()
    assert desk.table.site.first() == "acme.de.html"
    desk.write("gamma")
    assert "gamma.de.html" in desk.changed(desk.profiles / "gamma.yaml")
    assert desk.table.site.first() == "index.html"


def test_without_any_profile_the_pages_stay(desk: Desk) -> None:
    for file in desk.profiles.iterdir():
        file.unlink()
    assert desk.changed(desk.profiles) == set()
    assert desk.told("acme") == ["profiles"]


def test_a_theme_concerns_all(tmp_path: Path) -> None:
    theme = tmp_path / "theme.yaml"
    theme.write_text("accent: '#7a1f3d'\n", encoding="utf-8")
    desk = Desk(tmp_path, theme=theme)
    assert theme in desk.table.watched()
    theme.write_text("accent: '#1f3d7a'\n", encoding="utf-8")
    assert {"acme.de.html", "beta.de.html", "index.html"} <= desk.changed(theme)
    theme.write_text("accent: blue\n", encoding="utf-8")
    assert desk.changed(theme) == set()
    assert desk.told("acme") == desk.told("beta") == ["theme.yaml"]
    theme.write_text("accent: '#1f3d7a'\n", encoding="utf-8")
    assert desk.changed(theme) == set(), "as they were before the fault"
    assert desk.told() == []


def test_templates_and_models_concern_all(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "page").mkdir(parents=True)
    css = mine / "page" / "page.css"
    shutil.copy(ROOT / "templates" / "page" / "page.css", css)
    desk = Desk(tmp_path, templates=mine)
    css.write_text(css.read_text(encoding="utf-8") + "\nmain { outline: 1px solid; }\n", encoding="utf-8")
    assert {"acme.de.html", "beta.de.html"} <= desk.changed(css)
    css.write_text("{{ nothing_of_that_name }}", encoding="utf-8")
    assert desk.changed(css) == set()
    assert desk.told() == ["page.css"], "once, whatever it keeps from being made"


@pytest.mark.parametrize("used_up", [False, True])
def test_changes_are_seen_also_where_a_file_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, used_up: bool
) -> None:
    def refusing(*places: Path, **options: Any) -> Any:
        if not options["force_polling"]:
            raise OSError("OS file watch limit reached")
        return watch(*places, **options)

    if used_up:
        monkeypatch.setattr(watching, "watch", refusing)
    folder, file = tmp_path / "folder", tmp_path / "single.yaml"
    folder.mkdir()
    file.write_text("a", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("a", encoding="utf-8")
    seen: set[Path] = set()
    known = threading.Condition()

    def tell(paths: frozenset[Path]) -> None:
        with known:
            seen.update(paths)
            known.notify_all()

    def wait(path: Path) -> None:
        with known:
            assert known.wait_for(lambda: path in seen, timeout=20), path

    with Watcher([folder, file], tell):
        for number in range(200):  # the watching begins in its own time
            (folder / "first.yaml").write_text(str(number), encoding="utf-8")
            draft = tmp_path / "draft"
            draft.write_text(str(number), encoding="utf-8")
            draft.replace(file)
            with known:
                if known.wait_for(lambda: {folder / "first.yaml", file} <= seen, timeout=0.1):
                    break
        (tmp_path / "other.yaml").write_text("b", encoding="utf-8")
        (folder / "second.yaml").write_text("a", encoding="utf-8")
        wait(folder / "second.yaml")
    assert seen - {folder} == {folder / "first.yaml", folder / "second.yaml", file}
