"""Texts in place of what documents contain: a corrected text in a file beside it, or the transcript of a recording.

Beside `report.pdf`, `report.pdf.txt` or `report.pdf.md` has its corrected text. Visitors still get `report.pdf`.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import DocumentRole, TextSource
from catalog.text import nfc
from indexer.extract import ExtractedSection, Extraction
from indexer.sandbox.child import Outcome

TEXT_ENDINGS = (".txt", ".md")
"""What the name of a corrected text has after that of its document; if there are both, the first one counts."""
RECORDING_KINDS = frozenset({ExtractErrorKind.UNKNOWN_TYPE, ExtractErrorKind.TOO_LARGE})
"""Kinds of errors that a recording has because it has no text."""


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """The file of a corrected text, its path below documents/, and its hash.

    If the file cannot be read, `problem` says why, and the hash is that of its last good version, or empty.
    """

    file: Path
    path: str
    sha256: str = ""
    problem: ExtractError | None = None


def corrected_text(file: Path, path: str, named: Collection[str], published: Mapping[str, str]) -> CorrectedText | None:
    """Return the corrected text of a document, or None if it has none.

    `path` is that of the document below documents/. A file that the record names is a document of its own; `named` are
    their paths. `published` has the hashes of the texts in the index, by path.
    """
    for ending in TEXT_ENDINGS:
        text_file, text_path = file.with_name(file.name + ending), path + ending
        if text_path not in named and os.path.lexists(text_file):
            return _opened(text_file, text_path, published.get(text_path, ""))
    return None


def _opened(file: Path, path: str, published_sha256: str) -> CorrectedText:
    reason = "it is not a regular file"
    try:
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                return CorrectedText(file, path, hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError as error:
        reason = error.strerror or str(error)
    message = f"The text file beside it, {file.name}, cannot be opened ({reason})."
    return CorrectedText(file, path, published_sha256, ExtractError(ExtractErrorKind.UNREADABLE, message))


def is_corrected_text(path: str, documents: Collection[str], paths: Collection[str]) -> bool:
    """Return whether a file is the corrected text of one of the `documents`; `paths` are those of all files."""
    for ending in TEXT_ENDINGS:
        document = path.removesuffix(ending)
        if document != path and nfc(document) in documents:
            return ending == TEXT_ENDINGS[0] or document + TEXT_ENDINGS[0] not in paths
    return False


def with_corrected_text(document: str, original: Outcome | None, text: Outcome | None) -> Outcome | None:
    """Return the outcome of a document, by its path, with its corrected text in place of its own.

    Locators that the document itself has lead to the same places in it.
    """
    if isinstance(text, ExtractError):
        return ExtractError(text.kind, f"The text file beside it cannot be used. {text}")
    if text is None:
        return None
    if not isinstance(original, Extraction):
        return replace(text, media_type=media_type_of(document))
    locators = {(section.locator.kind, section.locator.label): section.locator for section in original.sections}
    sections = tuple(
        ExtractedSection(locators.get((section.locator.kind, section.locator.label), section.locator), section.text)
        for section in text.sections
    )
    return replace(original, sections=sections, scanned_pages=(), text_source="", notes=text.notes)


def media_type_of(path: str) -> str:
    """Return the media type of a file by its name."""
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def with_transcripts(
    documents: Sequence[tuple[str, DocumentRole] | None], outcomes: Sequence[Outcome | None]
) -> Iterator[Outcome | None]:
    """Yield the outcomes of the documents of a record, without the texts and problems that a transcript replaces.

    Each document is given by its path and role, None if it is not here. A transcript with text replaces the text of a
    recording or scan of the same name, whatever their endings, or of the only one.
    """
    recordings = {
        number
        for number, (document, outcome) in enumerate(zip(documents, outcomes, strict=True))
        if document and document[1] is not DocumentRole.TRANSCRIPT and _is_recording_or_scan(document[0], outcome)
    }
    transcripts = [
        document[0]
        for document, outcome in zip(documents, outcomes, strict=True)
        if document and document[1] is DocumentRole.TRANSCRIPT and isinstance(outcome, Extraction)
    ]
    for number, (document, outcome) in enumerate(zip(documents, outcomes, strict=True)):
        is_replaced = number in recordings and document is not None and bool(transcripts)
        if is_replaced and document and (len(recordings) == 1 or _has_namesake(document[0], transcripts)):
            yield _without_text(document[0], outcome)
        else:
            yield outcome


def _is_recording_or_scan(path: str, outcome: Outcome | None) -> bool:
    if isinstance(outcome, ExtractError):
        is_recording = media_type_of(path).startswith(("audio/", "video/"))
        return outcome.kind is ExtractErrorKind.SCANNED or (is_recording and outcome.kind in RECORDING_KINDS)
    return outcome is not None and outcome.text_source == TextSource.OCR


def _has_namesake(path: str, transcripts: Sequence[str]) -> bool:
    """Return whether a transcript has the name of a document, with another ending, and maybe a language before it."""
    stem = PurePosixPath(path).stem.casefold()
    names = (PurePosixPath(transcript).name.casefold() for transcript in transcripts)
    return any(name.startswith(f"{stem}.") for name in names)


def _without_text(path: str, outcome: Outcome | None) -> Extraction:
    """Return what is known of a document whose text is elsewhere."""
    if isinstance(outcome, Extraction):
        return replace(outcome, sections=(), scanned_pages=(), text_source="", notes=(), running_heads=())
    return Extraction(media_type_of(path), ())
