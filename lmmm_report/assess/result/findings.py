"""Criteria applied to a profile: exactly one finding for each, with the facts read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.result.basis import stands_on
from lmmm_report.domain.assessment import ContradictionFinding, Fact, Finding, Outcome
from lmmm_report.domain.facts import EXISTS, Between
from lmmm_report.domain.format import ALIVE, THERE
from lmmm_report.domain.model import Criterion, Model
from lmmm_report.domain.profile import (
    COMPANION_ENDINGS,
    Declaration,
    Evidence,
    FactValue,
    Path,
    Profile,
    value_at,
)


def find(profile: Profile, model: Model) -> tuple[Finding, ...]:
    """Apply every criterion of ``model`` to ``profile``, in the model's order."""
    reader = FactReader(profile)
    declared = {d.criterion: d for d in profile.declarations}
    return tuple(_finding(c, profile, model, reader, declared.get(c.id)) for c in model.criteria)


def find_contradictions(profile: Profile, model: Model) -> tuple[ContradictionFinding, ...]:
    """The contradictions whose facts are stated and clash, in the model's order."""
    reader = FactReader(profile)
    clashes = []
    for contradiction in model.contradictions:
        verdict = ask(contradiction.condition, profile.facts, model.limits)
        if verdict.value is True:
            clashes.append(ContradictionFinding(contradiction=contradiction, facts=reader.stated(verdict.support)))
    return tuple(clashes)


def _finding(
    criterion: Criterion, profile: Profile, model: Model, reader: FactReader, declaration: Declaration | None
) -> Finding:
    verdict = ask(criterion.condition, profile.facts, model.limits)
    observed = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNKNOWN}[verdict.value]
    around = model.derivations_for(criterion.id)
    derivation, case = around[verdict.deciding] if around and verdict.deciding is not None else (None, None)
    basis, hearsay = stands_on(criterion.condition, verdict.value, profile, model)
    set_aside = declaration is not None and declaration.state == "not_applicable"
    return Finding(
        criterion=criterion,
        outcome=Outcome.NOT_APPLICABLE if set_aside else observed,
        observed=observed,
        facts=reader.stated(verdict.support),
        missing=reader.missing(verdict.missing),
        declaration=declaration,
        derivation=derivation,
        case=case,
        basis=basis,
        hearsay=hearsay,
    )


