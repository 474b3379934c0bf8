"""``migrate``: old profiles in the newest format, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from lmmm_report.cli.main import run
from lmmm_report.load.profile.profile import load_profile
from lmmm_report.making import migrating

OLD = """\
# Ours
format: 1  # for now
company: {name: Muster}
assessment:
  date: 2026-10-15
  target:
    relationship: aligned
    evidence: [{note: Minutes, confidence: high}]
process:
  rule_set:
    document: Rules
    evidence:
      - note: Two pages.  # on the screen
        confidence: medium  # so she said
      - {link: "https://a.example", confidence: high}
  agreement:
    document: SLA
    basis: told
    evidence: [{confidence: high}]
"""
NEW = """\
# Ours
format: 2  # for now
company: {name: Muster}
assessment:
  date: 2026-10-15
  target:
    relationship: aligned
    evidence: [{note: Minutes}]
process:
  rule_set:
    document: Rules
    evidence:
      - note: Two pages.  # on the screen
        # so she said
      - {link: "https://a.example"}
    basis: shown
  agreement:
    document: SLA
    basis: told
"""
FAULTY = OLD.replace("document: Rules", "documnt: Rules")


@pytest.fixture(params=[b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def mark(request: pytest.FixtureRequest) -> bytes:
    found: bytes = request.param
    return found


@pytest.fixture
def old(tmp_path: Path, mark: bytes) -> Path:
    path = tmp_path / "old.yaml"
    path.write_bytes(mark + OLD.encode())
    return path


def call(*args: object) -> int:
    return run([str(arg) for arg in args])


def test_it_is_printed(old: Path, mark: bytes, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert call("migrate", old) == 0
    out, err = capfdbinary.readouterr()
    assert out == mark + NEW.encode()
    # What has no place any more is named: the agreement says its basis, and a target has none.
    assert [line.split(b":")[1] for line in err.splitlines() if b"is left out" in line] == [b"8", b"19"]
    assert old.read_bytes() == mark + OLD.encode()


def test_it_is_written(old: Path, mark: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "new.yaml"
    assert call("-q", "migrate", old, "-o", other) == 0
    assert other.read_bytes() == mark + NEW.encode()
    assert old.read_bytes() == mark + OLD.encode()
    assert call("migrate", old, "--write") == 0
    assert old.read_bytes() == mark + NEW.encode()
    assert load_profile(old).version == 2
    assert "wrote" in capsys.readouterr().err


def test_a_file_in_the_newest_format_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(NEW, encoding="utf-8")
    before = path.stat().st_mtime_ns
    assert call("migrate", path, "--write") == 0
    assert path.stat().st_mtime_ns == before
    assert "in format 2 already" in capsys.readouterr().err
    assert call("migrate", path) == 0
    assert capsys.readouterr().out == NEW


def test_one_faulty_file_and_nothing_is_written(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = old.read_bytes()
    (tmp_path / "zz.yaml").write_text(FAULTY, encoding="utf-8")
    assert call("migrate", tmp_path, "--write") == 1
    assert old.read_bytes() == before
    assert "zz.yaml:11:5" in capsys.readouterr().err


@pytest.mark.parametrize(("language", "words"), [("en", "written in format 1"), ("de", "in Format 1 geschrieben")])
def test_check(
    language: str, words: str, old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LMMM_REPORT_LANG", language)
    before = old.read_bytes()
    assert call("migrate", old, "--check") == 1
    said = capsys.readouterr().err
    assert "old.yaml:2:1" in said
    assert words in said
    assert old.read_bytes() == before
    assert call("-q", "migrate", old, "--write") == 0
    assert call("migrate", old, "--check") == 0


def test_wrong_usage(old: Path, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(NEW, encoding="utf-8")
    assert call("migrate", tmp_path) == 2
    assert call("migrate", tmp_path, "-o", tmp_path / "x.yaml") == 2
    assert call("migrate", old, "--write", "--check") == 2
    assert not (tmp_path / "x.yaml").exists()


def test_what_would_say_something_else_is_not_written(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = old.read_bytes()
    right = migrating.render_migrated

    def wrong(*args: object) -> object:
        made = right(*args)  # type: ignore[arg-type]
        return migrating.Migrated(made.text.replace("Rules", "Other rules"), made.moved, made.dropped)

    monkeypatch.setattr(migrating, "render_migrated", wrong)
    assert call("migrate", old, "--write") == 1
    assert old.read_bytes() == before
    assert "could not be rewritten" in capsys.readouterr().err


def test_no_basis_stands_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.yaml"
    head, _, _ = OLD.partition("process:")
    path.write_text(
        f"{head}process:\n  agreement:\n    evidence: [{{note: Seen, confidence: high}}]\n", encoding="utf-8"
    )
    assert call("-q", "migrate", path) == 0
    assert capsys.readouterr().out.endswith("process:\n  agreement:\n    evidence: [{note: Seen}]\n")


def test_validate_says_once_that_there_is_migrate(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "older.yaml").write_bytes(old.read_bytes())
    assert call("validate", tmp_path) == 0
    said = capsys.readouterr().err
    assert said.count("migrate") == 1
    assert "2 profiles are in an older format" in said
    assert "warning" not in said
    assert call("-q", "validate", tmp_path) == 0
    assert call("validate", tmp_path, "--format", "github") == 0
    assert "migrate" not in "".join(capsys.readouterr())
