"""The program in foreign surroundings: encodings, closed and full outputs, signals, bytes that are no text."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NORDWERK = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"
COMMAND = [sys.executable, "-m", "lmmm_report"]
SETTINGS = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "iso-8859-1"},
    {"PYTHONIOENCODING": "ascii:strict"},
]


def env(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "LMMM_REPORT_LANG": "en", **more}


def call(*args: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    options = {"env": env(), "capture_output": True, "stdin": subprocess.DEVNULL, **options}
    return subprocess.run([*COMMAND, *map(os.fspath, args)], check=False, **options)  # type: ignore[call-overload,arg-type,no-any-return]


def shell(script: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """A line of the shell in which ``lmmm-report`` is the program, with its exit code."""
    line = script.replace("lmmm-report", " ".join(COMMAND))
    options = {"env": env(), "capture_output": True, **options}
    return subprocess.run(["bash", "-c", line], check=False, **options)  # type: ignore[call-overload,no-any-return]


def in_terminal(*args: object, **settings: str) -> tuple[int, bytes]:
    """Exit code and output of a call whose output is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(os.fspath, args)], stdin=theirs, stdout=theirs, stderr=theirs, env=env(**settings)
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 10_000):
            said += part
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return process.wait(), said


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_pipes_and_files_get_utf8(setting: dict[str, str], tmp_path: Path) -> None:
    done = call("assess", NORDWERK, "--lang", "de", env=env(**setting))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Führung" in done.stdout.decode() or "ü" in done.stdout.decode()
    new = tmp_path / "new.yaml"
    with new.open("wb") as file:
        done = call(
            "init",
            "--lang",
            "de",
            env=env(**setting),
            stdout=file,
            stdin=None,
            input="Müller €\n".encode(),
            capture_output=False,
        )
    assert done.returncode == 0
    assert 'name: "Müller €"' in new.read_text(encoding="utf-8")
    assert call("validate", new, env=env(**setting)).returncode == 0


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1", "cp437", "utf-8"])
def test_a_terminal_gets_what_it_can_show(encoding: str) -> None:
    code, said = in_terminal("plan", NORDWERK, "--lang", "de", PYTHONIOENCODING=encoding)
    assert code == 0
    assert "ü".encode(encoding) in said
    assert b"Traceback" not in said
    said.decode(encoding)


def test_a_message_reaches_a_poor_terminal(tmp_path: Path) -> None:
    code, said = in_terminal("validate", tmp_path / "żółw.yaml", PYTHONIOENCODING="iso-8859-1")
    assert code == 1
    assert str(tmp_path).encode() + b"/?\xf3?w.yaml" in said
    assert b"the file does not exist" in b" ".join(said.split())


@pytest.mark.parametrize("command", [f"assess {NORDWERK}", "--help", "init --template", "schema", "model"])
class TestOutputs:
    def test_a_full_disk(self, command: str) -> None:
        done = shell(f"lmmm-report {command} > /dev/full")
        assert done.returncode == 1
        assert done.stderr.decode().splitlines() == ["the result cannot be printed: the disk is full"]

    def test_a_closed_output(self, command: str) -> None:
        done = shell(f"lmmm-report {command} >&-")
        assert done.returncode == 1
        closed = "the result cannot be printed: nothing can be written there, it is closed"
        assert done.stderr.decode().splitlines() == [closed]

    def test_a_reader_who_leaves(self, command: str) -> None:
        done = shell(f"set -o pipefail; (sleep 0.1; lmmm-report {command}) | true")
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", ["2>&-", "2> /dev/full", "2>&- >&- <&-", "2> >(true)"])
def test_nowhere_to_complain(closed: str, tmp_path: Path) -> None:
    assert shell(f"lmmm-report validate {tmp_path}/missing.yaml {closed}").returncode == 1
    assert shell(f"lmmm-report nonsense {closed}").returncode == 2
    done = shell(f"lmmm-report build {NORDWERK} -o {tmp_path}/out --format json {closed}")
    assert done.returncode == 0
    assert (tmp_path / "out" / "nordwerk-fluidtechnik.json").read_bytes().startswith(b"{")


def test_output_options_that_are_no_files(tmp_path: Path) -> None:
    plan = f"lmmm-report -q plan {NORDWERK} --format csv -o"
    wanted = shell(f"lmmm-report plan {NORDWERK} --format csv").stdout
    assert wanted
    assert shell(f"{plan} /dev/stdout").stdout == wanted
    assert shell(f"{plan} >(cat); wait").stdout == wanted
    assert shell(f"echo before > {tmp_path}/x; {plan} /dev/stdout >> {tmp_path}/x").returncode == 0
    assert (tmp_path / "x").read_bytes() == b"before\n" + wanted
    done = shell(f"{plan} /dev/full")
    assert done.returncode == 1
    assert b"the disk is full" in done.stderr


