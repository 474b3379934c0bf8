"""What a measure writes where a company has yet to say it, in the language of the page.

A plan writes into the profile in the profile's own language; a page in another one has the same words in its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lmmm_report.domain.effect import Change
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Profile


def in_own_words(changes: Iterable[Change], profile: Profile, model: Model, language: str) -> tuple[Change, ...]:
    """The changes with the words of the model in ``language``; what the company has said stays as it is."""
    written = profile.language if profile.language in model.languages else model.languages[0]
    found = tuple(changes)
    if not found or language == written or language not in model.languages:
        return found
    effects = tuple((one.effects, one.variants) for one in model.measures)
    words = {text[written]: text[language] for text in _texts(effects, written)}
    entries = dict(_entries(found, words))
    return tuple(_said(change, words, entries) for change in found)


def _texts(thing: object, written: str) -> Iterator[Mapping[str, str]]:
    """All texts in effects, however deep they lie in them."""
    if isinstance(thing, Mapping):
        if isinstance(thing.get(written), str):
            yield thing
        else:
            for part in thing.values():
                yield from _texts(part, written)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _texts(part, written)


def _entries(changes: Iterable[Change], words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Entries that a measure adds under a name of the model's, by their place; and what the place is called then."""
    for change in changes:
        around, _, _ = change.label.rpartition(".")
        value = change.value
        if isinstance(value, str) and change.before is None and value in words and around.endswith(f"[{value}]"):
            yield around, f"{around[: -len(value) - 1]}{words[value]}]"


def _said(change: Change, words: Mapping[str, str], entries: Mapping[str, str]) -> Change:
    around, dot, key = change.label.rpartition(".")
    label = f"{entries[around]}{dot}{key}" if around in entries else change.label
    value = change.value
    if isinstance(value, str):
        return change._replace(label=label, value=words.get(value, value))
    if isinstance(value, tuple):
        own = change.before if isinstance(change.before, tuple) else ()
        said = (words.get(one, one) if isinstance(one, str) and one not in own else one for one in value)
        return change._replace(label=label, value=tuple(said))
    return change._replace(label=label)
