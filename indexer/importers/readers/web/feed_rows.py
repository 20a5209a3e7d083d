"""RSS, Atom and podcast feeds, read by feedparser from bytes only: it would open a text that is an address.

What feedparser leaves out or mixes up is read from the XML (`feed_extensions`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import feedparser

from indexer.importers.readers.web.feed_extensions import FeedExtensions, entry_extensions
from indexer.importers.readers.web.feed_pages import not_a_feed
from indexer.importers.readers.web.xml_bytes import utf8_xml
from indexer.importers.rows import SourceFault, SourceItem, SourceLink
from indexer.importers.values.durations import seconds
from indexer.importers.values.languages import declared_language
from indexer.importers.values.row_draft import RowDraft
from indexer.importers.values.text import MAX_ITEMS, plain_line, plain_lines, unique, unmarked_text

MAX_FEED_BYTES = 50 << 20
MAX_ENTRIES = 50_000

TOO_LARGE = "This feed is larger than 50 MB, so only its beginning was read: import it in parts."
DAMAGED = "This feed is damaged (line {line}): entries may be missing or incomplete. Tell its publisher."
NO_ENTRIES = "This feed has no entries."
NO_TITLE = "This entry has no title and no address, so it was left out."

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_SAMPLE = (
    b"<rss version='2.0'><channel><item><title>&lt;p&gt;A&lt;/p&gt;</title><pubDate>2 May 2024</pubDate><b></item>"
)
"""A broken feed, read once so that feedparser imports both of its parsers before a child of the sandbox is locked."""
_SHORTENED = re.compile(r"(?:\[?(?:\u2026|\.\.\.)\]?|(?:continue reading|read more)\W*\w*)\s*\Z", re.IGNORECASE)
_WORDPRESS_END = re.compile(r"\s*The post .{1,300} (?:appeared first on|first appeared on) .{1,200}\Z", re.DOTALL)
_SCHEME = re.compile(r"#(topic|format)\Z")
_MIN_SHARED = 40
"""As many characters at the beginning of a summary show that it is a part of the content."""

FeedEntry = Any  # feedparser has no types


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield a row for each entry, faults for what cannot be read, and a link to the next page of the feed."""
    data = file.read(MAX_FEED_BYTES + 1)
    xml = utf8_xml(data[:MAX_FEED_BYTES])
    feed = _parse(xml)
    if feed is None or not (feed.get("version") or feed.entries):
        yield not_a_feed(data)
        return
    extensions = entry_extensions(xml, len(feed.entries))
    for number, entry in enumerate(feed.entries[:MAX_ENTRIES], 1):
        yield from _entry_items(entry, feed, extensions[number - 1], f"entry {number}")
    yield from (SourceLink("next", link.href) for link in _links(feed.feed, "next")[:1])
    if len(data) > MAX_FEED_BYTES:
        yield SourceFault("feed", TOO_LARGE)
    elif fault := _damage(feed):
        yield SourceFault("feed", fault)
    if not feed.entries:
        yield SourceFault("feed", NO_ENTRIES)


def _parse(data: bytes) -> Any:
    """Return the feed, or None if feedparser fails, which it may do in any way for content that is no feed."""
    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - see above
        return None


feedparser.api.PREFERRED_XML_PARSERS.clear()  # looking for a parser that is not installed would list folders
_parse(_SAMPLE)


def _damage(feed: Any) -> str:
    """Return what is wrong with the XML of a feed, or an empty text. Another encoding than declared was understood."""
    error = feed.get("bozo_exception")
    line = getattr(error, "getLineNumber", lambda: None)() if feed.bozo else None
    return DAMAGED.format(line=line) if line else ""


def _entry_items(entry: FeedEntry, parsed: Any, extensions: FeedExtensions, place: str) -> Iterator[SourceItem]:
    draft, feed = RowDraft(place), parsed.feed
    is_atom = str(parsed.get("version")).startswith("atom")
    title, url = (
        plain_line(entry.get("title"), is_markup=_is_markup(entry.get("title_detail"), is_atom=is_atom)),
        _url(entry),
    )
    if not title and not url:
        yield SourceFault(place, NO_TITLE)
        return
    draft.put("source_id", plain_line(entry.get("id")) or url)
    draft.put("title", title)
    draft.put("subtitle", plain_line(entry.get("subtitle")))
    _put_text(draft, entry, is_atom=is_atom)
    draft.put("url", url)
    draft.put("related_url", next((link.href for link in _links(entry, "related")), ""))
    draft.put("documents", [*_enclosures(entry), *extensions.transcripts[:1]])
    _put_people(draft, entry, feed, extensions)
    _put_categories(draft, entry)
    draft.put("language", _language(entry, feed, extensions))
    dates = (*extensions.dates, entry.get("published"), entry.get("created"), dict.get(entry, "updated"))
    draft.put_first_date("published", dates)
    draft.put("rights", plain_line(entry.get("rights")) or plain_line(feed.get("rights")))
    _put_episode(draft, entry, feed)
    yield from draft.items()


