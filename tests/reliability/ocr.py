"""Reads scanned pages in every condition, and hostile pictures, by text recognition, where Tesseract is installed.

    python -m tests.reliability.ocr

It works in a scratch folder, takes about two minutes, and prints the share of words found and the time. It
exits with 1 if words of a readable page are lost, or if a hostile document is not refused within its limits.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from catalog.errors import ExtractError
from catalog.settings import Settings
from indexer.extract.result import Extraction
from indexer.sandbox.pool import ExtractorPool, Job, Limits
from indexer.sandbox.tesseract import Tesseract, find_tesseract
from tests.reliability.encodings import english, spanish

FONT = str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
LINES, LINE_CHARACTERS = 30, 70
MIN_SHARE = 0.95
"""The share of the words of a readable page that must be found."""

Outcome = Extraction | ExtractError
CONDITIONS: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "clean, 300 dpi": lambda page: page,
    "200 dpi": lambda page: page.resize((page.width * 2 // 3, page.height * 2 // 3)),
    "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(1.5)),
    "gray paper": lambda page: page.point(lambda shade: 90 + shade // 2),
    "on its side": lambda page: page.rotate(90, expand=True),
    "upside down": lambda page: page.rotate(180),
    "fax": lambda page: page.resize((1728, 2200)).convert("1").convert("L"),
}


def page_lines(texts: Iterable[str]) -> list[str]:
    """Return the first words of some texts, in the lines of a page."""
    lines: list[str] = [""]
    for word in re.findall(r"\w+", " ".join(texts)):
        if len(lines[-1]) + len(word) > LINE_CHARACTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:LINES]


def drawn(lines: list[str]) -> Image.Image:
    """Return a page of 8.5 by 11 inches at 300 dpi."""
    page = Image.new("L", (2550, 3300), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 46)
    for number, line in enumerate(lines):
        draw.text((200, 200 + 90 * number), line, fill=0, font=font)
    return page


def pdf(*pages: Image.Image) -> bytes:
    """Return a PDF of scanned pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for page in pages:
        canvas.setPageSize((page.width * 0.24, page.height * 0.24))
        canvas.drawImage(ImageReader(page), 0, 0, page.width * 0.24, page.height * 0.24)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def hostile() -> dict[str, bytes]:
    """Return documents that want too much time or memory."""
    bomb = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    noise = io.BytesIO()
    Image.effect_noise((6_000, 4_000), 120).save(noise, "png")
    frames = [Image.new("L", (2_000, 2_000), 255)] * 800
    many = io.BytesIO()
    frames[0].save(many, "tiff", save_all=True, append_images=frames[1:], compression="tiff_deflate")
    return {
        "bomb.png": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bomb) + chunk(b"IDAT", zlib.compress(bytes(1 << 20))),
        "noise.png": noise.getvalue(),
        "truncated.png": noise.getvalue()[:5_000],
        "pages.tiff": many.getvalue(),
        "huge.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]/Contents 4 0 R>>endobj 4 0 obj<</Length 17>>stream\n"
        b"0 0 1e9 1e9 re f\nendstream endobj trailer<</Root 1 0 R/Size 5>>",
    }


def read(documents: Mapping[str, bytes], tesseract: Tesseract) -> dict[str, tuple[Outcome, float]]:
    """Return the outcome of each document, one at a time, with its seconds."""
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in documents.items():
            path = Path(folder) / name
            path.write_bytes(data)
            started = time.monotonic()
            with ExtractorPool(limits=Limits.from_settings(Settings()), workers=1, tesseract=tesseract) as pool:
                ((_, outcome),) = pool.run([Job(path, name, hashlib.sha256(data).hexdigest())])
            results[name] = (outcome, time.monotonic() - started)
    return results


def found_share(lines: list[str], outcome: Outcome) -> float:
    """Return the share of the words of a page that were recognized."""
    text = "" if isinstance(outcome, ExtractError) else " ".join(section.text for section in outcome.sections)
    found = {word.lower() for word in re.findall(r"\w+", text)}
    words = [word.lower() for line in lines for word in line.split()]
    return sum(word in found for word in words) / len(words)


def main() -> int:
    """Print the figures; return 1 if a promise is broken, 0 if not or if Tesseract is not installed."""
    tesseract = find_tesseract(Settings())
    if tesseract is None:
        print("Tesseract is not installed: nothing was tried.")
        return 0
    print(f"Tesseract {tesseract.version}, {', '.join(tesseract.languages)}")
    broken = False
    for language, texts in (("English", english()), ("Spanish", spanish())):
        lines = page_lines(text for text in texts if len(text) > LINE_CHARACTERS and "%" not in text)
        pages = {f"{name}.pdf": pdf(change(drawn(lines))) for name, change in CONDITIONS.items()}
        for name, (outcome, took_s) in read(pages, tesseract).items():
            share = found_share(lines, outcome)
            broken |= share < MIN_SHARE
            print(f"{language:8} {name.removesuffix('.pdf'):15} {share:7.1%} of the words, {took_s:5.1f} s")
    limits = replace(tesseract, page_s=5.0, document_s=10.0)
    for name, (outcome, took_s) in read(hostile(), limits).items():
        broken |= took_s > limits.document_s + Settings().document_wall_s
        words = (
            str(outcome) if isinstance(outcome, ExtractError) else f"{len(outcome.sections)} sections {outcome.notes}"
        )
        print(f"hostile  {name:15} {took_s:5.1f} s: {words[:110]}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
