"""Scanned pages and pictures as bytes, and the Tesseract that recognizes them."""

import io
import os
from pathlib import Path

import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from catalog.settings import Settings
from indexer.sandbox.tesseract import find_tesseract

FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
PAGE_POINTS = (300, 60)
TITLE_POINTS = 20


def installed_tesseract():
    """Return this machine's Tesseract, with English and Spanish. Without, tests fail under CI, or are skipped."""
    tesseract = find_tesseract(Settings())
    if tesseract and not {"eng", "spa"} <= set(tesseract.languages):
        tesseract = None
    if tesseract is None and os.environ.get("CI"):
        pytest.fail("no Tesseract was found: the tests of text recognition cannot run")
    if tesseract is None:
        pytest.skip("no Tesseract was found: on Debian, apt-get install tesseract-ocr tesseract-ocr-spa")
    return tesseract


def scan(*lines):
    """Return a picture of some lines, as a scanner makes it."""
    picture = Image.new("L", (1250, 250), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), 42)
    for number, line in enumerate(lines):
        draw.text((40, 40 + 56 * number), line, fill=0, font=font)
    return picture


def saved(picture, file_format, **options):
    """Return the bytes of a picture file."""
    stream = io.BytesIO()
    picture.save(stream, file_format, **options)
    return stream.getvalue()


def scanned_pdf(*pages):
    """Return a PDF; a page is a typed text, a picture, or a picture with a text over it.

    A text in capitals is set as large as a title.
    """
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=PAGE_POINTS)
    for page in pages:
        parts = page if isinstance(page, tuple) else (page,)
        for part in parts:
            if isinstance(part, str):
                canvas.setFont("Helvetica", TITLE_POINTS if part.isupper() else 6)
                canvas.drawString(10, 5, part)
            else:
                canvas.drawImage(ImageReader(part), 0, 0, *PAGE_POINTS)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
