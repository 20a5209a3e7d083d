"""What entries of feeds say in extensions that feedparser does not keep: Dublin Core lists, transcripts of podcasts.

Transcripts: github.com/Podcastindex-org/podcast-namespace, "transcript".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indexer.extract.office.xml.xml_flow import local_name
from indexer.importers.readers.web.xml_bytes import parsed
from indexer.importers.values.text import MAX_ITEMS, plain_line, unique

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DUBLIN_CORE = ("{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}")
_TRANSCRIPTS = "{*}transcript"
_TRANSCRIPT_TYPES = ("text/vtt", "application/x-subrip", "application/srt", "text/srt", "text/html", "text/plain")
"""Media types of transcripts that can be read, the best first: captions have times."""


@dataclass(frozen=True, slots=True)
class FeedExtensions:
    """What an entry says in extensions. `transcripts` are documents, the best one first."""

    dates: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    transcripts: tuple[dict[str, str], ...] = ()
    language: str = ""


def entry_extensions(data: bytes, count: int) -> list[FeedExtensions]:
    """Return the extensions of each of the `count` entries of a feed, empty ones if the entries cannot be matched."""
    root = parsed(data)
    elements = list(root.iter("{*}item", "{*}entry")) if root is not None else []
    return list(map(_extensions, elements)) if len(elements) == count else [FeedExtensions()] * count


def _extensions(element: Any) -> FeedExtensions:
    return FeedExtensions(
        dates=tuple(_dublin_core(element, "issued", "date")),
        publishers=tuple(_dublin_core(element, "publisher")),
        transcripts=tuple(sorted(_transcripts(element), key=_rank)),
        language=element.get(XML_LANGUAGE) or "",
    )


def _dublin_core(element: Any, *names: str) -> list[str]:
    tags = [space + name for name in names for space in _DUBLIN_CORE]
    return unique(plain_line(child.text) for tag in tags for child in element.iterchildren(tag))[:MAX_ITEMS]


def _transcripts(element: Any) -> list[dict[str, str]]:
    documents = []
    for child in list(element.iterchildren(_TRANSCRIPTS))[:MAX_ITEMS]:
        values = {"url": plain_line(child.get("url")), "media_type": plain_line(child.get("type")).lower()}
        if values["url"] and local_name(child) == "transcript" and values["media_type"] in {"", *_TRANSCRIPT_TYPES}:
            documents.append({name: value for name, value in values.items() if value} | {"role": "transcript"})
    return documents


def _rank(document: dict[str, str]) -> int:
    media_type = document.get("media_type", "")
    return _TRANSCRIPT_TYPES.index(media_type) if media_type in _TRANSCRIPT_TYPES else len(_TRANSCRIPT_TYPES)
