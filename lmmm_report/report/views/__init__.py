"""Everything a template needs, ready to print, in one language."""

__all__ = ["comparison", "findings", "guide", "interview", "persons", "plan", "report", "timeline"]
