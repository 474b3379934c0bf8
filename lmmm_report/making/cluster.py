"""Work on other machines: calls that need nothing but what they are given, on the workers of a Dask cluster.

They go through the interface of `concurrent.futures` that Dask has, so no task needs to know of it. What a worker is
made of is asked before it is given anything, and again with each call, as workers come and go.
"""

from __future__ import annotations

import platform
import re
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from functools import lru_cache
from importlib import metadata
from time import monotonic
from types import TracebackType
from typing import Any, Self

from lmmm_report import __version__
from lmmm_report.making.unit import forget, made_of
from lmmm_report.making.workers import AHEAD, Waiting
from lmmm_report.messages import Message, listing, say
from lmmm_report.problems import Problem, UserError

PATIENCE = 10.0
"""Seconds to wait for a scheduler, and for its first worker."""
LONELY = 60.0
"""Seconds to wait for a worker after the last one has gone."""
_ADDRESS = re.compile(r"(dask|tls)://((?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5})/?")
_DECIDING = ("Jinja2", "markdown-it-py", "nh3", "pydyf", "weasyprint")
"""Packages whose versions decide on the bytes of reports."""
_ONE_AT_A_TIME = threading.Lock()
"""A worker may have several threads; what is made here is made in one."""


class OtherWorker(Exception):  # noqa: N818 - it says what there is
    """A worker is made of something else. Arguments: what, as it is there, as it should be."""


def is_address(text: str) -> bool:
    """Whether a text is an address as `Cluster` takes it: ``dask://host:port`` or ``tls://host:port``."""
    return _ADDRESS.fullmatch(text) is not None


class Cluster:
    """Makes calls on the workers of the cluster at ``address``; ``recipe``: as `Recipe.sent` has it.

    The same interface as `Workers`. A context: leaving it takes back what nobody waits for any more, and lets the
    cluster be. Raises `UserError` if there is no cluster, if a worker has another program, model or templates, or if
    the cluster is lost; what other calls raise is raised by `next`.
    """

    def __init__(self, address: str, recipe: bytes) -> None:
        self._address = address
        self._recipe = recipe
        self._expected = described_anew(recipe)
        self._client = _client(address)
        self._waiting: deque[Waiting] = deque()
        try:
            self._look_at_workers()
            self._executor: Any = self._client.get_executor(pure=False, retries=2)
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executor.shutdown(wait=False)
        self._client.close()

    @property
    def room(self) -> bool:
        """Whether more can be added without piling up."""
        return len(self._waiting) < max(1, self._count()) * AHEAD

    def add(self, call: Callable[[Any], Any], argument: Any, *, here: bool = False) -> None:
        """Take on one call; ``here``: in this process, when its turn comes."""
        future = None
        if not here:
            try:
                future = self._executor.submit(_checked, self._recipe, self._expected, call, argument)
            except (OSError, RuntimeError) as error:
                raise self._lost() from error
        self._waiting.append(Waiting(call, argument, future))

    def __len__(self) -> int:
        """How many results are to come."""
        return len(self._waiting)

    def next(self) -> Any:
        """The result of what was added first."""
        from distributed import KilledWorker

        one = self._waiting.popleft()
        if one.future is None:
            return one.call(one.argument)
        try:
            return self._result(one.future)
        except OtherWorker as error:
            raise self._refused([_difference(self._address, *error.args)]) from error
        except KilledWorker as error:
            raise self._problem(say("making.cluster_killed"), say("making.cluster_killed_cure")) from error
        except (CancelledError, OSError) as error:
            raise self._lost() from error

    def _result(self, future: Future[Any]) -> Any:
        lonely_since: float | None = None
        while True:
            try:
                return future.result(timeout=5)
            except TimeoutError:
                if future.done():
                    raise
            if self._client.status != "running":
                raise self._lost()
            lonely_since = None if self._count() else lonely_since or monotonic()
            if lonely_since is not None and monotonic() - lonely_since > LONELY:
                raise self._no_workers()

    def _count(self) -> int:
        """How many workers there are."""
        try:
            return len(self._client.nthreads())
        except (OSError, RuntimeError) as error:
            raise self._lost() from error

    def _look_at_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            answers = self._client.run(described_anew, self._recipe, on_error="return")
        except TimeoutError as error:
            raise self._no_workers() from error
        except OSError as error:
            raise self._lost() from error
        differences = []
        for worker, answer in sorted(answers.items()):
            if isinstance(answer, OSError):
                continue  # it has gone meanwhile
            if not isinstance(answer, dict):
                differences.append(say("making.cluster_without", worker=worker))
                continue
            for what, expected in self._expected.items():
                if answer.get(what) != expected:
                    differences.append(_difference(worker, what, answer.get(what) or "–", expected))
                    break
        if differences:
            raise self._refused(differences)

    def _refused(self, differences: list[Message]) -> UserError:
        shown = listing(differences[:3], "; ")
        more = len(differences) - 3
        message = (
            say("making.cluster_differs_more", workers=shown, more=more)
            if more > 0
            else say("making.cluster_differs", workers=shown)
        )
        return self._problem(message, say("making.cluster_differs_cure"))

    def _no_workers(self) -> UserError:
        return self._problem(say("making.cluster_empty"), say("making.cluster_empty_cure"))

    def _lost(self) -> UserError:
        return self._problem(say("making.cluster_lost"), say("making.cluster_lost_cure"))

    def _problem(self, message: Message, cure: Message) -> UserError:
        return _problem(self._address, message, cure)


@lru_cache(maxsize=1)
def described(recipe: bytes) -> Mapping[str, str]:
    """What decides on the bytes that this process makes by a recipe, by name; the recipe as it was sent."""
    versions = {"lmmm-report": __version__, "Python": ".".join(platform.python_version_tuple()[:2])}
    for package in _DECIDING:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            versions[package] = ""
    return versions | made_of(recipe)


def described_anew(recipe: bytes) -> Mapping[str, str]:
    """The same as it is now: a worker may have begun before a model or a template was changed."""
    described.cache_clear()
    forget()
    return described(recipe)


def _checked(recipe: bytes, expected: Mapping[str, str], call: Callable[[Any], Any], argument: Any) -> Any:
    """Make a call on a worker, if it is made of what it should be."""
    with _ONE_AT_A_TIME:
        there = described(recipe)
        for what, wanted in expected.items():
            if there.get(what) != wanted:
                raise OtherWorker(what, there.get(what) or "–", wanted)
        return call(argument)


def _difference(worker: str, what: str, theirs: str, ours: str) -> Message:
    # Of hashes the beginning tells enough.
    return say("making.cluster_difference", worker=worker, what=what, theirs=theirs[:12], ours=ours[:12])


def _client(address: str) -> Any:
    found = _ADDRESS.fullmatch(address)
    assert found is not None
    try:
        import logging
        import warnings

        from distributed import Client
        from distributed.versions import VersionMismatchWarning
    except ImportError as error:
        raise _problem(address, say("making.cluster_extra"), say("making.cluster_extra_cure")) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said by us
    warnings.filterwarnings("ignore", category=VersionMismatchWarning)
    opened: Any = Client  # it has no types
    try:
        return opened(
            f"{'tls' if found[1] == 'tls' else 'tcp'}://{found[2]}",
            timeout=PATIENCE,
            set_as_default=False,
            name="lmmm-report",
        )
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise _problem(address, say("making.cluster_away"), say("making.cluster_away_cure")) from error


def _problem(address: str, message: Message, cure: Message) -> UserError:
    return UserError(Problem(file=address, message=message, hint=cure, code="cluster"))
