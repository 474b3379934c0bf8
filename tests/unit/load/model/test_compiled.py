"""A model that was compiled or kept is the one that its files say; nothing else ever comes out of a file."""

from __future__ import annotations

import json
import os
import pathlib
import shutil

import pytest

from lmmm_report import resources
from lmmm_report.domain.expression import Derived
from lmmm_report.domain.model import Model
from lmmm_report.load import cache
from lmmm_report.load.model import opening
from lmmm_report.load.model.compiled import CLASSES, FIRST_CLASS, as_json, from_json
from lmmm_report.load.model.model import load_model
from lmmm_report.problems import UserError

ROOT = pathlib.Path(__file__).resolve().parents[4]
BAKERY = ROOT / "tests" / "models" / "bakery"


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """An empty cache of this test's own."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def own(tmp_path: pathlib.Path) -> pathlib.Path:
    return pathlib.Path(shutil.copytree(BAKERY, tmp_path / "bakery"))


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[pathlib.Path | None]:
    """The models that were loaded from their files."""
    import lmmm_report.load.model.model as module

    seen: list[pathlib.Path | None] = []

    def counted(where: pathlib.Path | None = None, *, extension: pathlib.Path | None = None) -> Model:
        seen.append(where)
        return load_model(where, extension=extension)

    monkeypatch.setattr(module, "load_model", counted)
    return seen


@pytest.mark.parametrize("where", [None, BAKERY], ids=["built-in", "bakery"])
def test_what_is_read_is_what_was_written(where: pathlib.Path | None) -> None:
    model = load_model(where)
    assert from_json(as_json(model)) == model


def test_kinds_of_values_are_told_apart() -> None:
    # True == 1 == 1.0 for Python; a limit that became a truth value would not be noticed by the comparison above.
    model = load_model()
    again = from_json(as_json(model))
    assert [type(value) for value in again.limits.values()] == [type(value) for value in model.limits.values()]
    assert repr(again) == repr(model)


def test_a_condition_keeps_what_surrounds_it() -> None:
    model = load_model()
    first, second, *others = model.criteria
    own, other = first.condition.expression, second.condition.expression
    derived = Derived(own, excluded_by=(other,), counts_as=(own, other), filled_by=(), denied_by=(other,))
    surrounding = first._replace(condition=first.condition._replace(expression=derived))
    surrounded = model._replace(criteria=(surrounding, second, *others))
    again = from_json(as_json(surrounded))
    assert again.criteria[0].condition.expression == derived
    assert again == surrounded


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "[[0]]", '[["x"]]', "[[999]]", "[[0,[5]]]", f"[[{FIRST_CLASS},1,2,3,4,5,6,7]]", "[" * 9999,
     '[[1,"a"]]', "[0]", json.dumps([[FIRST_CLASS + len(CLASSES)]])],
)  # fmt: skip
def test_anything_else_is_no_model(text: str) -> None:
    with pytest.raises(ValueError, match="no compiled model"):
        from_json(text)


def test_a_model_is_loaded_once(folder: pathlib.Path, loads: list[pathlib.Path | None]) -> None:
    first = opening.open_model(BAKERY)
    assert opening.open_model(BAKERY) == first
    assert loads == [BAKERY]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_change_of_any_file_is_seen(
    folder: pathlib.Path, own: pathlib.Path, loads: list[pathlib.Path | None]
) -> None:
    opening.open_model(own)
    for file in [*own.glob("*.yaml"), *own.glob("*/*.yaml")]:
        file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
        opening.open_model(own)
    assert len(loads) == 1 + 5


def test_a_change_of_the_loader_is_seen(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opening._name(BAKERY, None)
    assert before == opening._name(BAKERY, None)
    monkeypatch.setattr(opening, "__version__", "9.9")
    assert opening._name(BAKERY, None) != before


def test_a_fault_is_said_as_ever(folder: pathlib.Path, own: pathlib.Path) -> None:
    opening.open_model(own)
    (own / "glossary.yaml").unlink()
    with pytest.raises(UserError, match="does not exist"):
        opening.open_model(own)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{" * 100])
def test_a_spoilt_file_is_made_anew(folder: pathlib.Path, loads: list[pathlib.Path | None], content: bytes) -> None:
    model = opening.open_model(BAKERY)
    (file,) = folder.iterdir()
    file.write_bytes(content)
    assert opening.open_model(BAKERY) == model
    assert opening.open_model(BAKERY) == model
    assert len(loads) == 2


def test_a_folder_that_others_can_write_into_is_passed_over(
    folder: pathlib.Path, loads: list[pathlib.Path | None]
) -> None:
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    opening.open_model(BAKERY)
    opening.open_model(BAKERY)
    assert len(loads) == 2
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_the_folder_of_somebody_else_is_passed_over(folder: pathlib.Path) -> None:
    folder.mkdir(mode=0o700)
    os.chown(folder, 12345, -1)
    cache.keep("a", b"1")
    assert list(folder.iterdir()) == []
    assert cache.kept("a") is None


def test_no_link_is_followed(folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    cache.keep("a", b"1")
    assert cache.kept("a") == b"1"
    (tmp_path / "secret").write_bytes(b"2")
    (folder / "a").unlink()
    (folder / "a").symlink_to(tmp_path / "secret")
    assert cache.kept("a") is None
    real = tmp_path / "real"
    folder.rename(real)
    folder.symlink_to(real)
    cache.keep("b", b"3")
    assert cache.kept("b") is None
    assert not (real / "b").exists()


def test_old_files_make_room(folder: pathlib.Path) -> None:
    for number in range(cache.MOST_FILES + 5):
        cache.keep(f"file-{number}", b"x")
        os.utime(folder / f"file-{number}", (number, number))
    left = {file.name for file in folder.iterdir()}
    assert len(left) == cache.MOST_FILES
    assert f"file-{cache.MOST_FILES + 4}" in left


def test_it_can_be_turned_off(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, "off")
    cache.keep("a", b"1")
    assert cache.kept("a") is None
    assert not folder.exists()


def test_what_was_compiled_goes_before(
    folder: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, loads: list[pathlib.Path | None]
) -> None:
    compiled = tmp_path / "model.json"
    compiled.write_text(as_json(load_model(BAKERY)), encoding="utf-8")
    monkeypatch.setattr(resources, "COMPILED_MODEL", compiled)
    assert opening.open_model() == load_model(BAKERY)
    assert loads == []
