"""How much the result hangs on single facts: which would change the cell if they were wrong, which gates lack one."""

from typing import NamedTuple

from lmmm_report.domain.effect import Change
from lmmm_report.domain.profile import Evidence, Place


class FragileFact(NamedTuple):
    """A stated fact that the proven cell rests on."""

    path: str
    place: Place
    evidence: tuple[Evidence, ...]
    cell: tuple[int, int]
    """The proven cell if the fact were wrong and nothing stood in its place."""
    lost: int
    """Stages lost on both axes together, at least 1."""
    criteria: tuple[str, ...]
    """Ids of the gates that would no longer be met."""


class NearGate(NamedTuple):
    """A gate on the way to the target that one change of one fact would close."""

    criterion: str
    change: Change
    path: str
    """Where, as text: entries by their own names."""
    place: Place


class Sensitivity(NamedTuple):
    """Both lists: fragile facts by what they would cost, near gates in the order of the path."""

    fragile: tuple[FragileFact, ...]
    near: tuple[NearGate, ...]
