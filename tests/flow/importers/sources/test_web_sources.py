"""Feeds, OAI lists, sitemaps and catalogs at addresses: parts that fail are named, and the rest is read."""

import datetime as dt

import pytest

from catalog.errors import CatalogError
from indexer.importers.sources import Opener, SourceOptions, open_source
from raw_server import answer
from source_items import fault_places, links_of, rows_of, titles_of

OAI = "http://www.openarchives.org/OAI/2.0/"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def oai(*titles, following="", error=""):
    dc = 'xmlns="http://purl.org/dc/elements/1.1/"'
    records = "".join(
        f"<record><header><identifier>oai:{title}</identifier></header>"
        f"<metadata><dc {dc}><title>{title}</title></dc></metadata></record>"
        for title in titles
    )
    failure = f'<error code="{error}">No</error>' if error else ""
    token = f"<resumptionToken>{following}</resumptionToken>" if following else ""
    return answer(f'<OAI-PMH xmlns="{OAI}">{failure}<ListRecords>{records}{token}</ListRecords></OAI-PMH>')


def sitemap(*addresses, index=False):
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    elements = "".join(
        f"<{inner}><loc>{address}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{inner}>"
        for address, day in addresses
    )
    return answer(f'<{outer} xmlns="{SITEMAPS}">{elements}</{outer}>')


def page(title):
    return answer(f"<html><head><title>{title}</title></head><body></body></html>", Content_Type="text/html")


def rss(*titles, link=""):
    items = "".join(f"<item><title>{title}</title><link>/{title}</link></item>" for title in titles)
    return answer(
        f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>F</title>{link}{items}</channel></rss>'
    )


FIRST = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
SECOND = "/oai?verb=ListRecords&resumptionToken=t2"
THIRD = "/oai?verb=ListRecords&resumptionToken=t3"


def list_items(opener, server, **options):
    return list(open_source("oai", f"{server.url}/oai", opener, SourceOptions(**options)))


def test_an_oai_list_is_read_to_its_end(opener, server):
    server.routes = {FIRST: oai("A", "B", following="t2"), SECOND: oai("C")}
    items = list_items(opener, server)
    assert (titles_of(items), fault_places(items), links_of(items)) == (["A", "B", "C"], [], [])


def test_what_came_before_a_server_failed_is_kept_with_the_token_to_go_on_with(opener, server):
    server.routes = {FIRST: oai("A", following="t2"), SECOND: answer("broken", status="404 Not Found")}
    items = list_items(opener, server)
    assert titles_of(items) == ["A"]
    assert links_of(items)[-1] == ("resume", "t2")
    assert len(fault_places(items)) == 2


def test_a_later_run_goes_on_where_the_list_broke_off(opener, server):
    server.routes = {SECOND: oai("C", following="t3"), THIRD: oai("D")}
    assert titles_of(list_items(opener, server, resume="t2")) == ["C", "D"]


def test_an_answer_that_breaks_off_is_read_again_in_a_later_run(opener, server):
    whole = f'<OAI-PMH xmlns="{OAI}"><ListRecords><record><header><identifier>1</identifier></header><meta'
    server.routes = {FIRST: oai("A", following="t2"), SECOND: answer(whole)}
    items = list_items(opener, server)
    assert titles_of(items) == ["A"]
    assert links_of(items)[-1] == ("resume", "t2")


def test_a_token_that_the_server_forgot_starts_the_list_again(opener, server):
    server.routes = {SECOND: oai(error="badResumptionToken"), FIRST: oai("A", following="t3"), THIRD: oai("B")}
    items = list_items(opener, server, resume="t2")
    assert titles_of(items) == ["A", "B"]
    assert "resume" not in dict(links_of(items))


def test_a_server_that_forgets_every_token_does_not_go_on_for_ever(opener, server):
    server.routes = {FIRST: oai("A", following="t2"), SECOND: oai(error="badResumptionToken")}
    items = list_items(opener, server)
    assert titles_of(items) == ["A", "A"]
    assert "incomplete" in dict(links_of(items))


def test_a_server_that_repeats_a_token_is_left(opener, server):
    server.routes = {FIRST: oai("A", following="t2"), SECOND: oai("B", following="t2")}
    items = list_items(opener, server)
    assert titles_of(items) == ["A", "B"]
    assert "incomplete" in dict(links_of(items))


def test_a_list_has_only_so_many_parts(opener, server):
    server.routes = {FIRST: oai("A", following="t2"), SECOND: oai("B", following="t3"), THIRD: oai("C")}
    items = list_items(opener, server, max_parts=2)
    assert titles_of(items) == ["A", "B"]
    assert ("resume", "t3") in links_of(items)


