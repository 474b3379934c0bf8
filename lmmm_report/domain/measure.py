"""Measures: what a company can do so that criteria become met, with effort and effects."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.domain.condition import Condition, Example
from lmmm_report.domain.effect import Effect
from lmmm_report.domain.profile import Place

Text = Mapping[str, str]


class Effort(NamedTuple):
    """Person-days of all who take part: at best, most likely, at worst. ``low <= likely <= high``.

    Efforts are not added end by end: that all goes well, or all goes badly, is what hardly happens (see `Total`).
    """

    low: int
    likely: int
    high: int

    @property
    def expected(self) -> int:
        """The one figure that people read: expected days (see ``domain/totals.py``) in whole days, halves upwards."""
        return (self.low + 4 * self.likely + self.high + 3) // 6


class Total(NamedTuple):
    """Person-days of several measures together; how it is made is said in ``domain/totals.py``.

    ``low <= expected <= high``. ``likely`` is the sum of the likely days and lies where most is a little less than
    expected: estimates leave more room upwards than downwards.
    """

    low: int
    likely: int
    """What a plan is chosen, dated and limited by: the measures' likely days added up."""
    expected: int
    """What people read: the measures' expected days added up."""
    high: int


NO_TOTAL = Total(0, 0, 0, 0)


class SizeClass(NamedTuple):
    """A class of company size; ``up_to`` is its largest number of employees, `None` for the last class."""

    id: str
    name: Text
    up_to: int | None


class Also(NamedTuple):
    """What a measure asks for beyond the days of those who take part, such as a licence."""

    kind: str
    """Key of the model's ``also``."""
    text: Text
    """When it falls due, and what it is."""


class Ease(NamedTuple):
    """That a measure eases one kind of problem, and why."""

    kind: str
    """A word of the profile's format for what a problem is about."""
    why: Text


class Occasion(NamedTuple):
    """Facts for which a measure is worth doing although no gate needs it, and why."""

    when: Condition
    why: Text
    example: Example
    """Facts for which it is meant."""


class Variant(NamedTuple):
    """How a measure is carried out where something is there already. What it leaves open stays as in the measure."""

    id: str
    when: Condition
    example: Example
    """Facts for which it is meant."""
    title: Text
    what: Text
    first_step: Text
    done_when: Text
    efforts: Mapping[str, Effort]
    touches: tuple[str, ...] | None
    """`None` where the measure's own stay."""
    owner: str
    """Empty where the measure's own stays."""
    helpers: tuple[str, ...] | None = None
    """`None` where the measure's own stay."""


class Worded(NamedTuple):
    """The texts of a measure where a company is not as they take it to be; what is left out stays."""

    situation: str
    """Id of one of the model's rephrasings."""
    title: Text
    what: Text
    first_step: Text
    done_when: Text


class Measure(NamedTuple):
    """Something to carry out. Ids are stable and never reused."""

    id: str
    title: Text
    what: Text
    why: Text
    first_step: Text
    done_when: Text
    bridge: Text
    """How it helps both axes; empty where its criteria belong to one."""
    owner: str
    """The one role that is responsible."""
    helpers: tuple[str, ...]
    efforts: Mapping[str, Effort]
    """By id of the size class."""
    weeks: int
    """The least time in calendar weeks, whatever the capacity."""
    after: tuple[str, ...]
    """Ids of criteria that have to be met before."""
    satisfies: tuple[str, ...]
    """Ids of criteria that are met afterwards, whatever the profile said before."""
    effects: tuple[Effect, ...]
    place: Place
    file: str
    also: tuple[Also, ...] = ()
    """What it asks for beyond its effort."""
    touches: tuple[str, ...] = ()
    """What a company may have ruled out or put off so that it is not to be recommended: words of the profile's format
    for the subject of a decision."""
    sizes: tuple[str, ...] = ()
    """Ids of the classes of company size that bear it; empty for all."""
    eases: tuple[Ease, ...] = ()
    """Which kinds of problems it eases, and why."""
    signs: tuple[str, ...] = ()
    """Ids of signs of a lower stage: where one is left over, the measure is worth doing."""
    apart: Text = MappingProxyType({})
    """Why no plan has it of itself, where that is so."""
    occasions: tuple[Occasion, ...] = ()
    variants: tuple[Variant, ...] = ()
    """The first whose condition is true is the one that fits."""
    variant: str = ""
    """Id of the variant that was chosen for a company."""
    worded: tuple[Worded, ...] = ()
    """Whole texts for situations in which a phrase said otherwise is not enough."""

    def fitted(self, variant: Variant) -> "Measure":
        """The measure as this variant has it."""
        return self._replace(
            title=variant.title or self.title,
            what=variant.what or self.what,
            first_step=variant.first_step or self.first_step,
            done_when=variant.done_when or self.done_when,
            efforts=variant.efforts or self.efforts,
            touches=self.touches if variant.touches is None else variant.touches,
            owner=variant.owner or self.owner,
            helpers=tuple(
                helper
                for helper in (self.helpers if variant.helpers is None else variant.helpers)
                if helper != variant.owner
            ),
            variants=(),
            variant=variant.id,
        )
