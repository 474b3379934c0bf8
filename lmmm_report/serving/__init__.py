"""Pages to a browser on the same machine, which learns at once when one of them is made anew or cannot be made."""

__all__ = ["news", "server"]