def test_days_and_sets_are_asked_for(opener, server):
    path = f"{FIRST}&from=2024-05-03&set=reports"
    server.routes = {path: oai(error="noRecordsMatch")}
    items = list_items(opener, server, since=dt.date(2024, 5, 3), set_spec="reports")
    assert items == []
    assert path in server.requests


def test_pages_of_a_sitemap_are_read(opener, server):
    server.routes = {
        "/index.xml": sitemap((f"{server.url}/map.xml", ""), index=True),
        "/map.xml": sitemap((f"{server.url}/a", "2024-05-03"), (f"{server.url}/b", "")),
        "/a": page("A"),
        "/b": page("B"),
    }
    items = list(open_source("sitemap", f"{server.url}/index.xml", opener))
    assert rows_of(items) == [
        {"source_id": f"{server.url}/a", "url": f"{server.url}/a", "title": "A", "modified": "2024-05-03"},
        {"source_id": f"{server.url}/b", "url": f"{server.url}/b", "title": "B"},
    ]
    assert fault_places(items) == []


def test_only_pages_that_changed_are_read(opener, server):
    server.routes = {
        "/map.xml": sitemap((f"{server.url}/a", "2024-05-03"), (f"{server.url}/b", "2020-01-01")),
        "/a": page("A"),
    }
    items = list(open_source("sitemap", f"{server.url}/map.xml", opener, SourceOptions(since=dt.date(2024, 1, 1))))
    assert titles_of(items) == ["A"]
    assert "/b" not in server.requests


def test_pages_that_fail_are_named_and_the_others_are_read(opener, server):
    server.routes = {
        "/map.xml": sitemap((f"{server.url}/gone", ""), (f"{server.url}/a", ""), ("https://other.example/x", "")),
        "/a": page("A"),
    }
    items = list(open_source("sitemap", f"{server.url}/map.xml", opener))
    assert titles_of(items) == ["A"]
    assert fault_places(items) == [f"{server.url}/gone", f"{server.url}/map.xml"]


def test_robots_keep_out_of_pages(opener, server):
    server.routes = {
        "/robots.txt": answer("User-agent: *\nDisallow: /private/\n"),
        "/map.xml": sitemap((f"{server.url}/private/a", ""), (f"{server.url}/b", "")),
        "/private/a": page("A"),
        "/b": page("B"),
    }
    items = list(open_source("sitemap", f"{server.url}/map.xml", opener))
    assert titles_of(items) == ["B"]
    assert fault_places(items) == [f"{server.url}/private/a"]


def test_a_site_has_only_so_many_pages(opener, server):
    server.routes = {"/map.xml": sitemap((f"{server.url}/a", ""), (f"{server.url}/b", "")), "/a": page("A")}
    items = list(open_source("sitemap", f"{server.url}/map.xml", opener, SourceOptions(max_pages=1)))
    assert titles_of(items) == ["A"]
    assert "incomplete" in dict(links_of(items))


def test_further_pages_of_a_feed_are_read_once(opener, server):
    link = '<atom:link rel="next" href="/feed?page=2"/>'
    server.routes = {"/feed": rss("A", link=link), "/feed?page=2": rss("B", link=link)}
    items = list(open_source("rss", f"{server.url}/feed", opener))
    assert [(row["title"], row["url"]) for row in rows_of(items)] == [
        ("A", f"{server.url}/A"),
        ("B", f"{server.url}/B"),
    ]


def test_an_address_that_fails_is_named(opener, server):
    items = list(open_source("rss", f"{server.url}/missing", opener))
    assert fault_places(items) == [f"{server.url}/missing"]
    assert "incomplete" in dict(links_of(items))


def test_an_address_inside_is_not_connected_to(opener, server):
    items = list(open_source("dcat", "http://169.254.169.254/data.json", opener))
    assert fault_places(items) == ["http://169.254.169.254/data.json"]
    assert server.requests == []


def test_a_file_on_disk_is_read_without_fetching(tmp_path, opener):
    path = tmp_path / "data.json"
    path.write_text('{"dataset": [{"title": "A"}]}', encoding="utf-8")
    assert titles_of(open_source("dcat", str(path), Opener(opener.settings))) == ["A"]


def test_a_missing_file_is_refused(tmp_path, opener):
    with pytest.raises(CatalogError, match="no file"):
        list(open_source("rss", str(tmp_path / "feed.xml"), opener))


def test_an_address_needs_a_fetcher(opener):
    with pytest.raises(CatalogError, match="web address"):
        list(open_source("rss", "https://x.example/feed", Opener(opener.settings)))
