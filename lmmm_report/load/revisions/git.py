"""The one module that runs git: plumbing that reads objects, with everything switched off that a repository could run.

A repository brings its own configuration. What of it could start a program (hooks, file system monitor, pager, external
diff, ways to a remote) is overruled by the command line; filters and text conversion are never reached, as no command
here looks at the work tree or prints a patch. Missing objects are not fetched: no protocol is allowed. The user's own
configuration stays, as it says which folders of other owners are safe to read.
"""

from __future__ import annotations

import os
import pathlib
import re
import shlex
from typing import TYPE_CHECKING

from lmmm_report.load.yaml.characters import printable
from lmmm_report.load.yaml.text import shortened
from lmmm_report.messages import Cure, Message, say
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    import subprocess

SECONDS = 120
"""A command that takes longer is stopped: a repository may hold a pipe where git expects a file."""
LIMIT_OUTPUT = 64 * 1024 * 1024
"""Bytes of one answer; the history of a million changes to one file is longer."""

_OFF = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.alternateRefsCommand=",
    "credential.helper=",
    "diff.external=",
    "diff.orderFile=/dev/null",
    "diff.renames=true",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "log.mailmap=false",
    "mailmap.blob=",
    "mailmap.file=/dev/null",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
"""Settings that go before those of the repository."""

_KEPT = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_SSL_CAINFO",
}
"""Variables of git that say where the repository is, as hooks set them; no other one is passed on."""


class GitError(Exception):
    """git has ended with an error; carries what it said."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def ask(folder: pathlib.Path, command: str, *args: str, given: bytes = b"") -> bytes:
    """What ``git command args`` answers in ``folder``.

    Raises `GitError` where git says no, `UserError` where it cannot be run, does not end or says too much.
    """
    import subprocess  # whoever names no revision runs no program
    import tempfile

    program = _program(folder)
    line = [program, "--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"]
    for setting in _OFF:
        line += ["-c", setting]
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
                [*line, command, *args],
                cwd=folder,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        except (OSError, ValueError) as error:
            raise UserError(_problem(folder, say("revisions.no_folder"), say("revisions.no_folder_cure"))) from error
        output = _output(process, folder, given)
        if process.returncode:
            said.seek(0)
            raise GitError(said.read(4000).decode("utf-8", "replace"))
    return output


def _output(process: subprocess.Popen[bytes], folder: pathlib.Path, given: bytes) -> bytes:
    import threading

    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        process.kill()

    def feed() -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(given)
            process.stdin.close()
        except OSError:  # it has ended before it read everything, and says why
            return

    assert process.stdout is not None
    timer, feeder = threading.Timer(SECONDS, stop), threading.Thread(target=feed, daemon=True)
    timer.start()
    feeder.start()
    try:
        output = process.stdout.read(LIMIT_OUTPUT + 1)
        if len(output) > LIMIT_OUTPUT:
            raise UserError(_problem(folder, say("revisions.too_much"), ""))
        process.wait()
    finally:
        timer.cancel()
        if process.poll() is None:
            process.kill()
            process.wait()
        feeder.join()
        process.stdout.close()
    if late:
        raise UserError(_problem(folder, say("revisions.too_long", seconds=SECONDS), ""))
    return output


def refusal(folder: pathlib.Path, failed: GitError) -> UserError:
    """Why git reads nothing in ``folder``, with a cure where there is one."""
    words = failed.words
    if "dubious ownership" in words:
        root = _root_in(words) or folder.resolve()
        cure = say("revisions.not_owned_cure", folder=shlex.quote(printable(str(root))))
        return UserError(_problem(root, say("revisions.not_owned"), cure))
    if "not a git repository" in words:
        return UserError(_problem(folder, say("revisions.none"), say("revisions.none_cure")))
    first = next((line for line in words.splitlines() if line.strip()), "")
    told = shortened(printable(first.removeprefix("fatal: ").strip()), 200)
    return UserError(_problem(folder, say("revisions.failed", said=told), ""))


def _root_in(words: str) -> pathlib.Path | None:
    """The repository whose owner git has refused, as it names it itself: only this place can be allowed."""
    found = re.search(r"repository at '(.+)'$", words, re.MULTILINE)
    return pathlib.Path(found[1]) if found else None


def _program(folder: pathlib.Path) -> str:
    import shutil

    found = shutil.which("git")
    # A name without a folder would be looked for in the folder that is read.
    if found is None or not pathlib.Path(found).is_absolute():
        raise UserError(_problem(folder, say("revisions.no_git"), say("revisions.no_git_cure")))
    return found


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return {
        **own,
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_PROTOCOL_FROM_USER": "0",
    }


def _problem(folder: pathlib.Path, message: Message, hint: Cure) -> Problem:
    return Problem(file=str(folder), message=message, hint=hint, code="revisions")