class FactReader:
    """Turns paths that a condition has read into facts with their places, values and evidence."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._evidence: dict[Path, list[Evidence]] = {}
        for evidence in profile.evidence:
            self._evidence.setdefault(evidence.path, []).append(evidence)

    def stated(self, paths: Iterable[Path]) -> tuple[Fact, ...]:
        """Facts for paths that hold a value, each statement once."""
        return tuple(self._stated(path) for path in dict.fromkeys(self._origins(paths)))

    def missing(self, paths: Iterable[Path]) -> tuple[Fact, ...]:
        """Facts for paths that hold none, each once; their place is where they would have to be written."""
        return tuple(
            Fact(path=self.label(path), place=self._profile.place(path), stated=False)
            for path in self._statements(paths)
        )

    def label(self, path: Path) -> str:
        """The path of a fact as text: items by their own name, else by their number from 1."""
        return label_of(self._profile, self._profile.as_written(path))

    def _origins(self, paths: Iterable[Path]) -> Iterator[Path]:
        """What was said: the statements that facts follow from; of all that is denied with a group, the group."""
        for path in paths:
            denied = _denied(self._profile, statement_of(path))
            if denied is None:
                yield from claims_of(self._profile, path)
            else:
                yield denied

    def _statements(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        return tuple(dict.fromkeys(statement_of(path) for path in paths))

    def _stated(self, path: Path) -> Fact:
        value = value_at(self._profile.facts, path)
        age = value_at(self._profile.facts, (*path[:-1], f"{path[-1]}_age")) if path else None
        plain, entries = _plain(value)
        return Fact(
            path=self.label(path),
            place=self._profile.place(path),
            stated=True,
            value=plain,
            entries=entries,
            age_days=age if isinstance(age, int) and plain != "none" else None,
            evidence=self._evidence_for(path),
            unsaid=plain is not None and value_at(self._profile.stated, path) is None and self._by_default(path),
        )

    def _by_default(self, path: Path) -> bool:
        place = self._profile.described.fields.at(path)
        return place is not None and "x-default" in place.node

    def _evidence_for(self, path: Path) -> tuple[Evidence, ...]:
        """Evidence of ``path`` that stands at the nearest item around it."""
        path = self._profile.as_written(path)
        for depth in range(len(path), 0, -1):
            found = [one for one in self._evidence.get(path[:depth], ()) if one.of(path)]
            if found:
                return tuple(found)
        return ()


def label_of(profile: Profile, path: Path) -> str:
    """As `FactReader.label`, of a path that counts the entries as they are written."""
    parts: list[str] = []
    for depth, key in enumerate(path):
        if isinstance(key, int):
            parts.append(f"[{profile.item_names.get(path[: depth + 1], str(key + 1))}]")
        else:
            parts.append(f".{key}" if parts else key)
    return "".join(parts)


def statement_of(path: Path) -> Path:
    """The path of the statement that a prepared fact comes from; any other path as it is."""
    last = path[-1] if path else ""
    if isinstance(last, str):
        if last in (THERE, ALIVE):
            return path[:-1]
        for ending in COMPANION_ENDINGS if last.endswith(COMPANION_ENDINGS) else ():
            if last.endswith(ending) and last != ending:
                return (*path[:-1], last[: -len(ending)])
    return path


def claims_of(profile: Profile, path: Path) -> Iterator[Path]:
    """The statements that a fact follows from: its own, or those that the format takes it from."""
    statement = statement_of(path)
    place = profile.described.fields.at(statement)
    origin = place.node.get("x-from") if place is not None and value_at(profile.stated, statement) is None else None
    if origin is None:
        yield _claim(profile, statement)
        return
    around = statement[:-1]
    if isinstance(origin, str):
        yield (*around, origin)
    elif "stated" in origin:
        yield (*around, origin["stated"])
    else:
        yield from _of_the_entry(profile, (*around, origin["entry"]), origin["field"])


def _of_the_entry(profile: Profile, reference: Path, field: str) -> Iterator[Path]:
    """What names an entry of another list, and what this entry says."""
    yield reference
    place = profile.described.fields.at(reference)
    entries = tuple(place.reference.split(".")) if place is not None else ()
    named = value_at(profile.stated, reference)
    for path, name in profile.item_names.items():
        if path[:-1] == entries and name == named:
            yield (*path, field)


def _claim(profile: Profile, statement: Path) -> Path:
    """A statement, or that of the group around it which is said to exist and no more."""
    while statement and value_at(profile.stated, statement) is None and value_at(profile.facts, statement) is not None:
        if value_at(profile.stated, (*statement[:-1], THERE)) is None:
            break
        statement = statement[:-1]
    return statement


def _denied(profile: Profile, statement: Path) -> Path | None:
    """The widest group around a statement, or itself, that is said not to be there: this denies all that is in it."""
    for depth in range(1, len(statement) + 1):
        if value_at(profile.stated, (*statement[:depth], THERE)) is False:
            return statement[:depth]
    return None


def _plain(
    value: FactValue | None,
) -> tuple[str | int | float | bool | tuple[str | int | float | bool, ...] | None, int | None]:
    """A value as it can be shown: scalars and lists of scalars whole, of other lists the number of entries.

    A group is ``none``, or there and no more: the fields of what does not exist are nothing to count.
    """
    if value is EXISTS:
        return EXISTS.value, None
    if isinstance(value, Between):
        return f"{value.low}–{value.high}", None
    if value is None or isinstance(value, (str, int, float, bool)):
        return value, None
    if isinstance(value, Mapping):
        return "none" if value.get(THERE) is False else None, None
    scalars = tuple(item for item in value if isinstance(item, (str, int, float, bool)))
    return (scalars, None) if len(scalars) == len(value) and value else (None, len(value))
