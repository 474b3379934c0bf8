"""Changes in a profile's own text: only what is changed is written, every other byte stays."""

__all__ = [
    "answered",
    "answers",
    "confirming",
    "fixing",
    "form",
    "form_document",
    "given",
    "going_on",
    "migration",
    "profile_text",
    "written",
]
