"""Git repositories for tests: made by git, the same in every run, without anything of the user's own settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

AUTHOR = "Erika Mustermann"
ADDRESS = "erika@example.org"


def environment(folder: Path) -> dict[str, str]:
    """Variables under which git knows no settings but its own."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "HOME": str(folder),
        "LC_ALL": "C",
    }


class Repo:
    """A repository that is being made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", ".")

    def git(self, *args: str, day: str = "2026-01-01", author: str = AUTHOR) -> str:
        """Run git in the repository; what it prints."""
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", author), ("EMAIL", ADDRESS), ("DATE", f"{day}T12:00:00+00:00"))
        }
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *args],
            cwd=self.folder,
            env={**environment(self.folder), **who},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Put files into the work tree."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(
        self,
        files: Mapping[str, str | bytes] | None = None,
        *,
        day: str = "2026-01-01",
        author: str = AUTHOR,
        message: str = "Change",
    ) -> str:
        """Write files, commit everything that is in the work tree, and give the id."""
        self.write(files or {})
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day, author=author)
        return self.git("rev-parse", "HEAD")
