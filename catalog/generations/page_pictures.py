"""Pictures of the pages of documents, beside the generations: one zip file for each document.

    data/pages/ab/<SHA-256 of the document>-<version>-<number of pages>.zip

They are found by the hash of the document, which is in the generation, so they fit any generation and never change.
They can be drawn again at any time, so a missing or damaged file only costs the pictures.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

PICTURE_VERSION = "1"
"""Part of the names of files and of the URLs of pictures. Raise it whenever a picture or its words could change."""
PICTURE_TYPE = "image/webp"
MAX_PICTURE_BYTES = 60_000
"""A page whose picture would be larger has none."""
FOLDER = "pages"

_CONTENTS = "pages.json"
_FIRST_TIME = (1980, 1, 1, 0, 0, 0)  # of zip files: equal pictures are equal files
_UNFINISHED = ".unfinished-"
_DAMAGED = (OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What reading a missing or damaged zip file raises; RuntimeError for bytes that claim a password or another method."""

Box = tuple[int, int, int, int]
"""Left, top, width and height of a rectangle in a picture, in pixels from its top left."""
PictureSize = tuple[int, int]
"""Width and height in pixels."""
_NO_PICTURES: Mapping[int, PictureSize] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word of a page, and where it is in the picture; a word that is split at the end of a line has two boxes."""

    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a page as WebP, with its words in reading order. `number` counts from 1."""

    number: int
    size: PictureSize
    content: bytes
    words: tuple[PageWord, ...]


class PagePictures:
    """The pictures of a data folder. Any number of processes may read while one writes."""

    def __init__(self, data: Path, max_pages: int) -> None:
        """Take the data folder, and how many pages of a document have pictures; with 0, none has."""
        self._folder = data / FOLDER
        self.max_pages = max_pages

    def has(self, sha256: str) -> bool:
        """Return whether the pages of a document were drawn, even if none has a picture; not if its file is damaged."""
        return self._read(sha256, _CONTENTS) is not None

    def sizes(self, sha256: str | None) -> Mapping[int, PictureSize]:
        """Return the sizes of the pictures of a document, by page number from 1; empty if there are none."""
        contents = self._read(sha256, _CONTENTS) if sha256 and self.max_pages else None
        if contents is None:
            return _NO_PICTURES
        return {int(number): (width, height) for number, (width, height) in json.loads(contents).items()}

    def content(self, sha256: str, number: int) -> bytes | None:
        """Return the picture of a page, or None."""
        return self._read(sha256, f"{number}.webp") if self.max_pages else None

    def words(self, sha256: str, number: int) -> tuple[PageWord, ...]:
        """Return the words of a page with a picture."""
        stored: list[Any] = json.loads(self._read(sha256, f"{number}.json") or b"[]")
        return tuple(
            PageWord(text, tuple((x, y, width, height) for x, y, width, height in boxes)) for text, boxes in stored
        )

    def put(self, sha256: str, pictures: Iterable[PagePicture]) -> None:
        """Store the pictures of a document, none if its pages cannot be drawn. Raises OSError on a full disk."""
        path = self._path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=_UNFINISHED, dir=path.parent, delete=False) as file:
            unfinished = Path(file.name)
            try:
                _write_zip(file, tuple(pictures))
                file.flush()
                os.fsync(file.fileno())
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise

    def stored(self) -> dict[str, int]:
        """Return the size in bytes of what is stored of each document, by hash, in any version."""
        sizes: dict[str, int] = {}
        for path in self._folder.glob("*/*.zip"):
            sha256 = path.name.partition("-")[0]
            sizes[sha256] = sizes.get(sha256, 0) + path.stat().st_size
        return sizes

    def prune(self, keep: Collection[str]) -> None:
        """Remove the pictures of other documents and other versions, and files of interrupted writers.

        Only the one process that writes may call this.
        """
        kept = {self._path(sha256).name for sha256 in keep} if self.max_pages else set()
        for path in self._folder.glob("*/*"):
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{PICTURE_VERSION}-{self.max_pages}.zip"

    def _read(self, sha256: str, name: str) -> bytes | None:
        """Return a part of a document's file, or None if there is none, or it is damaged."""
        try:
            with zipfile.ZipFile(self._path(sha256)) as file:
                return file.read(name)  # verifies the checksum
        except _DAMAGED:
            return None


def _write_zip(file: Any, pictures: Collection[PagePicture]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for picture in pictures:
            _add(archive, f"{picture.number}.webp", picture.content)
            _add(archive, f"{picture.number}.json", _json([[word.text, word.boxes] for word in picture.words]))
        _add(archive, _CONTENTS, _json({picture.number: picture.size for picture in pictures}))


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    compression = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
    archive.writestr(zipfile.ZipInfo(name, _FIRST_TIME), content, compression)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
