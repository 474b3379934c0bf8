"""Everything a template needs, ready to print, in one language."""

__all__ = ["findings", "persons", "plan", "report"]
