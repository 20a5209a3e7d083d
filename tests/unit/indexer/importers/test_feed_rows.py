"""RSS, Atom and podcast feeds: entries as rows, and feeds that are broken or something else."""

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.web import feed_rows
from indexer.importers.rows import SourceLink

SPACES = (
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def rss(item, channel="<title>The Beat</title>", encoding="utf-8"):
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return f'{head}<rss version="2.0" {SPACES}><channel>{channel}<item>{item}</item></channel></rss>'


def atom(entry, feed=""):
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">{feed}<entry>{entry}</entry></feed>'


def values(item, **options):
    (row,) = values_of(feed_rows, rss(f"<title>Title</title>{item}", **options))
    return {name: value for name, value in row.items() if name != "title"}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<link>https://x.example/1</link>", {"url": "https://x.example/1", "source_id": "https://x.example/1"}),
        ("<guid>https://x.example/2</guid>", {"url": "https://x.example/2", "source_id": "https://x.example/2"}),
        ('<guid isPermaLink="false">a-1</guid>', {"source_id": "a-1"}),
        ("<description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</description>", {"summary": "One\n\nTwo"}),
        ("<pubDate>Tue, 03 Jun 2025 23:00:00 -0500</pubDate>", {"published": "2025-06-03"}),
        ("<pubDate>Tue, 03 Jun 2025 23:00:00 GMT</pubDate><dc:date>2015</dc:date>", {"published": "2015"}),
        ("<category>Jails</category><category>Courts</category>", {"keywords": ["Jails", "Courts"]}),
        ("<dc:creator>Jane Doe</dc:creator>", {"authors": ["Jane Doe"]}),
        ("<dc:publisher>OJP</dc:publisher><dc:publisher>BJA</dc:publisher>", {"publishers": ["OJP", "BJA"]}),
        ("<author>jane@x.example</author>", {}),
    ],
)
def test_elements_of_an_item_become_fields(item, expected):
    assert values(item) == expected


def test_a_title_has_no_markup():
    (row,) = values_of(feed_rows, rss("<title>AT&amp;amp;T &lt;b&gt;today&lt;/b&gt;</title>"))
    assert row["title"] == "AT&T today"


def test_plain_text_of_atom_keeps_what_looks_like_markup():
    (row,) = values_of(feed_rows, atom('<title type="text">Use &lt;b&gt; in pages</title><id>urn:1</id>'))
    assert row["title"] == "Use <b> in pages"


def test_a_summary_that_breaks_off_is_replaced_by_the_content():
    content = "<content:encoded>&lt;p&gt;Hello world.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</content:encoded>"
    assert values(f"<description>Hello wor [&amp;hellip;]</description>{content}") == {
        "summary": "Hello world.\n\nMore."
    }


def test_content_that_says_more_than_the_summary_is_kept_apart():
    item = "<description>Short.</description><content:encoded>The whole text.</content:encoded>"
    assert values(item) == {"summary": "Short.", "content": "The whole text."}


def test_an_episode_has_its_duration_series_sound_and_best_transcript():
    item = (
        '<itunes:duration>1:02:03</itunes:duration><enclosure url="https://x.example/1.mp3" type="audio/mpeg"/>'
        '<podcast:transcript url="https://x.example/1.json" type="application/json"/>'
        '<podcast:transcript url="https://x.example/1.html" type="text/html"/>'
        '<podcast:transcript url="https://x.example/1.vtt" type="text/vtt"/>'
    )
    assert values(item) == {
        "documents": [
            {"url": "https://x.example/1.mp3", "media_type": "audio/mpeg"},
            {"url": "https://x.example/1.vtt", "media_type": "text/vtt", "role": "transcript"},
        ],
        "duration_s": 3723,
        "type": ["podcast"],
        "series": "The Beat",
    }


def test_the_language_of_the_feed_is_that_of_its_entries():
    assert values("", channel="<language>es-mx</language>") == {"language": "es-MX"}


def test_the_language_of_an_entry_counts_more():
    assert values("<dc:language>es</dc:language>", channel="<language>en-us</language>") == {"language": "es"}


@pytest.mark.parametrize("date", ["31 Feb 2024 00:00:00 GMT", "soon"])
def test_a_broken_date_is_named_and_never_invented(date):
    content = rss(f"<title>A</title><pubDate>{date}</pubDate>")
    assert [date in message for _, message in faults_of(feed_rows, content)] == [True]
    assert values_of(feed_rows, content) == [{"title": "A"}]


def test_a_date_whose_day_and_month_can_be_exchanged_is_left_to_the_mapping():
    (values,) = values_of(feed_rows, rss("<title>A</title><pubDate>03/04/2024</pubDate>"))
    assert values["published"] == "03/04/2024"


def test_categories_of_another_clearinghouse_are_topics_and_format():
    terms = '<category term="technology" scheme="https://c.example/api/v1/taxonomy#topic" label="Technology"/>'
    terms += '<category term="webinar" scheme="https://c.example/api/v1/taxonomy#format" label="Webinar"/>'
    (row,) = values_of(feed_rows, atom(f"<title>A</title><id>urn:1</id>{terms}"))
    assert (row["topics"], row["format"]) == (["technology"], "webinar")


def test_a_publisher_that_stands_for_an_author_is_no_author():
    (row,) = values_of(
        feed_rows,
        atom("<title>A</title><id>urn:1</id><author><name>OJP</name></author><dc:publisher>OJP</dc:publisher>"),
    )
    assert (row["publishers"], row.get("authors")) == (["OJP"], None)


@pytest.mark.parametrize(("declared", "real"), [("utf-16", "utf-8"), ("utf-8", "cp1252"), ("nonsense", "utf-8")])
def test_a_wrong_encoding_is_seen_through(declared, real):
    content = rss("<title>Prevención en el barrio de José Núñez</title>", encoding=declared).encode(real)
    assert [row["title"] for row in values_of(feed_rows, content)] == ["Prevención en el barrio de José Núñez"]


def test_entries_before_damage_are_read_and_the_damage_is_named():
    content = rss("<title>A</title>").replace("</channel></rss>", "<item><title>B &broken")
    assert values_of(feed_rows, content)[0] == {"title": "A"}
    assert "damaged" in faults_of(feed_rows, content)[-1][1]


def test_a_web_page_is_refused_with_the_feed_that_it_names():
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/news/feed.xml"></head></html>'
    ((_, message),) = faults_of(feed_rows, page)
    assert "/news/feed.xml" in message


@pytest.mark.parametrize("content", ["", "<html><body>Hello</body></html>", "hello", '{"items": []}', "\0\1\2"])
def test_anything_else_is_one_fault(content):
    assert len(items_of(feed_rows, content)) == len(faults_of(feed_rows, content)) == 1


def test_an_entity_is_not_fetched():
    bomb = '<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    content = rss("<title>A &secret;</title>").replace("?>", f"?>{bomb}", 1)
    assert [row["title"] for row in values_of(feed_rows, content)] == ["A &secret;"]


def test_the_next_page_of_a_feed_is_a_link():
    feed = '<link rel="next" href="https://x.example/feed?page=2"/>'
    assert items_of(feed_rows, atom("<title>A</title><id>urn:1</id>", feed))[-1] == SourceLink(
        "next", "https://x.example/feed?page=2"
    )
