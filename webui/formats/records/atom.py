"""A search or a toolkit as an Atom feed: RFC 4287, with paging (RFC 5005, section 3) and totals (OpenSearch 1.1)."""

from __future__ import annotations

import datetime as dt

from catalog.model import Record
from webui.branding import SITE_NAME
from webui.formats.records.listing import Listing, entered_at, last_changed, publisher_labels, web_address
from webui.formats.records.opensearch import add_totals
from webui.formats.records.xml import ATOM, DUBLIN_CORE, OPENSEARCH, Element, child, root, serialized
from webui.i18n.formatting import resource_words
from webui.i18n.locale import locale_tag


def atom(listing: Listing, *, page_url: str, feed_url: str, feed_id: str, page_links: dict[str, str]) -> str:
    """Return the feed.

    `page_url` is the URL of the same search or toolkit as a page, `feed_url` that of this page of the feed, and
    `page_links` are those of its other pages by their relation (`first`, `previous`, `next`). All pages have the same
    `feed_id`, a URL (4.2.6).
    """
    language = locale_tag(listing.urls.language)
    feed = root("feed", ATOM, xmlns__dc=DUBLIN_CORE, xmlns__opensearch=OPENSEARCH, xml__lang=language)
    child(feed, "title", f"{listing.title} \u2013 {SITE_NAME}")
    child(feed, "subtitle", "\n\n".join((resource_words(listing.total), *listing.about)))
    child(feed, "id", feed_id)
    child(feed, "updated", _time(listing.updated_at))
    author = child(feed, "author")  # for entries without an author (4.1.1)
    child(author, "name", SITE_NAME)
    child(author, "uri", listing.urls.home())
    child(feed, "link", rel="self", type="application/atom+xml", href=feed_url)
    child(feed, "link", rel="alternate", type="text/html", href=page_url)
    description = listing.urls.page("opensearch.xml")
    child(feed, "link", rel="search", type="application/opensearchdescription+xml", href=description)
    for relation, address in page_links.items():
        child(feed, "link", rel=relation, type="application/atom+xml", href=address)
    add_totals(feed, listing)
    for record in listing.records:
        _entry(feed, record, listing)
    return serialized(feed)


def _entry(feed: Element, record: Record, listing: Listing) -> None:
    """Add an entry; its id is the URL of its page (4.2.6), and its texts are plain text (3.1.1.1)."""
    page, text = listing.urls.resource(record.id), listing.text(record)
    publishers = publisher_labels(record, listing.taxonomy)
    entry = child(feed, "entry", **({"xml__lang": text.language} if text.language else {}))
    child(entry, "title", text.title, type="text")
    child(entry, "id", page)
    child(entry, "updated", _time(last_changed(record, listing)))
    if added := entered_at(record):
        child(entry, "published", _time(added))
    for name in record.authors or publishers:
        child(child(entry, "author"), "name", name)
    child(entry, "link", rel="alternate", type="text/html", href=page)
    if address := web_address(record):
        child(entry, "link", rel="related", href=address)
    _categories(entry, record, listing)
    if summary := "\n\n".join((*listing.notes_on(record).notes, *filter(None, [text.summary]))):
        child(entry, "summary", summary, type="text")
    if record.rights:
        child(entry, "rights", record.rights, type="text")
    for name in publishers:
        child(entry, "dc:publisher", name)
    if record.published:
        child(entry, "dc:date", str(record.published))


def _categories(entry: Element, record: Record, listing: Listing) -> None:
    """Add topics and format as categories (4.2.2); the scheme is the vocabulary."""
    vocabularies = listing.urls.api("taxonomy")
    categories = [("topic", value) for value in record.topics]
    categories += [("format", record.format)] if record.format else []
    for facet, value in categories:
        label = listing.taxonomy.label(facet, value)
        child(entry, "category", term=value, scheme=f"{vocabularies}#{facet}", label=label)


def _time(moment: dt.datetime) -> str:
    """Return a time as in RFC 3339 (3.3)."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
