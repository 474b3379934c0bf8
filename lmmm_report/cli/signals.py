"""What Ctrl-C and a termination do: while the program starts or ends it leaves at once, while it works it tidies up."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)

Handler = Callable[[int, FrameType | None], object]


class Stopped(BaseException):
    """The user or the system has stopped the program. Passes every handler of errors."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def leave_at_once() -> None:
    """From now on a signal ends the program without a word: nothing has been begun, or all is done."""
    _handle(lambda number, _: os._exit(128 + number))


def stop_the_work() -> None:
    """From now on a signal raises `Stopped`, so that what has been begun is tidied up."""

    def stop(number: int, _: FrameType | None) -> None:
        raise Stopped(number)

    _handle(stop)
    # Raised where Python cannot pass it on (the end of an object's life), it would be printed and forgotten.
    sys.unraisablehook = _end


def _handle(handler: Handler) -> None:
    for number in SIGNALS:
        # Whoever started us may want a signal ignored: nohup, or a job in the background.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _end(unraisable: sys.UnraisableHookArgs) -> None:
    if isinstance(unraisable.exc_value, Stopped):
        os._exit(unraisable.exc_value.exit_code)
    sys.__unraisablehook__(unraisable)