def _put_text(draft: RowDraft, entry: FeedEntry, *, is_atom: bool) -> None:
    """Set the summary, and the content if it says more. A summary that breaks off is replaced by the content."""
    details = [detail for detail in entry.get("content") or () if detail.get("value")][:MAX_ITEMS]
    content = max((_detail_text(detail, is_atom=is_atom) for detail in details), key=len, default="")
    summary = _detail_text(entry.get("summary_detail") or {}, is_atom=is_atom)
    kept = _SHORTENED.sub("", summary).rstrip()
    if not summary or (kept != summary and kept and content.startswith(kept[:_MIN_SHARED])):
        summary = content
    draft.put("summary", _WORDPRESS_END.sub("", summary))
    draft.put("content", content if content != summary else "")


def _detail_text(detail: FeedEntry, *, is_atom: bool) -> str:
    return unmarked_text(detail.get("value"), is_markup=_is_markup(detail, is_atom=is_atom))


def _is_markup(detail: FeedEntry | None, *, is_atom: bool) -> bool | None:
    """Return whether a text is HTML. RSS does not say so: what feedparser took for plain text may have markup."""
    if detail and detail.get("type") in _HTML_TYPES:
        return True
    return False if is_atom else None


def _url(entry: FeedEntry) -> str:
    """Return the address of an entry: its link, or else its id if that is an address."""
    address = plain_line(entry.get("link"))
    if address:
        return address
    identifier = plain_line(entry.get("id"))
    return identifier if re.match(r"https?://", identifier) and entry.get("guidislink", True) else ""


def _links(element: FeedEntry, relation: str) -> Sequence[Any]:
    links = element.get("links") or ()
    return [link for link in links[:MAX_ITEMS] if link.get("rel") == relation and link.get("href")]


def _enclosures(entry: FeedEntry) -> list[dict[str, str]]:
    """Return the files of an entry as documents, each once."""
    documents = {}
    for link in _links(entry, "enclosure"):
        values = {"url": link.href, "media_type": plain_line(link.get("type")), "label": plain_line(link.get("title"))}
        documents[link.href] = {name: value for name, value in values.items() if value}
    return list(documents.values())


def _put_people(draft: RowDraft, entry: FeedEntry, feed: FeedEntry, extensions: FeedExtensions) -> None:
    """Set publishers and authors. Atom demands an author, so that many feeds name the publisher as one."""
    owner = plain_line((feed.get("publisher_detail") or {}).get("name")) or plain_line(feed.get("publisher"))
    publishers = list(extensions.publishers) or ([owner] if owner and "@" not in owner else [])
    authors = unique(map(_name, (entry.get("authors") or [])[:MAX_ITEMS]))
    draft.put("publishers", publishers)
    draft.put("authors", [name for name in authors if name not in publishers])


def _name(author: FeedEntry) -> str:
    """Return the name of an author; of one who is only an e-mail address, an empty text, or what is left of it."""
    name = plain_line(author.get("name"))
    is_rest = bool(author.get("email")) and " " not in name and name == name.lower()
    return "" if is_rest or "@" in name else name


def _put_categories(draft: RowDraft, entry: FeedEntry) -> None:
    """Set keywords, and the topics and the format that a category names by its vocabulary in other clearinghouses."""
    by_field: dict[str, list[str]] = {"topic": [], "format": [], "": []}
    for tag in (entry.get("tags") or [])[:MAX_ITEMS]:
        scheme = _SCHEME.search(tag.get("scheme") or "")
        field = scheme[1] if scheme else ""
        by_field[field].append(plain_line(tag.get("term") if field else (tag.get("label") or tag.get("term"))))
    draft.put("topics", unique(by_field["topic"]))
    draft.put("format", next(filter(None, by_field["format"]), ""))
    draft.put("keywords", unique(by_field[""]))


def _language(entry: FeedEntry, feed: FeedEntry, extensions: FeedExtensions) -> str:
    declared = (
        entry.get("language"),
        extensions.language,
        (entry.get("title_detail") or {}).get("language"),
        feed.get("language"),
        (feed.get("title_detail") or {}).get("language"),
    )
    return next(filter(None, map(declared_language, declared)), "")


def _put_episode(draft: RowDraft, entry: FeedEntry, feed: FeedEntry) -> None:
    """Set what podcasts have: the duration, and the series of an entry with sound."""
    draft.put("duration_s", seconds(entry.get("itunes_duration")))
    sound = [file for file in _enclosures(entry) if file.get("media_type", "").startswith("audio/")]
    if sound or entry.get("itunes_duration"):
        draft.put("type", ["podcast"])
        draft.put("series", plain_line(feed.get("title")))
        draft.put("episode", next(iter(plain_lines(entry.get("itunes_episode"))), ""))
        draft.put("season", next(iter(plain_lines(entry.get("itunes_season"))), ""))
