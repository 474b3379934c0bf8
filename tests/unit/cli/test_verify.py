"""verify: whether a report and a profile still belong together."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest

from lmmm_report.cli.main import run

ROOT = Path(__file__).resolve().parents[3]
CALDER = ROOT / "configs" / "calder-finch-water.yaml"


def call(*args: object) -> int:
    return run([str(arg) for arg in args])


@pytest.fixture(scope="module")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    profile = folder / "acme.yaml"
    profile.write_bytes(CALDER.read_bytes())
    assert call("-q", "build", profile, "-o", folder, "--format", "html,json") == 0
    return folder


@pytest.fixture
def built(once_built: Path, tmp_path: Path) -> Path:
    """A profile with its reports beside it; whoever changes them changes a copy."""
    shutil.copytree(once_built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "acme.yaml"


@pytest.mark.parametrize("report", ["acme.de.html", "acme.en.html", "acme.json"])
def test_a_fresh_report_belongs_to_its_profile(report: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("verify", built.parent / report, built) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "same file, same model, same result" in captured.err


@pytest.mark.parametrize("report", ["acme.en.html", "acme.json"])
def test_a_changed_profile_is_told(report: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = built.read_text(encoding="utf-8")
    built.write_text(text + "# only a comment\n", encoding="utf-8")
    assert call("verify", built.parent / report, built) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "the profile has changed since" in line
    assert call("-q", "whatif", built, "--apply", "M-RULES", "--apply", "M-LEAD-TERMS", "--write") == 0
    assert call("-q", "whatif", built, "--confirm", "all", "--by", "Head of sales", "--on", "2026-10-15") == 0
    capsys.readouterr()
    assert call("verify", built.parent / report, built) == 1
    assert "Y2-TER-1 was unknown, now it is met" in capsys.readouterr().out


def test_another_model_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = built.parent / "acme.en.html"
    text = page.read_text(encoding="utf-8")
    assert '"id":"lmmm","version":"' in text
    page.write_text(text.replace('"id":"lmmm","version":"', '"id":"lmmm","version":"0.'), encoding="utf-8")
    assert call("verify", page, built) == 1
    assert "the model is another: lmmm 0." in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["", "<html></html>", "{", "[]", '{"format": 1}', '<script id="result">[1]</script>', "{" * 100_000]
)
def test_what_is_no_report_is_told(text: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = built.parent / "other.html"
    page.write_text(text, encoding="utf-8")
    assert call("verify", page, built) == 1
    err = capsys.readouterr().err
    of_another_kind = "this is a page in HTML or XML; a report of this program is expected"
    assert (of_another_kind if text == "<html></html>" else "this is no report of ours") in err
    assert "Traceback" not in err


def test_a_report_that_is_not_there(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("verify", built.parent / "nowhere.html", built) == 1
    assert "cannot be read" in capsys.readouterr().err


LOOK = ("--theme", "--templates", "--earlier")


@pytest.fixture
def dressed(built: Path) -> dict[str, Path]:
    """Everything that a report can be built with beside its profile."""
    folder = built.parent
    templates = folder / "own"
    (templates / "page").mkdir(parents=True)
    original = (ROOT / "templates" / "page" / "page.css").read_text(encoding="utf-8")
    (templates / "page" / "page.css").write_text(original + "p{color:red}", encoding="utf-8")
    theme = folder / "theme.yaml"
    theme.write_text('accent: "#7a1f3d"\nfooter: Ours\n', encoding="utf-8")
    earlier = folder / "earlier.yaml"
    text = built.read_text(encoding="utf-8")
    earlier.write_text(text.replace("date: 2026-10-15", "date: 2026-10-14", 1), encoding="utf-8")
    return dict(zip(LOOK, (theme, templates, earlier), strict=True))


def test_what_it_was_built_with_has_to_be_given(
    built: Path, dressed: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    given = [part for pair in dressed.items() for part in pair]
    assert call("-q", "build", built, "-o", built.parent, "--format", "html,json", "--lang", "en,de", *given) == 0
    for report in ("acme.en.html", "acme.de.html"):
        assert call("verify", built.parent / report, built, *given) == 0
        for option in LOOK:
            left = [part for name, path in dressed.items() if name != option for part in (name, path)]
            capsys.readouterr()
            assert call("verify", built.parent / report, built, *left) == 1
            (line,) = capsys.readouterr().out.splitlines()
            assert line.startswith("options: ")
            assert f"by {option}" in line
    assert call("verify", built.parent / "acme.json", built, "--earlier", dressed["--earlier"]) == 0
    assert call("verify", built.parent / "acme.json", built) == 1


def test_another_theme_is_told(built: Path, dressed: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--theme", dressed["--theme"], "--templates", dressed["--templates"]]
    assert call("-q", "build", built, "-o", built.parent, "--format", "html", *given) == 0
    dressed["--theme"].write_text('accent: "#7a1f3d"\nfooter: Theirs\n', encoding="utf-8")
    (dressed["--templates"] / "page" / "page.css").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert call("verify", built.parent / "acme.en.html", built, *given) == 1
    assert [line.rsplit(" ", 1)[-1] for line in capsys.readouterr().out.splitlines()] == ["--theme", "--templates"]


def test_options_of_the_build_need_not_be_given(built: Path) -> None:
    for options in (["--lang", "en"], ["--lang", "en,de", "--format", "html"], ["--format", "json,html"]):
        folder = built.parent / "-".join(options)
        form = [] if "--format" in options else ["--format", "html"]
        assert call("-q", "build", built, "-o", folder, *options, *form) == 0
        assert call("verify", folder / "acme.en.html", built) == 0


@pytest.mark.parametrize("report", ["acme.de.html", "acme.json"])
def test_line_ends_of_the_profile_do_not_count(report: str, built: Path) -> None:
    built.write_bytes(built.read_bytes().replace(b"\n", b"\r\n"))
    assert call("verify", built.parent / report, built) == 0


def test_a_model_that_changed_without_a_new_version_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "lmmm_report" / "model", built.parent / "model")
    model = ["--model", built.parent / "model"]
    assert call(*model, "verify", built.parent / "acme.json", built) == 0, "it is the same, only elsewhere"
    glossary = built.parent / "model" / "glossary.yaml"
    glossary.write_bytes(glossary.read_bytes().replace(b"\n", b"\r\n"))
    assert call(*model, "verify", built.parent / "acme.json", built) == 0, "line ends do not count"
    glossary.write_bytes(glossary.read_bytes() + b"# ours\n")
    capsys.readouterr()
    assert call(*model, "verify", built.parent / "acme.json", built) == 1
    assert capsys.readouterr().out.startswith("model: lmmm ")


def test_a_renamed_profile_is_told_and_nothing_else(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = built.rename(built.with_name("other.yaml"))
    for report in ("acme.en.html", "acme.json"):
        assert call("verify", built.parent / report, other) == 1
        assert capsys.readouterr().out == "file: the report calls the profile acme.yaml, here it is other.yaml\n"


@pytest.mark.long
def test_of_a_pdf_the_result_inside_is_compared(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("-q", "build", built, "-o", built.parent, "--format", "pdf", "--lang", "en") == 0
    pdf = built.parent / "acme.en.pdf"
    assert call("verify", pdf, built) == 0
    assert "the pages of the PDF were not compared" in capsys.readouterr().err
    built.write_bytes(built.read_bytes() + b"# one more line\n")
    assert call("verify", pdf, built) == 1
    assert capsys.readouterr().out.startswith("file: the profile has changed since")


ATTACHED = b"<</Type /EmbeddedFile/Subtype /application#2fjson/Filter /FlateDecode/Length %d>>\nstream\n%s"


@pytest.mark.parametrize("count", [1, 2])
def test_a_pdf_holds_one_result(count: int, built: Path) -> None:
    packed = zlib.compress((built.parent / "acme.json").read_bytes())
    pdf = built.parent / "acme.en.pdf"
    pdf.write_bytes(b"%PDF-1.7\n" + b"\n".join([ATTACHED % (len(packed), packed)] * count))
    assert call("verify", pdf, built) == count - 1


@pytest.mark.parametrize("data", [b"", ATTACHED % (5, b"hello"), ATTACHED % (9, zlib.compress(b"{"))])
def test_a_pdf_without_a_result_is_told(data: bytes, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = built.parent / "acme.en.pdf"
    pdf.write_bytes(b"%PDF-1.7\n" + data)
    assert call("verify", pdf, built) == 1
    assert "a report of this program is expected" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["acme", "north/of/acme"])
def test_a_page_with_its_files_beside_it_is_known_wherever_it_lies(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "configs" / f"{name}.yaml"
    profile.parent.mkdir(parents=True)
    shutil.copy(ROOT / "tests/cases/accept/11-side-by-side/profile.yaml", profile)
    out = tmp_path / "out"
    options = ["--assets", "separate", "--format", "html", "--lang", "en"]
    assert run(["-q", "build", str(tmp_path / "configs"), "-o", str(out), *options]) == 0
    page = out / f"{name}.en.html"
    assert run(["verify", str(page), str(profile)]) == 0
    capsys.readouterr()
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("assets/report.", "assets/other.", 1), encoding="utf-8")
    assert run(["verify", str(page), str(profile)]) == 1
    assert "page:" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_report_about_another_company_is_told_as_such(
    form: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("format: 2\ncompany: {name: Other}\nassessment: {date: 2026-11-02}\n", encoding="utf-8")
    report = next(path for path in built.parent.rglob("*") if path.suffix == f".{form}" and "acme" in path.name)
    assert call("verify", report, other) == 1
    told = capsys.readouterr().out
    assert "the profile is about Other" in told
    assert "has changed since" not in told
    assert "--history" not in told


def test_the_first_page_about_several_reports_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configs = Path(__file__).resolve().parents[3] / "configs"
    profiles = sorted(configs.glob("*.yaml"))[:2]
    assert run(["-q", "build", *map(str, profiles), "--format", "html", "--lang", "en", "-o", str(tmp_path)]) == 0
    capsys.readouterr()
    assert run(["verify", str(tmp_path / "index.html"), str(profiles[0])]) == 1
    assert "page about several reports" in capsys.readouterr().err