class TestNoText:
    def test_a_name_of_bytes(self, tmp_path: Path) -> None:
        name = os.fsencode(tmp_path) + b"/m\xfcller.yaml"
        Path(os.fsdecode(name)).write_bytes(NORDWERK.read_bytes())
        for args in (["validate", name], ["build", name, "-o", "x"], ["validate", tmp_path]):
            done = call(*args, cwd=tmp_path)
            assert (done.returncode, done.stdout) == (1, b"")
            assert done.stderr.decode().splitlines() == [
                f"{tmp_path}/m\\udcfcller.yaml: this name is no text in UTF-8",
                "  rename the file or folder",
            ]
        assert not (tmp_path / "x").exists()

    def test_the_name_of_a_company(self, tmp_path: Path) -> None:
        done = call("init", tmp_path / "x.yaml", stdin=None, input=b"M\xfcller\n")
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"no text in UTF-8" in done.stderr
        assert not (tmp_path / "x.yaml").exists()

    @pytest.mark.parametrize("text", [b"", b"\n", b"a\x00b\n", b"\x1b[31m\n", "\u202eabc\n".encode()])
    def test_names_that_no_profile_may_have(self, text: bytes) -> None:
        done = call("init", stdin=None, input=text)
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"Traceback" not in done.stderr

    def test_an_address_of_the_schema_cannot_state_facts(self) -> None:
        done = call("init", "--template", "--schema", "x\nformat: 1")
        assert (done.returncode, done.stdout) == (1, b"")


def heard() -> None:
    """The tests themselves may have been started with Ctrl-C ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class TestSignals:
    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_at_the_prompt(self, number: int, code: int) -> None:
        process = subprocess.Popen(
            [*COMMAND, "init"], stdin=-1, stdout=-1, stderr=-1, env=env(), bufsize=0,
            preexec_fn=heard,  # noqa: PLW1509
        )  # fmt: skip
        assert process.stderr is not None
        assert process.stderr.read(5) == b"Name "
        process.send_signal(number)
        out, err = process.communicate()
        assert (process.returncode, out, err) == (code, b"", b"of the company: stopped\n")

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_during_a_build(self, number: int, code: int, tmp_path: Path) -> None:
        out = tmp_path / "out"
        process = subprocess.Popen(
            [*COMMAND, "build", ROOT / "configs", "-o", out, "--format", "html,json"], stdout=-1, stderr=-1, env=env(),
            preexec_fn=heard,  # noqa: PLW1509
        )  # fmt: skip
        while not list(out.glob(".lmmm-report/new/*.html")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        _, err = process.communicate()
        assert (process.returncode, err) == (code, b"stopped\n")
        assert not out.exists()

    def test_a_signal_that_is_ignored_stays_so(self) -> None:
        done = shell(f"trap '' INT; lmmm-report assess {NORDWERK} & sleep 0.3; kill -INT $!; wait $!")
        assert done.returncode == 0

    @pytest.mark.long
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_at_any_time(self, number: int, tmp_path: Path) -> None:
        """As soon as `main` has signals in hand: an own process that sends itself the signal at the nth call."""
        script = (
            "import os, sys, signal\n"
            "left = int(sys.argv.pop(1))\n"
            "from lmmm_report.cli.main import main\n"
            "def count(frame, event, arg):\n"
            "    global left\n"
            "    left -= 1\n"
            "    if left == 0:\n"
            "        sys.setprofile(None)\n"
            "        os.kill(os.getpid(), int(sys.argv.pop(1)))\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "sys.setprofile(count)\n"
            "main(sys.argv[2:])\n"
        )
        codes = []
        out = tmp_path / "out"
        for calls in (*range(200, 900, 50), *[int(1_000 * 1.3**n) for n in range(45)]):
            done = subprocess.run(
                [sys.executable, "-c", script, str(calls), str(int(number)), "build", NORDWERK, "-o", out, "--format", "json"],
                capture_output=True, env=env(), check=False,
            )  # fmt: skip
            codes.append(done.returncode)
            assert done.returncode in {0, 128 + number}, (calls, done.stderr)
            if done.returncode:
                assert done.stderr in {b"", b"stopped\n"}, calls
                assert not out.exists()
            else:
                break
        assert codes[-1] == 0
        assert len(codes) > 20
