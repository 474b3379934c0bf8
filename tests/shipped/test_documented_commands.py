"""Every command that README, documents and help pages show is run in a folder that has what they name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lmmm_report import resources
from tests.conftest import tool
from tests.shipped.conftest import ROOT, Installed, clean_environment

pytestmark = pytest.mark.long

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SHELL = re.compile(r"^[ ]*```sh\n(.*?)^[ ]*```$", re.MULTILINE | re.DOTALL)
EXAMPLES = re.compile(r"^  (?:Examples|Beispiele):\n((?:    .+\n)+)", re.MULTILINE)
NOT_HERE = {
    " serve ": "goes on until it is stopped: tests/browser/test_serve.py",
    " --executor ": "needs a cluster: tests/shipped/test_cluster.py",
}
MAY_FAIL = (" gate ", " --require ", "verify output/acme.de.html acme.yaml --theme")
"""What may end with 1 without a fault: the result may be below the stage, the report made otherwise."""
PLAIN = "tests/cases/accept/22-first-words-and-rules/profile.yaml"


def commands() -> Iterator[str]:
    """Each command once, without what is said about it."""
    seen = set()
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for block in (*SHELL.findall(text), *EXAMPLES.findall(text)):
            for line in block.splitlines():
                command = re.sub(r"\s+#.*$", "", line.strip())
                if command.startswith("lmmm-report ") and command not in seen:
                    seen.add(command)
                    yield command


COMMANDS = list(commands())


def git(folder: Path, *args: str) -> None:
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *args], cwd=folder, check=True)


@pytest.fixture(scope="module")
def folder(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the documents speak of: a profile, several, an archive, notes, a theme, templates, revisions."""
    tool("git", "git")
    here = tmp_path_factory.mktemp("documented")
    profile = (ROOT / "configs" / "nordwerk-fluidtechnik.yaml").read_text(encoding="utf-8")
    earlier = ROOT / "configs" / "earlier" / "nordwerk-fluidtechnik-2024.yaml"
    for name in ("configs", "archive", "my-templates/report", "meine-vorlagen/report"):
        (here / name).mkdir(parents=True)
    (here / "acme.yaml").write_text(profile, encoding="utf-8")
    shutil.copy(earlier, here / "acme-2025.yaml")
    shutil.copy(earlier, here / "archive" / "acme-2024.yaml")
    (here / "configs" / "acme.yaml").write_text(profile, encoding="utf-8")
    shutil.copy(ROOT / PLAIN, here / "configs" / "other.yaml")
    (here / "merger.yaml").write_text("departments:\n  mixed_teams: none\n", encoding="utf-8")
    (here / "holidays.txt").write_text("2026-12-24 Christmas\n2026-12-28..2027-01-01\n", encoding="utf-8")
    for name in ("notes", "notizen"):
        text = "company: Ostermoor\nteller: Ms Brill\nwords: some\nwords_which: [lead]\nwords_used: no\nlead_unit: no\n"
        (here / f"{name}.yaml").write_text(text, encoding="utf-8")
    font = (resources.FONTS / "source-sans-3-latin-400-normal.ttf").read_bytes()
    (here / "own.ttf").write_bytes(font)
    (here / "theme.yaml").write_text('accent: "#7a1f5c"\nfooter: ACME\n', encoding="utf-8")
    for name in ("my-templates", "meine-vorlagen"):
        shutil.copy(ROOT / "templates" / "report" / "report.html.j2", here / name / "report")
    shutil.copytree(ROOT / "lmmm_report" / "model", here / "model")
    git(here, "init", "-q", "-b", "main")
    changing = ["configs/acme.yaml", "acme.yaml", "model"]
    for number in range(5):
        for name in changing[:2]:
            (here / name).write_text(f"{profile}# {number}\n", encoding="utf-8")
        git(here, "add", ".")
        git(here, "commit", "-q", "-m", f"State {number}")
    git(here, "update-ref", "refs/remotes/origin/main", "HEAD~1")
    git(here, "checkout", "-q", "-b", "branch")
    (here / "configs" / "acme.yaml").write_text(profile.replace("kept: ", "kept:  ", 1), encoding="utf-8")
    git(here, "commit", "-q", "-a", "-m", "A branch", "--allow-empty")
    git(here, "checkout", "-q", "main")
    installed.run("whatif", "acme.yaml", "--apply", "M-RULES", "--write", cwd=here)
    installed.run("build", "acme.yaml", "--format", "html,json", "-q", cwd=here)
    shutil.copy(here / "output" / "acme.json", here / "archive" / "acme.json")
    return here


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 100
    for part in NOT_HERE:
        assert any(part in f"{command} " for command in COMMANDS), part


@pytest.mark.parametrize("command", [one for one in COMMANDS if not any(part in f"{one} " for part in NOT_HERE)])
def test_a_documented_command_runs(command: str, folder: Path, installed: Installed, tmp_path: Path) -> None:
    here = tmp_path / "here"
    shutil.copytree(folder, here, symlinks=True)
    if command.startswith("lmmm-report init "):
        (here / "acme.yaml").unlink()
    path = f"{installed.home / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=here,
        env=clean_environment() | {"PATH": path, "LMMM_REPORT_LANG": "en"},
        input="q\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    allowed = {0, 1} if any(part in f"{command} " for part in MAY_FAIL) else {0}
    assert done.returncode in allowed, f"{done.stdout[-800:]}\n{done.stderr[-800:]}"
    assert "Traceback" not in done.stderr
