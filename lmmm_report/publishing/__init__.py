"""Many files put in their places as one step, one by one with a journal or as a whole folder."""

__all__ = ["exchange", "names", "published", "workplace"]
