"""Changes in a profile's own text: only what is changed is written, every other byte stays."""

__all__ = ["confirming", "fixing", "migration", "profile_text"]
