"""Whether a picture is what its name says, whole, and of a size that can be shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from lmmm_report.messages import Message, say

MOST_PIXELS = 16_000_000
"""As many as a large camera makes: a logo is shown a few centimetres wide."""
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}


def picture_fault(name: str, data: bytes, media_type: str) -> Message | None:
    """What is wrong with a picture; `None` where it can be shown. It is decoded whole, as a browser will do."""
    import warnings

    from PIL import Image, ImageFile

    with warnings.catch_warnings(), _strictly(ImageFile):
        warnings.simplefilter("ignore")  # the size is looked at here
        try:
            with Image.open(io.BytesIO(data), formats=[_FORMATS[media_type]]) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    return say("theme.pixels", name=name, width=width, height=height, most=MOST_PIXELS // 1_000_000)
                picture.load()
        except Image.DecompressionBombError:
            return say("theme.too_many_pixels", name=name, most=MOST_PIXELS // 1_000_000)
        except Exception:  # whatever a decoder meets in a broken file
            return say("theme.broken_picture", name=name)
    return None


@contextmanager
def _strictly(reading: ModuleType) -> Iterator[None]:
    """A picture that ends too early is broken, also where WeasyPrint has told the library to take it."""
    before = reading.LOAD_TRUNCATED_IMAGES
    reading.LOAD_TRUNCATED_IMAGES = False  # type: ignore[attr-defined]
    try:
        yield
    finally:
        reading.LOAD_TRUNCATED_IMAGES = before  # type: ignore[attr-defined]
