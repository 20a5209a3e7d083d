"""Tesseract, the program that recognizes text on pictures, where it is installed."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from catalog.settings import Settings

QUERY_TIMEOUT_S = 10.0
FIRST_LANGUAGES = ("eng", "spa")
MAX_LANGUAGES = 4
"""Each further language makes recognition slower."""

_VERSION = re.compile(r"tesseract v?(\S+)")
_DATA_FOLDER = re.compile(r'in "([^"]+)"')
_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ORIENTATION = "osd"
_NO_LANGUAGES = {_ORIENTATION, "equ", "snum"}


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An installed Tesseract, and the time that it may take.

    `languages` are the names of its language files that are used, such as `eng`. `page_s` and `document_s` limit one
    page and one document, in seconds.
    """

    program: str
    version: str
    data_folder: str
    languages: tuple[str, ...]
    detects_orientation: bool
    page_s: float
    document_s: float

    @property
    def signature(self) -> str:
        """What recognized text depends on, as a name: it changes with the version, the languages and the limits."""
        parts = (self.version, *self.languages, f"{self.page_s:g}", f"{self.document_s:g}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    @property
    def arguments(self) -> tuple[str, ...]:
        """The command that reads a picture from standard input and writes words with their confidence (TSV)."""
        layout = "1" if self.detects_orientation else "3"  # automatic, with or without turning the page
        languages = "+".join(self.languages)
        options = ("-l", languages, "--psm", layout, "--dpi", "300", "-c", "tessedit_create_tsv=1")
        return (self.program, "stdin", "stdout", *options)


def find_tesseract(settings: Settings) -> Tesseract | None:
    """Return the Tesseract that the settings name, or None if it is not installed or has no language."""
    program = shutil.which(settings.tesseract) if settings.tesseract else None
    if program is None:
        return None
    version = _VERSION.search(_output(program, "--version"))
    languages_output = _output(program, "--list-langs")
    data_folder = _DATA_FOLDER.search(languages_output)
    languages = _languages(languages_output)
    if version is None or not languages:
        return None
    return Tesseract(
        program=program,
        version=version[1],
        data_folder=data_folder[1] if data_folder else os.environ.get("TESSDATA_PREFIX", ""),
        languages=languages,
        detects_orientation=_ORIENTATION in languages_output.split(),
        page_s=settings.ocr_page_s,
        document_s=settings.ocr_document_s,
    )


def ocr_json(tesseract: Tesseract | None) -> dict[str, object]:
    """Return whether text recognition is available, and in which languages, as `status` reports it."""
    return {
        "available": tesseract is not None,
        "languages": list(tesseract.languages) if tesseract else [],
        "version": tesseract.version if tesseract else None,
    }


def _languages(output: str) -> tuple[str, ...]:
    """Return the languages to use: all that are installed, English and Spanish first, at most MAX_LANGUAGES."""
    names = {line.strip() for line in output.splitlines()[1:]} - _NO_LANGUAGES
    installed = sorted(name for name in names if _LANGUAGE.fullmatch(name))
    first = [language for language in FIRST_LANGUAGES if language in installed]
    return tuple(dict.fromkeys((*first, *installed)))[:MAX_LANGUAGES]


@functools.cache
def _output(program: str, option: str) -> str:
    """Return what the program prints about itself, or an empty string if it does not run."""
    try:
        finished = subprocess.run(  # noqa: S603 - the program that the deployer installed
            (program, option), capture_output=True, timeout=QUERY_TIMEOUT_S, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (finished.stdout + finished.stderr).decode("utf-8", "replace")


def library_folders(program: str) -> tuple[str, ...]:
    """Return the folders from which a program on Linux loads its libraries."""
    own = Path(program).resolve().parent.parent / "lib"
    return ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", str(own))
