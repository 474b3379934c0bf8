"""Persons by their roles: in what is shown of a profile, the name of each person that it names gives way to the role.

What is looked for are the names that stand where the format has a place for persons: who recorded the profile, who was
asked, on whose word something is stated, who decided. They are replaced wherever they occur as whole words, also in
notes and in the profile's own lines, and also by address and by surname alone. A name that only stands in running text
is not known to be one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from lmmm_report.domain.measure import Text
from lmmm_report.domain.profile import Profile

Shown = TypeVar("Shown")

_INITIALS = re.compile(r"[A-Z]{2,6}")
"""CEO, CRO, VP: short for a role."""
_SAME = (
    (re.compile(r"(?:leiter|führer)(?:in|:in|\*in|/in)?\b|führung\b"), "leitung"),
    (re.compile(r"\b(?:ceo|managing director|general manager)\b"), "general management"),
)
"""Words for whoever has a role, and the words of the role."""
_COMPOUND = re.compile(r"s?leitung")
_TITLE = r"(?:Herrn?|Frau|Mr\.?|Mrs\.?|Ms\.?|Dr\.|Prof\.)"
_TITLES = re.compile(rf"^(?:{_TITLE}\s+)+")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
_BESIDE = re.compile(r"<\s*>|\(\s*\)|\([^)]*\)")
"""What is left where an address stood, and what is added to a name in brackets."""
_MONTHS = frozenset({"april", "august", "march", "may", "mai", "märz", "june", "juni", "juli"})
"""Surnames that say a time as well: alone they are not taken for somebody, or dates would be torn."""
_SMALL_WORDS = frozenset({"of", "the", "des", "der", "und", "and"})


def masked(shown: Shown, profile: Profile, somebody: str) -> Shown:
    """A view or a document of ``profile`` without names; ``somebody`` stands for persons without a role."""
    roles = roles_of(profile)
    if not roles:
        return shown
    spelled = _spelled(roles, profile.company.name)
    names = sorted(spelled, key=lambda name: (-len(name), name))
    any_name = "|".join(map(re.escape, names))
    found = re.compile(rf"(?<!\w)<?(?:{_TITLE} )*({any_name})(?!\w)>?")
    letter = re.compile(rf"(?:\[([^\]]*)\]\(<?)?mailto:(?:{any_name})[^\s)>]*(?(1)>?\))", re.IGNORECASE)
    twice = re.compile(rf"({'|'.join(re.escape(role) for role in {*roles.values(), somebody} if role)}) \(\1\)")

    def mask(text: str) -> str:
        # Without its address a link leads nowhere: what is left of it is its text.
        told = letter.sub(lambda link: link[1] or "", text) if "mailto:" in text.casefold() else text
        told = found.sub(lambda name: spelled[name[1]] or somebody, told)
        return twice.sub(r"\1", told) if told != text else text

    result: Shown = _over(shown, mask)
    return result


def _spelled(roles: Mapping[str, str], company: str) -> Mapping[str, str]:
    """The role of each person by everything that the person may be called: the whole name, the address, the surname.

    What two of different roles are called says no role.
    """
    spelled = dict(roles)
    for name, role in roles.items():
        for called in _called(name):
            if called not in roles and called not in company:
                spelled[called] = role if spelled.get(called, role) == role else ""
    return spelled


def _called(name: str) -> Iterator[str]:
    """What a person with this name is called as well."""
    yield from _ADDRESS.findall(name)
    plain = _TITLES.sub("", _BESIDE.sub(" ", _ADDRESS.sub(" ", name)).strip())
    last, comma, first = (part.strip() for part in plain.partition(","))
    words = last.split()
    if not words or not words[-1][:1].isupper() or _INITIALS.fullmatch(words[-1]):
        return
    surname = last if comma else words[-1]
    if comma or len(words) > 1:
        yield f"{first} {last}" if comma else plain
    if len(surname) > 2 and surname.casefold() not in _MONTHS:
        yield from (surname, f"{surname}s")


def roles_of(profile: Profile) -> Mapping[str, str]:
    """The role of each person that the profile names; empty where it names none."""
    people = [(one.name, one.role) for one in profile.assessors]
    people += [(one.name, one.role) for one in profile.participants if one.name]
    roles = {role.casefold() for _, role in people if role}
    found = dict(people)
    for name in _named(profile):
        if name and name not in found and not _is_role(name, roles):
            found[name] = ""
    return {name: role for name, role in found.items() if name not in profile.company.name}


def holders_of(profile: Profile, roles: Mapping[str, Text]) -> Mapping[str, str]:
    """Who has a role, by the role's id, where the profile names the person: several with commas between them.

    ``roles``: the names of the model's roles by id. Somebody who was asked has a role whose name in any language, or
    whose id, is what the profile says of him or her: in any order of words, and as -leiter, -führer, -leiterin as well.
    """
    known = {role_words(name): role for role, names in roles.items() for name in (role, *names.values())}
    found: dict[str, list[str]] = {}
    for one in profile.participants:
        role = known.get(role_words(one.role)) if one.name and one.role else None
        if role is not None and one.name not in found.setdefault(role, []):
            found[role].append(one.name)
    return {role: ", ".join(names) for role, names in found.items()}


def role_words(said: str) -> frozenset[str]:
    """The words of a role's name, without what does not tell one from another."""
    text = said.casefold()
    for called, role in _SAME:
        text = called.sub(role, text)
    text = _COMPOUND.sub(" leitung ", text)
    return frozenset(re.findall(r"\w+", text)) - _SMALL_WORDS


def _is_role(words: str, roles: set[str]) -> bool:
    """Whether words say what somebody is, not who: a role that is named elsewhere, initials, or no name in capitals."""
    return words.casefold() in roles or bool(_INITIALS.fullmatch(words)) or words[:1].islower()


def _named(profile: Profile) -> Iterator[str]:
    """Whoever is named as the one who said, decided or declared something."""
    yield profile.basis.said_by
    yield from (word.said_by for word in profile.words.values())
    yield from (one.said_by for one in profile.withheld)
    yield from (hurt.source.said_by for hurt in profile.hurts)
    yield from (decision.by for decision in profile.decisions)
    yield from (declaration.by for declaration in profile.declarations)
    yield from (row.source.said_by for row in profile.figures.funnel)
    yield from (rate.source.said_by for rate in profile.figures.rates)


def _over(value: Any, mask: Callable[[str], str]) -> Any:
    """The same value with each text in it masked; keys stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, tuple):
        parts = [_over(part, mask) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, list):
        return [_over(part, mask) for part in value]
    if isinstance(value, Mapping):
        return {key: _over(part, mask) for key, part in value.items()}
    return value
