"""Earlier states of files, from a git repository that nobody has to trust: objects are read, nothing is run."""

__all__ = [
    "named",
    "repository",
]
