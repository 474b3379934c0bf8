"""The recipes of the docs, run as far as a machine without their services can: every step by the installed wheel."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from lmmm_report.making.record import RECORD
from lmmm_report.publishing.names import WORK
from tests.repositories import Repo, environment
from tests.shipped.conftest import CONFIGS, ROOT, Installed, clean_environment, link_dependencies

pytestmark = pytest.mark.long
RECIPES = ROOT / "docs" / "recipes"
SETUP = (ROOT / "tools" / "setup.sh").read_text(encoding="utf-8")
NEEDED_FOR_PDF = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


def recipe(name: str) -> Any:
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone, on a branch that takes a stage away from what the main branch has."""
    origin = Repo(tmp_path / "origin")
    names = ["calder-finch-water.yaml", "brackwell-instruments.yaml"]
    texts = {f"configs/{name}": (CONFIGS / name).read_text(encoding="utf-8") for name in names}
    origin.commit({**texts, "configs/calder-finch-water.yaml": texts[f"configs/{names[0]}"] + "\n"}, day="2026-01-01")
    origin.commit(texts, day="2026-02-01")
    subprocess.run(["git", "clone", "-q", origin.folder, tmp_path / "work"], check=True, env=environment(tmp_path))
    return tmp_path / "work"


class Shell:
    """Runs steps as a runner would: in a clone, with the program installed and everything else only written down."""

    def __init__(self, clone: Path, installed: Installed) -> None:
        self.clone = clone
        self.told = clone.parent / "told"
        self.told.touch()
        self.bin = clone.parent / "bin"
        self.bin.mkdir()
        for name in ("pip", "apt-get"):
            self.shim(name, f'echo "{name} $*" >> {shlex.quote(str(self.told))}')
        self.shim("sudo", 'exec "$@"')
        self.shim("lmmm-report", f'exec {shlex.quote(installed.program())} "$@"')

    def shim(self, name: str, line: str) -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def run(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        known = {**environment(self.clone.parent), **clean_environment(), "LMMM_REPORT_LANG": "en"}
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=self.clone,
            env={**known, "PATH": f"{self.bin}:{os.environ['PATH']}", **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def asked(self) -> list[str]:
        return self.told.read_text().splitlines()


@pytest.fixture
def shell(clone: Path, installed: Installed) -> Shell:
    return Shell(clone, installed)


def break_something(clone: Path) -> None:
    """Retract so much that a stage is lost, and commit it."""
    path = clone / "configs" / "brackwell-instruments.yaml"
    text = path.read_text(encoding="utf-8")
    head = text.partition("\nterminology:")[0]
    assert head != text
    path.write_text(head + "\n", encoding="utf-8")
    git = ["git", "-C", str(clone), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "commit", "-qam", "Less"], check=True)


IFS = {
    "always() && github.event_name == 'pull_request'": {"pull_request"},
    "github.ref == 'refs/heads/main'": {"push"},
}


def github_steps(event: str) -> list[tuple[str, Mapping[str, str]]]:
    """Scripts and variables of all steps that are run at an event; what services do is left out."""
    steps = []
    for job in recipe("github.yml")["jobs"].values():
        if "if" in job and event not in IFS[job["if"]]:
            continue
        for step in job["steps"]:
            if "run" in step and ("if" not in step or event in IFS[step["if"]]):
                variables = {
                    name: value.replace("${{ github.base_ref }}", "main") for name, value in step.get("env", {}).items()
                }
                assert "${{" not in step["run"], "what comes from outside must not become part of a script"
                assert not any("${{" in value for value in variables.values())
                steps.append((step["run"], variables))
    return steps


class TestGitHub:
    def test_a_change_that_takes_nothing_away(self, shell: Shell) -> None:
        summary = shell.clone.parent / "summary"
        for script, variables in github_steps("pull_request"):
            done = shell.run(script, GITHUB_STEP_SUMMARY=str(summary), **variables)
            assert done.returncode == 0, (script, done.stdout, done.stderr)
        assert shell.asked() == ["pip install lmmm-report"]
        assert summary.read_text(encoding="utf-8")

    def test_a_change_that_takes_a_stage_away(self, shell: Shell) -> None:
        break_something(shell.clone)
        summary = shell.clone.parent / "summary"
        codes = []
        for script, variables in github_steps("pull_request"):
            done = shell.run(script, GITHUB_STEP_SUMMARY=str(summary), **variables)
            codes.append(done.returncode)
            if "gate" in script:
                assert "::error file=configs/brackwell-instruments.yaml" in done.stdout
        assert codes == [0, 0, 1, 0]
        assert "brackwell" in summary.read_text(encoding="utf-8").lower()

    def test_publishing(self, shell: Shell, pango: None) -> None:
        for script, variables in github_steps("push"):
            done = shell.run(script, **variables)
            assert done.returncode == 0, (script, done.stdout, done.stderr)
        assert shell.asked()[2] == f"apt-get install -y --no-install-recommends {' '.join(NEEDED_FOR_PDF)}"
        (upload,) = [
            step
            for step in recipe("github.yml")["jobs"]["publish"]["steps"]
            if "pages-artifact" in step.get("uses", "")
        ]
        names = {p.name for p in (shell.clone / upload["with"]["path"]).iterdir()}
        assert {"index.html", "index.json", "calder-finch-water.en.pdf"} <= names

    def test_nothing_more_is_allowed_than_is_needed(self) -> None:
        workflow = recipe("github.yml")
        assert workflow["permissions"] == {"contents": "read"}
        assert workflow["jobs"]["publish"]["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
        assert "permissions" not in workflow["jobs"]["check"]
        assert all(
            step["with"]["fetch-depth"] == 0
            for job in workflow["jobs"].values()
            for step in job["steps"]
            if "checkout" in step.get("uses", "")
        )


class TestGitLab:
    def run_job(self, shell: Shell, name: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """All lines in one shell, as GitLab's runner does."""
        pipeline = recipe("gitlab.yml")
        return shell.run("\n".join([*pipeline["default"]["before_script"], *pipeline[name]["script"]]), **variables)

    def base(self, shell: Shell) -> str:
        return subprocess.run(
            ["git", "-C", str(shell.clone), "rev-parse", "origin/main"], check=True, capture_output=True, text=True
        ).stdout.strip()

    def test_a_change_that_takes_a_stage_away(self, shell: Shell) -> None:
        break_something(shell.clone)
        done = self.run_job(shell, "maturity", CI_MERGE_REQUEST_DIFF_BASE_SHA=self.base(shell))
        assert done.returncode == 1
        assert "brackwell-instruments.yaml" in done.stdout, "the log says what has failed"
        job = recipe("gitlab.yml")["maturity"]
        assert job["artifacts"]["when"] == "always"
        reports = [
            json.loads((shell.clone / name).read_text(encoding="utf-8"))
            for name in job["artifacts"]["reports"]["codequality"]
        ]
        assert reports[1]
        for finding in [one for report in reports for one in report]:
            assert {"description", "fingerprint", "location", "severity"} <= finding.keys()
        assert (shell.clone / job["artifacts"]["paths"][0]).read_text(encoding="utf-8")

    def test_a_change_that_takes_nothing_away(self, shell: Shell) -> None:
        done = self.run_job(shell, "maturity", CI_MERGE_REQUEST_DIFF_BASE_SHA=self.base(shell))
        assert done.returncode == 0, done.stderr
        assert json.loads((shell.clone / "problems.json").read_text(encoding="utf-8")) == [], "no hints"

    def test_after_a_fault_all_that_follows_is_run(self, shell: Shell) -> None:
        path = shell.clone / "configs" / "brackwell-instruments.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "proces: none\n", encoding="utf-8")
        git = ["git", "-C", str(shell.clone), "-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run([*git, "commit", "-qam", "Wrong"], check=True)
        done = self.run_job(shell, "maturity", CI_MERGE_REQUEST_DIFF_BASE_SHA=self.base(shell))
        assert done.returncode == 1
        assert "proces" in done.stderr
        for name in ("problems.json", "quality.json"):
            assert json.loads((shell.clone / name).read_text(encoding="utf-8"))

    def test_publishing(self, shell: Shell, pango: None) -> None:
        assert self.run_job(shell, "pages").returncode == 0
        assert shell.asked()[-1] == f"apt-get install -y --no-install-recommends {' '.join(NEEDED_FOR_PDF)}"
        assert recipe("gitlab.yml")["pages"]["artifacts"]["paths"] == ["public"]
        assert (shell.clone / "public" / "index.html").exists()

    def test_the_stages_exist(self) -> None:
        pipeline = recipe("gitlab.yml")
        assert [pipeline[name]["stage"] for name in ("maturity", "pages")] == pipeline["stages"]
        assert pipeline["variables"]["GIT_DEPTH"] == "0"


def containerfile() -> list[tuple[str, str]]:
    """Instructions and what they are given."""
    text = re.sub(r"\\\n", " ", (RECIPES / "Containerfile").read_text(encoding="utf-8"))
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split()[0], " ".join(line.split()[1:])) for line in lines]


class TestContainer:
    def test_it_is_well_formed(self) -> None:
        found = containerfile()
        assert {name for name, _ in found} <= {"FROM", "WORKDIR", "COPY", "RUN", "ENTRYPOINT"}
        assert [name for name, _ in found].count("FROM") == 2
        copies = [rest for name, rest in found if name == "COPY"]
        assert copies == [". .", "--from=build /wheels /wheels"]
        assert json.loads(found[-1][1]) == ["lmmm-report"]

    def test_its_steps(self, tmp_path: Path) -> None:
        """Each RUN in a fresh environment; names of places are those of this machine, packages of Debian are written down."""
        source, wheels, home = tmp_path / "src", tmp_path / "wheels", tmp_path / "venv"
        copy_of_the_checkout(source)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
        told = tmp_path / "told"
        tools = tmp_path / "bin"
        tools.mkdir()
        python = shlex.quote(sys.executable)
        target = shlex.quote(str(home / "bin" / "python"))
        for name, line in {
            "apt-get": f'echo "$*" >> {told}',
            "pip": f'case $1 in wheel) exec {python} -m pip "$@";; *) exec {python} -m pip --python {target} "$@";; esac',
        }.items():
            (tools / name).write_text(f"#!/bin/sh\n{line}\n")
            (tools / name).chmod(0o755)
        offline = {
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        workdir = tmp_path
        for name, rest in containerfile():
            if name == "WORKDIR":
                workdir = source if rest == "/src" else tmp_path / "work"
                workdir.mkdir(exist_ok=True)
            if name == "RUN":
                script = rest.replace("/wheels", str(wheels)).replace(
                    "/var/lib/apt/lists/*", str(tmp_path / "lists" / "*")
                )
                done = subprocess.run(
                    ["sh", "-ec", script], cwd=workdir, capture_output=True, text=True, check=False,
                    env={**clean_environment(), **offline, "PATH": f"{tools}:{os.environ['PATH']}"},
                )  # fmt: skip
                assert done.returncode == 0, (rest, done.stdout, done.stderr)
        assert told.read_text().splitlines() == [
            "update",
            f"install -y --no-install-recommends git {' '.join(NEEDED_FOR_PDF)}",
        ]
        (packages,) = home.glob("lib/python*/site-packages")
        link_dependencies(packages)
        shutil.copytree(CONFIGS, workdir / "configs", ignore=shutil.ignore_patterns("earlier"))
        entry = str(home / "bin" / json.loads(containerfile()[-1][1])[0])
        args = ["build", "configs/calder-finch-water.yaml", "-o", "public/", "--format", "html,json"]
        subprocess.run([entry, *args], cwd=workdir, env=clean_environment(), check=True, capture_output=True)
        assert (workdir / "public" / "calder-finch-water.en.html").exists()


def test_packages_for_pdfs_are_those_of_the_set_up() -> None:
    assert " ".join(NEEDED_FOR_PDF) in SETUP


def test_the_settings_of_iis_are_well_formed() -> None:
    root = ET.parse(RECIPES / "web.config").getroot()
    assert root.tag == "configuration"
    (policy,) = [one.get("value") for one in root.iter("add") if one.get("name") == "Content-Security-Policy"]
    hidden = {one.get("segment") for one in root.iter("add")} - {None}
    assert hidden == {".git", WORK, RECORD}, "nginx hides all that begins with a dot"
    assert f'"{policy}"' in (RECIPES / "nginx.conf").read_text(encoding="utf-8"), "the policy that was tried with nginx"


def copy_of_the_checkout(target: Path) -> None:
    """Every file that git knows here, as it is now."""
    listed = (
        subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True
        )
        .stdout.decode()
        .split("\0")
    )
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


class TestPreCommit:
    def test_both_hooks_with_the_real_program(self, tmp_path: Path) -> None:
        """It installs the program from the repository, as it would from ours, and needs an index of packages for that."""
        pytest.importorskip("pre_commit")
        hooks = Repo(tmp_path / "hooks")
        copy_of_the_checkout(hooks.folder)
        revision = hooks.commit()
        work = Repo(tmp_path / "work")
        config = {
            "repos": [
                {
                    "repo": str(hooks.folder),
                    "rev": revision,
                    "hooks": [{"id": "lmmm-report-validate"}, {"id": "lmmm-report-gate"}],
                }
            ]
        }
        name = "configs/brackwell-instruments.yaml"
        text = (CONFIGS / "brackwell-instruments.yaml").read_text(encoding="utf-8")
        work.commit({name: text, ".pre-commit-config.yaml": yaml.safe_dump(config), "other.yaml": "a: 1\n"})

        def checked() -> tuple[int, str]:
            work.git("add", "-A")
            done = subprocess.run(
                [sys.executable, "-m", "pre_commit", "run", "--color", "never"],
                cwd=work.folder, capture_output=True, text=True, check=False,
                env={**environment(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / "kept"), "LC_ALL": "C.UTF-8", "LMMM_REPORT_LANG": "en",
                     "PATH": os.environ["PATH"]},
            )  # fmt: skip
            return done.returncode, done.stdout + done.stderr

        work.write({name: text + "# a remark\n"})
        code, told = checked()
        if "Could not find a version" in told or "No matching distribution" in told:
            pytest.skip("needs an index of packages that pip can reach")
        assert code == 0, told
        assert told.count("Passed") == 2
        work.write({name: text + "nonsense: true\n"})
        code, told = checked()
        assert code == 1
        assert f"{name}:" in told
        assert "nonsense" in told
        work.write({name: text.partition("\nterminology:")[0] + "\n"})
        code, told = checked()
        assert code == 1
        assert re.search(r"maturity profiles have no errors\.+Passed", told)
        assert re.search(r"no result falls below what was committed last\.+Failed", told)
        work.write({name: text, "other.yaml": "a: 2\n"})
        code, told = checked()
        assert code == 0
        assert told.count("no files to check") == 2
