"""The frames of a picture file: its pages, if it is a TIFF of several."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence

from indexer.extract.scans.image import MAX_PIXELS, PageImage

FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")
MAX_SOURCE_PIXELS = 64_000_000
"""A larger picture is left out: decoding it would need too much memory."""

MIN_WIDTH = 1_600
"""A narrower picture, such as a screenshot, is enlarged to about this width: its letters are too small."""

MAX_ENLARGEMENT = 3

Image.init()  # a locked process cannot import the formats


def picture_images(data: bytes, media_type: str) -> Iterator[PageImage]:
    """Yield the pages of a TIFF, or the first frame of another picture. Raises OSError for a damaged picture."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
            if number > count:
                return
            if frame.width * frame.height <= MAX_SOURCE_PIXELS:
                gray = _gray(frame)
                yield PageImage(media_type, number, count, gray.width, gray.height, gray.tobytes())


def _gray(frame: Image.Image) -> Image.Image:
    """Return a picture upright, in gray on white, in a size that suits text recognition."""
    upright = ImageOps.exif_transpose(frame)
    if upright.has_transparency_data:
        colors = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", colors.size, "white"), colors)
    gray = upright.convert("L")
    enlargement = min(MAX_ENLARGEMENT, MIN_WIDTH / gray.width)
    scale = min(max(1.0, enlargement), math.sqrt(MAX_PIXELS / (gray.width * gray.height)))
    return gray if scale == 1 else gray.resize((max(1, round(gray.width * scale)), max(1, round(gray.height * scale))))
