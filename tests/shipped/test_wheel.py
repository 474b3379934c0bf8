"""The wheel: what is inside, that it stands alone, and every command on the examples from a foreign folder."""

from __future__ import annotations

import json
import subprocess
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from lmmm_report.cli.group import COMMANDS
from tests.repositories import Repo
from tests.shipped.conftest import CONFIGS, ROOT, Installed, clean_environment

EXAMPLES = sorted(CONFIGS.glob("*.yaml"))
FOLDERS = {
    "lmmm_report/templates": ROOT / "templates",
    **{f"lmmm_report/{name}": ROOT / "lmmm_report" / name for name in ("model", "fonts", "schemas")},
}
"""Folders of data in the wheel, with where they stand in the checkout."""


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


class TestContents:
    @pytest.mark.parametrize("inside", FOLDERS)
    def test_every_file_of_data_is_inside_unchanged(self, inside: str, wheel: Path) -> None:
        files = [path for path in FOLDERS[inside].rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert files
        with zipfile.ZipFile(wheel) as archive:
            for path in files:
                packed = archive.read(f"{inside}/{path.relative_to(FOLDERS[inside]).as_posix()}")
                assert packed == path.read_bytes(), path

    @pytest.mark.parametrize(
        "name",
        [
            "lmmm_report/report/words/catalogue.yaml",
            "lmmm_report/model/model.yaml",
            "lmmm_report/model/profile.schema.json",
            "lmmm_report/schemas/result.schema.json",
            "lmmm_report/fonts/OFL.txt",
            "lmmm_report/templates/report/report.html.j2",
            "lmmm_report/serving/live.js",
            "lmmm_report/py.typed",
        ],
    )
    def test_this_file_is_inside(self, name: str, names: list[str]) -> None:
        assert name in names

    def test_every_module_is_inside(self, names: list[str]) -> None:
        modules = [path for path in (ROOT / "lmmm_report").rglob("*.py") if "__pycache__" not in path.parts]
        assert len(modules) > 30
        assert {path.relative_to(ROOT).as_posix() for path in modules} <= set(names)

    def test_nothing_else_is_inside(self, names: list[str]) -> None:
        strange = [
            n for n in names if (not n.startswith("lmmm_report/") and ".dist-info/" not in n) or "__pycache__" in n
        ]
        assert strange == []

    def test_the_licences_of_program_and_font_are_declared(self, wheel: Path, names: list[str]) -> None:
        licences = {n.split("/licenses/")[1] for n in names if "/licenses/" in n}
        assert licences == {"LICENSE", "lmmm_report/fonts/OFL.txt"}
        with zipfile.ZipFile(wheel) as archive:
            (path,) = (n for n in names if n.endswith(".dist-info/METADATA"))
            head = HeaderParser().parsestr(archive.read(path).decode())
        assert head["Requires-Python"] == ">=3.11"
        assert set(head.get_all("License-File") or ()) == licences


class TestStandsAlone:
    def test_the_program_is_the_installed_one(self, installed: Installed, elsewhere: Path) -> None:
        code = (
            "import sys, lmmm_report; from lmmm_report import resources as r; "
            "print(lmmm_report.__file__, r.TEMPLATES, r.MODEL, r.FONTS, r.SCHEMAS, r.CATALOGUE, sep='\\n'); "
            "print(*sys.path, sep='\\n')"
        )
        command = [installed.python(), "-c", code]
        out = subprocess.run(
            command, cwd=elsewhere, env=clean_environment(), capture_output=True, text=True, check=True
        ).stdout.splitlines()
        home = installed.packages.resolve() / "lmmm_report"
        places, search_path = (
            [Path(line).resolve() for line in out[:6]],
            [Path(line).resolve() for line in out[6:] if line],
        )
        assert places[0] == home / "__init__.py"
        assert all(place.is_relative_to(home) and place.exists() for place in places)
        assert search_path
        assert ROOT not in search_path

    def test_packages_of_the_tests_are_out_of_reach(self, installed: Installed, elsewhere: Path) -> None:
        done = subprocess.run(
            [installed.python(), "-c", "import pytest"],
            cwd=elsewhere, env=clean_environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "ModuleNotFoundError" in done.stderr

    def test_every_module_can_be_imported(self, installed: Installed, elsewhere: Path, pango: None) -> None:
        code = (
            "import importlib, pkgutil, lmmm_report\n"
            "names = [m.name for m in pkgutil.walk_packages(lmmm_report.__path__, 'lmmm_report.')]\n"
            "names.remove('lmmm_report.__main__')\n"
            "for name in names: importlib.import_module(name)\n"
            "print(len(names))"
        )
        command = [installed.python(), "-c", code]
        done = subprocess.run(
            command, cwd=elsewhere, env=clean_environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert int(done.stdout) > 30


def test_every_command_is_tried_here() -> None:
    tried = {
        "init",
        "ask",
        "validate",
        "assess",
        "questions",
        "plan",
        "whatif",
        "measures",
        "build",
        "serve",
        "diff",
        "history",
        "gate",
        "verify",
        "explain",
        "model",
        "schema",
        "migrate",
    }
    assert tried == set(COMMANDS)
    assert EXAMPLES


class TestCommands:
    def test_version_and_help(self, installed: Installed, elsewhere: Path) -> None:
        assert installed.run("--version", cwd=elsewhere).stdout.startswith("lmmm-report, version ")
        for command in COMMANDS:
            assert "Examples:" in installed.run(command, "--help", cwd=elsewhere).stdout

    def test_as_a_module(self, installed: Installed, elsewhere: Path) -> None:
        command = [installed.python(), "-m", "lmmm_report", "--version"]
        subprocess.run(command, cwd=elsewhere, env=clean_environment(), capture_output=True, check=True)

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_init_makes_a_profile_that_validates(self, installed: Installed, elsewhere: Path, language: str) -> None:
        installed.run("init", "new.yaml", "--template", "--lang", language, cwd=elsewhere)
        assert "no errors" in installed.run("validate", "new.yaml", cwd=elsewhere).stderr
        assert installed.run("assess", "new.yaml", cwd=elsewhere).stdout

    def test_an_interview_from_notes_and_on_a_page(self, installed: Installed, elsewhere: Path) -> None:
        (elsewhere / "notes.csv").write_text("company,Acme\nwords,none\n", encoding="utf-8")
        installed.run("init", "told.yaml", "--from", "notes.csv", cwd=elsewhere)
        assert "terms: none" in (elsewhere / "told.yaml").read_text(encoding="utf-8")
        (elsewhere / "more.csv").write_text("way,draft\n", encoding="utf-8")
        installed.run("ask", "told.yaml", "--from", "more.csv", cwd=elsewhere)
        assert "state: draft" in (elsewhere / "told.yaml").read_text(encoding="utf-8")
        installed.run("init", "--html", "interview.html", "--lang", "de", cwd=elsewhere)
        assert "Beschreiben Sie Ihr Unternehmen" in (elsewhere / "interview.html").read_text(encoding="utf-8")

    def test_validate(self, installed: Installed, elsewhere: Path) -> None:
        number = len(list(CONFIGS.rglob("*.yaml")))
        assert f"{number} profiles checked, no errors" in installed.run("validate", "configs", cwd=elsewhere).stderr

    def test_validate_refuses(self, installed: Installed, elsewhere: Path) -> None:
        (elsewhere / "bad.yaml").write_text("format: 1\ncompani: {name: X}\n", encoding="utf-8")
        assert "bad.yaml:2:1" in installed.run("validate", "bad.yaml", cwd=elsewhere, code=1).stderr

    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
    def test_assess(self, installed: Installed, elsewhere: Path, example: Path) -> None:
        assert installed.run("assess", f"configs/{example.name}", cwd=elsewhere).stdout
        result = installed.run("assess", f"configs/{example.name}", "--format", "json", cwd=elsewhere).stdout
        assert json.loads(result)["profile"]["file"] == example.name

    def test_build_html_and_json_of_all(self, installed: Installed, elsewhere: Path) -> None:
        profiles = [f"configs/{path.name}" for path in EXAMPLES]
        installed.run("build", *profiles, "-o", "out", "--format", "html,json", cwd=elsewhere)
        pages = [f"{path.stem}.{language}.html" for path in EXAMPLES for language in ("de", "en")]
        expected = {*pages, *(f"{path.stem}.json" for path in EXAMPLES), "index.html"}
        written = {path.name for path in (elsewhere / "out").glob("[!.]*")}
        assert expected <= written
        assert all(name == "portfolio" or name.startswith("index.") for name in written - expected)
        for page in pages:
            assert (elsewhere / "out" / page).read_text(encoding="utf-8").rstrip().endswith("</html>")

    def test_build_pdf(self, installed: Installed, elsewhere: Path, pango: None) -> None:
        example = min(EXAMPLES, key=lambda path: path.stat().st_size)
        installed.run("build", f"configs/{example.name}", "-o", "out", "--lang", "en", cwd=elsewhere)
        assert {path.name for path in (elsewhere / "out").glob("[!.]*")} == {
            f"{example.stem}.en.html",
            f"{example.stem}.en.pdf",
            f"{example.stem}.json",
        }
        assert (elsewhere / "out" / f"{example.stem}.en.pdf").read_bytes().startswith(b"%PDF-1.7")

    @pytest.mark.parametrize("form", ["text", "markdown", "html", "csv", "json"])
    def test_questions(self, installed: Installed, elsewhere: Path, form: str) -> None:
        guide = installed.run("questions", "configs", "--format", form, "--lang", "en", cwd=elsewhere).stdout
        assert "Y2-TER-1" in guide

    @pytest.mark.parametrize("form", ["text", "json", "csv", "ics", "md"])
    def test_plan(self, installed: Installed, elsewhere: Path, form: str) -> None:
        args = ["configs/brackwell-instruments.yaml", "--format", form]
        assert "M-LEADS-IN-CRM" in installed.run("plan", *args, cwd=elsewhere).stdout

    def test_whatif_writes_and_verify_sees_it(self, installed: Installed, elsewhere: Path) -> None:
        profile = "configs/brackwell-instruments.yaml"
        (elsewhere / "report.json").write_text(
            installed.run("assess", profile, "--format", "json", cwd=elsewhere).stdout, encoding="utf-8"
        )
        assert "same result" in installed.run("verify", "report.json", profile, cwd=elsewhere).stderr
        installed.run("whatif", profile, "--plan", "--write", cwd=elsewhere)
        assert "no errors" in installed.run("validate", profile, cwd=elsewhere).stderr
        assert "X3-ROL-1 was not_met" in installed.run("verify", "report.json", profile, cwd=elsewhere, code=1).stdout

    def test_revisions_are_compared_held_against_each_other_and_told(
        self, installed: Installed, elsewhere: Path
    ) -> None:
        repo = Repo(elsewhere / "repo")
        repo.commit({"acme.yaml": (CONFIGS / "earlier" / "nordwerk-fluidtechnik-2025.yaml").read_bytes()})
        repo.commit({"acme.yaml": (CONFIGS / "nordwerk-fluidtechnik.yaml").read_bytes()})
        told = installed.run("diff", "HEAD~1:acme.yaml", "acme.yaml", "--lang", "en", cwd=repo.folder).stdout
        assert "up from 2 Defined to 3 Aligned" in told
        assert "Ten conditions are won" in told
        page = installed.run("diff", "HEAD~1..HEAD", "--format", "html", cwd=repo.folder).stdout
        assert page.rstrip().endswith("</html>")
        installed.run("gate", "acme.yaml", "--base", "HEAD~1", cwd=repo.folder)
        installed.run("gate", "acme.yaml", "--require", "relationship=integrated", cwd=repo.folder, code=1)
        assert "(3, 3)" in installed.run("history", "acme.yaml", cwd=repo.folder).stdout
        installed.run("build", "acme.yaml", "-o", "out", "--history", "--format", "html", cwd=repo.folder)

    def test_migrate(self, installed: Installed, elsewhere: Path) -> None:
        old = "# Ours\nformat: 1\ncompany: {name: X}\nassessment: {date: 2026-10-15}\n"
        (elsewhere / "old.yaml").write_text(old, encoding="utf-8")
        assert "old.yaml" in installed.run("migrate", "old.yaml", "--check", cwd=elsewhere, code=1).stderr
        installed.run("migrate", "old.yaml", "--write", cwd=elsewhere)
        assert (elsewhere / "old.yaml").read_text(encoding="utf-8") == old.replace("format: 1", "format: 2")
        installed.run("migrate", "configs", "old.yaml", "--check", cwd=elsewhere)

    def test_measures(self, installed: Installed, elsewhere: Path) -> None:
        assert "M-RULES" in installed.run("measures", cwd=elsewhere).stdout

    def test_explain(self, installed: Installed, elsewhere: Path) -> None:
        assert "X2-PRO-1" in installed.run("explain", "X2-PRO-1", "--lang", "de", cwd=elsewhere).stdout
        listed = installed.run("explain", "--list", cwd=elsewhere).stdout.splitlines()
        assert len(listed) > 100

    def test_model(self, installed: Installed, elsewhere: Path) -> None:
        assert installed.run("model", "--lang", "de", cwd=elsewhere).stdout.startswith("#")
        assert installed.run("model", "--trace", cwd=elsewhere).stdout
        assert "criteria checked" in installed.run("model", "--check", cwd=elsewhere).stderr

    def test_schema(self, installed: Installed, elsewhere: Path) -> None:
        for what in ("profile", "result"):
            schema = json.loads(installed.run("schema", what, cwd=elsewhere).stdout)
            assert schema["$schema"].startswith("https://json-schema.org/")
        installed.run("schema", "-o", "profile.schema.json", cwd=elsewhere)
        assert (elsewhere / "profile.schema.json").is_file()
