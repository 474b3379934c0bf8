"""A company's lead management as a maturity report: profile in, position, gap and plan out."""

__version__ = "0.1.0"
