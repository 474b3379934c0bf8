"""A company's profile: read, checked, and turned into facts with places."""

__all__ = [
    "bases",
    "field_reference",
    "fragments",
    "overlay",
    "profile",
    "references",
    "statements",
    "template",
]
