"""What numbers, dates and lists look like in the languages of the reports, taken from Babel, which has it from CLDR."""

from __future__ import annotations

import json
import re

from babel import Locale

LOCALES = {"de": "de_DE", "en": "en_GB"}
"""The form of dates and numbers for each language."""

NAMES = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}


def locales_json() -> str:
    """The table as JSON, by language."""
    table = {}
    for language, name in LOCALES.items():
        locale = Locale.parse(name)
        symbols = locale.number_symbols["latn"]
        lists = locale.list_patterns["standard"]
        # A program that knows only "one" for 1 and "other" must not be given another language.
        assert [locale.plural_form(n) for n in (0, 1, 2, 5, 11, 21, 101)] == ["other", "one", *["other"] * 5]
        assert lists["start"] == lists["middle"]
        assert locale.decimal_formats[None].grouping == (3, 3)
        table[language] = {
            "decimal": symbols["decimal"],
            "group": symbols["group"],
            "date": re.sub(r"[a-zA-Z]+", lambda found: NAMES[found[0]], locale.date_formats["long"].pattern),
            "months": [locale.months["format"]["wide"][number] for number in range(1, 13)],
            "list": {"two": lists["2"], "middle": lists["middle"], "end": lists["end"]},
        }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"
