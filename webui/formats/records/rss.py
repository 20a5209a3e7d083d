"""A search as an RSS 2.0 feed (rssboard.org/rss-specification), with Dublin Core for elements that RSS lacks."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from html import escape

from catalog.model import Record
from webui.branding import SITE_NAME
from webui.formats.records.listing import Listing, entered_at, publisher_labels
from webui.formats.records.opensearch import add_totals
from webui.formats.records.xml import ATOM, DUBLIN_CORE, OPENSEARCH, Element, child, root, serialized
from webui.i18n.formatting import resource_words
from webui.i18n.locale import locale_tag


def rss(listing: Listing, *, page_url: str, feed_url: str) -> str:
    """Return the feed; `page_url` is the URL of the same search or toolkit as a page, `feed_url` that of the feed."""
    spaces = {"xmlns__atom": ATOM, "xmlns__dc": DUBLIN_CORE, "xmlns__opensearch": OPENSEARCH}
    document = root("rss", version="2.0", **spaces)
    channel = child(document, "channel")
    child(channel, "title", f"{listing.title} \u2013 {SITE_NAME}")
    child(channel, "link", page_url)
    about = [f"<p>{escape(line, quote=False)}</p>" for line in listing.about]
    child(channel, "description", "".join((resource_words(listing.total), *about)))
    child(channel, "language", locale_tag(listing.urls.language).lower())
    child(channel, "lastBuildDate", _time(listing.updated_at))
    child(channel, "atom:link", rel="self", type="application/rss+xml", href=feed_url)
    add_totals(channel, listing)
    for record in listing.records:
        _item(channel, record, listing)
    return serialized(document)


def _item(channel: Element, record: Record, listing: Listing) -> None:
    """Add an item. The title is plain text; the description is HTML, so the plain summary is escaped first."""
    page, text = listing.urls.resource(record.id), listing.text(record)
    item = child(channel, "item")
    child(item, "title", text.title)
    child(item, "link", page)
    child(item, "guid", page, isPermaLink="true")
    if added := entered_at(record):
        child(item, "pubDate", _time(added))
    notes = [f"<p>{escape(note, quote=False)}</p>" for note in listing.notes_on(record).notes]
    if description := "".join((*notes, escape(text.summary or "", quote=False))):
        child(item, "description", description)
    for topic in record.topics:
        child(item, "category", listing.taxonomy.label("topic", topic))
    if record.format:
        child(item, "category", listing.taxonomy.label("format", record.format))
    for name in record.authors:
        child(item, "dc:creator", name)  # RSS itself has only the e-mail address of an author
    for name in publisher_labels(record, listing.taxonomy):
        child(item, "dc:publisher", name)
    if record.published:
        child(item, "dc:date", str(record.published))


def _time(moment: dt.datetime) -> str:
    """Return a time as in RFC 822, with four digits of the year (RFC 5322, section 3.3)."""
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)
