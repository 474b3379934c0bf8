"""Everything a template needs, ready to print, in one language."""

__all__ = [
    "ahead",
    "answers",
    "comparison",
    "figures",
    "findings",
    "guide",
    "interview",
    "numbers",
    "persons",
    "plan",
    "plan_shapes",
    "report",
    "timeline",
]
