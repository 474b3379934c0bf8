"""The program as it ships: built as a wheel, installed into an environment that does not know the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
CONFIGS = ROOT / "configs"
OF_THE_CHECKOUT = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "COVERAGE_PROCESS_START", "COV_CORE_SOURCE")
"""Variables by which a process could reach the checkout, or be measured as part of it."""


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel and its declared dependencies, and nothing else."""

    wheel: Path
    home: Path
    packages: Path

    def program(self) -> str:
        """The console script."""
        return str(self.home / "bin" / "lmmm-report")

    def python(self) -> str:
        """The interpreter of the environment."""
        return str(self.home / "bin" / "python")

    def run(
        self, *args: object, cwd: Path, code: int = 0, before: tuple[str, ...] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the program in the folder ``cwd`` and see it exit with ``code``; ``before`` is a command to run it by."""
        command = [*before, self.program(), *map(str, args)]
        done = subprocess.run(
            command, cwd=cwd, env=clean_environment() | environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == code, f"{command} ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr}"
        return done


def clean_environment() -> dict[str, str]:
    """The environment of this process without what leads back to the checkout."""
    return {key: value for key, value in os.environ.items() if key not in OF_THE_CHECKOUT}


def needed_by(requires: Iterable[str], extras: Iterable[str], found: dict[str, set[str]]) -> dict[str, set[str]]:
    """Distributions with their extras that ``requires`` leads to on this platform, as an installer would find them."""
    for text in requires:
        needed = Requirement(text)
        name = canonicalize_name(needed.name)
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            known = found.setdefault(name, set())
            if not known or needed.extras - known:
                known |= needed.extras | {""}
                needed_by(metadata.requires(name) or (), known, found)
    return found


def link_dependencies(packages: Path) -> None:
    """Put what the wheel declares that it needs, and no other package of the test environment, into ``packages``."""
    (wheel,) = metadata.distributions(path=[str(packages)])
    for name in needed_by(wheel.requires or (), (), {}):
        tops = {file.parts[0] for file in metadata.files(name) or ()} - {"..", "__pycache__"}
        assert tops, f"{name} lists no files"
        for top in tops:
            (packages / top).symlink_to(str(metadata.distribution(name).locate_file(top)))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution and that from the checkout, with the declared build tool."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, installed by pip without an index into an environment that was empty."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], env=clean_environment(), check=True)
    place = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", place], capture_output=True, text=True, check=True).stdout.strip())
    link_dependencies(packages)
    return Installed(wheel=wheel, home=home, packages=packages)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A working directory outside the checkout, with copies of the example profiles in ``configs``."""
    shutil.copytree(CONFIGS, tmp_path / "configs")
    return tmp_path
