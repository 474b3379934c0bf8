"""The JSON Schema of profiles: what a value may be, checked and worded."""

__all__ = [
    "answers",
    "decode",
    "format",
    "forms",
    "lines",
    "lookalikes",
    "meant",
    "nearest",
    "offered",
    "text",
    "typed",
    "validation",
    "wording",
]
