"""The edge of the program: one call in, an exit code out, whatever happens.

Nothing is imported here before signals are in hand: Ctrl-C while the program starts is no fault.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence

from lmmm_report.cli import signals

DONE, MENDABLE, FAULT, INTERRUPTED = 0, 1, 70, 130
"""Exit codes. Beside them 2 for wrong usage, which Click decides, and 143 for a termination."""

LOOKED_THROUGH = 10_000, 3, 3
"""When Python looks for circles that nobody needs any more: after so many new objects, and how often further through
older ones. Of what is new here (modules, model, profile) nearly all stays, so that its own 700, 10, 10 look in vain;
all objects are looked through about as often as by these, so that a batch needs no more memory."""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line as the whole process: standard streams, signals, exit."""
    signals.leave_at_once()
    gc.set_threshold(*LOOKED_THROUGH)
    from lmmm_report.cli import group  # noqa: F401 - what every command needs, while there is nothing to tidy up
    from lmmm_report.cli.streams import prepare_streams

    prepare_streams()
    try:
        signals.stop_the_work()
        code = run(args)
    except signals.Stopped as stopped:
        code = stopped.exit_code
    signals.leave_at_once()
    gc.freeze()  # what is left goes with the process: no need to look through it for circles once more
    sys.exit(code)


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; an error that nobody foresaw is told in one sentence."""
    try:
        return _run(args)
    except (SystemExit, signals.Stopped):
        raise
    except BaseException as error:
        from lmmm_report.cli.console import complain
        from lmmm_report.cli.fault import fault_message

        complain(fault_message(error))
        return FAULT
    finally:
        from lmmm_report.cli.console import speak

        speak(asked="", profile="")  # in whose language this call spoke says nothing of the next one


def _run(args: Sequence[str] | None) -> int:
    import click

    from lmmm_report.cli import console
    from lmmm_report.cli.group import cli
    from lmmm_report.cli.streams import Unwritable
    from lmmm_report.load.files import refuse_no_text
    from lmmm_report.problems import UserError

    try:
        given = sys.argv[1:] if args is None else args
        refuse_no_text([*given, os.environ.get("LMMM_REPORT_MODEL", "")])
        result = cli.main(args=args, prog_name="lmmm-report", standalone_mode=False)
    except UserError as error:
        console.print_problems(error.problems)
        return MENDABLE
    except click.ClickException as error:
        from lmmm_report.cli.help import show

        show(error)
        return error.exit_code
    except Unwritable as error:
        return _unwritable(error.error)
    except (click.Abort, KeyboardInterrupt):
        _say_stopped()
        return INTERRUPTED
    except signals.Stopped as stopped:
        _say_stopped()
        return stopped.exit_code
    return result if isinstance(result, int) else DONE


def _say_stopped() -> None:
    """Say so, unless the signal has broken off an import without which it cannot be said."""
    from lmmm_report.cli import console
    from lmmm_report.messages import say

    with contextlib.suppress(Exception):
        console.complain(say("cli.stopped"))


def _unwritable(error: OSError) -> int:
    """The end of a command whose result could not be printed."""
    from lmmm_report.cli.console import complain
    from lmmm_report.messages import say
    from lmmm_report.output import cause_of

    if isinstance(error, BrokenPipeError):
        # The reader has what it wanted and left (`| head`): nothing is wrong.
        return DONE
    complain(say("cli.closed_output", cause=cause_of(error)))
    return MENDABLE
