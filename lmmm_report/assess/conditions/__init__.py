"""Three-valued evaluation of conditions over facts."""

__all__ = ["evaluate", "reads", "remembered"]
