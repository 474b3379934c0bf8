"""A format of profiles as the program knows it: what may be stated at each place, and what is prepared from it.

`lmmm_report.load.schema` reads it from a JSON Schema; preparing facts and carrying out measures need it.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

Schema = Mapping[str, Any]

Sense = Literal["past", "ahead", "end"]
"""What a time is asked for: when something happened, when it is to happen, or when it ends."""

FactKind = Literal["text", "integer", "number", "boolean", "list", "object"]

NO_FACTS = frozenset({"format", "assessment", "documents", "problems", "figures", "declarations", "plan", "measures"})
"""The parts of a profile that conditions may not read."""

COMPANIONS: Mapping[str, str] = MappingProxyType(
    {"date": "_age", "duration": "_hours", "every": "_days", "share": "_percent"}
)
"""The ending of the whole number that stands beside a time, a time limit, a rhythm or a share, by the schema's
``x-type``."""
MONTHS, LIVED, RECENT = "_months", "_lived", "_recent"
"""What stands beside a time as well: the months begun since; beside one with a rhythm, whether it is lived as a
practice, and whether it is recent enough as an occasion."""
THERE, ALIVE = "there", "alive"
"""What stands in a group: whether there is such a thing; in a paper with mutual promises, whether it is alive."""


LINE = 200
"""A text for which the format has no more characters is one line by nature: a name, a role, a title, a word."""


class Field(NamedTuple):
    """One place of the format: what may stand there and what it means."""

    kind: FactKind
    none_allowed: bool = False
    """Whether the word ``none`` may stand here. A text may always be ``none`` unless it is required."""
    required: bool = False
    type_mark: str = ""
    """``date``, ``duration``, ``every`` or ``share``; empty for all else."""
    future: bool = False
    """Whether a date may lie after the date of the assessment."""
    choices: tuple[str, ...] = ()
    key: str = ""
    """In a list of objects, the field that tells the items apart."""
    reference: str = ""
    """Dotted way to the list whose items this text names."""
    reference_also: tuple[str, ...] = ()
    """Words that may stand in place of such a name."""
    name: str = ""
    """In a list of objects and its entries, the field that an entry states which is its name alone."""
    form: bool = False
    """Whether this is a word of a form (``count``, ``basis`` …) and no fact."""
    only: int = 0
    """The last version of the format that has this field; 0 where the newest has it."""
    only_cure: str = ""
    """Key of the message that says what stands in its place."""
    title: str = ""
    node: Schema = MappingProxyType({})
    """The schema's own entry, references resolved one level deep."""
    item: "Field | None" = None
    fields: "Mapping[str, Field]" = MappingProxyType({})

    def at(self, path: Sequence[str | int]) -> "Field | None":
        """The field at the end of ``path`` (an index steps into a list), `None` if the format has no such place."""
        here: Field | None = self
        for step in path:
            if here is None:
                return None
            here = here.item if isinstance(step, int) else here.fields.get(step)
        return here

    @property
    def sense(self) -> Sense:
        """What a time here tells: when something happened, when it is to happen, or until when it lasts."""
        if self.node.get("x-end"):
            return "end"
        return "ahead" if self.future else "past"

    @property
    def one_line(self) -> bool:
        """Whether a free text here is one line by nature, so that breaks in it are nothing but blanks."""
        free = self.kind == "text" and not self.choices and "pattern" not in self.node
        return free and self.node.get("maxLength", LINE + 1) <= LINE

    @property
    def exact(self) -> bool:
        """Whether a date has to be an exact day."""
        return "pattern" in self.node


class ProfileFormat:
    """A format of profiles: its JSON Schema, and the same as a tree of fields. Each is equal to itself alone."""

    __slots__ = ("fields", "schema", "spelled")

    def __init__(self, *, schema: Schema, spelled: Schema, fields: Field) -> None:
        self.schema: Final = schema
        """As the file has it."""
        self.spelled: Final = spelled
        """With the forms at every place: what a profile is held against."""
        self.fields: Final = fields

    @property
    def rhythms(self) -> Mapping[str, Any]:
        """How long something counts as lived, by its rhythm; ``""`` where none is stated."""
        table: Mapping[str, Any] = self.schema.get("x-rhythms", {})
        return table

    def fact_sections(self) -> tuple[str, ...]:
        """The top-level keys that hold facts, in the order of the format."""
        return tuple(name for name in self.fields.fields if name not in NO_FACTS)


def may_be_told(field: Field) -> bool:
    """Whether a text can be stated as ``exists``: free texts and time limits, no names, choices, times and shares."""
    if field.kind != "text" or field.choices or field.form:
        return False
    return field.type_mark == "duration" or not (field.type_mark or "pattern" in field.node)


def companions_of(field: Field) -> tuple[str, ...]:
    """The endings of the facts that are prepared beside a statement of ``field``."""
    if not field.type_mark:
        return ()
    if field.type_mark != "date":
        return (COMPANIONS[field.type_mark],)
    return ("_age", MONTHS, LIVED, RECENT) if "x-lived" in field.node else ("_age", MONTHS)
