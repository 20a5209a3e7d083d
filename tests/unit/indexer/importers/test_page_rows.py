"""Web pages: linked data first, then meta tags in their order, then the title."""

import json

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.web import page_rows


def page(linked=None, head=""):
    data = linked if isinstance(linked, str) else json.dumps(linked)
    script = f'<script type="application/ld+json">{data}</script>' if linked else ""
    return f"<html><head>{head}{script}</head><body></body></html>"


def values(linked=None, head=""):
    (row,) = values_of(page_rows, page(linked, head))
    return row


def report(**properties):
    return {"@context": "https://schema.org", "@type": "Report", "name": "A report", **properties}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"description": "<p>One</p>"}, {"summary": "One"}),
        ({"author": "Jane Doe"}, {"authors": ["Jane Doe"]}),
        ({"author": {"@type": "Person", "name": "Jane Doe"}}, {"authors": ["Jane Doe"]}),
        ({"author": [{"name": "Jane Doe"}, "Kim Roe"]}, {"authors": ["Jane Doe", "Kim Roe"]}),
        ({"publisher": {"@type": "Organization", "name": "NIJ"}}, {"publishers": ["NIJ"]}),
        ({"keywords": "jails, courts"}, {"keywords": ["jails", "courts"]}),
        ({"keywords": ["jails", "courts"]}, {"keywords": ["jails", "courts"]}),
        ({"datePublished": "2024-05-06T10:00:00-04:00"}, {"published": "2024-05-06"}),
        ({"timeRequired": "PT1H5M"}, {"duration_s": 3900}),
        ({"numberOfPages": "48"}, {"pages": 48}),
        ({"inLanguage": "es"}, {"language": "es"}),
        ({"url": "https://x.example/1"}, {"url": "https://x.example/1"}),
        ({"isbn": "9780131103627"}, {"identifiers": {"isbn": "9780131103627"}}),
        (
            {"identifier": [{"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/182"}]},
            {"identifiers": {"doi": "10.1000/182"}},
        ),
        (
            {"encoding": {"contentUrl": "https://x.example/1.pdf", "encodingFormat": "application/pdf"}},
            {"documents": [{"url": "https://x.example/1.pdf", "media_type": "application/pdf"}]},
        ),
        ({"isPartOf": {"@type": "CreativeWorkSeries", "name": "Guides"}}, {"series": "Guides"}),
        ({"isPartOf": {"@type": "WebSite", "name": "Site"}}, {}),
    ],
)
def test_linked_data_becomes_fields(properties, expected):
    assert values(report(**properties)) == {"title": "A report", "type": ["Report"], **expected}


def test_references_in_a_graph_are_followed():
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "Site"},
            {"@type": "Organization", "@id": "#nij", "name": "NIJ"},
            {"@type": "WebPage", "name": "Page"},
            {"@type": ["Article"], "headline": "An article", "publisher": {"@id": "#nij"}},
        ]
    }
    assert (values(graph)["title"], values(graph)["publishers"]) == ("An article", ["NIJ"])


def test_the_most_telling_type_of_a_page_counts():
    assert values([{"@type": "WebPage", "name": "Page"}, {"@type": "VideoObject", "name": "Film"}])["title"] == "Film"


TAGS = {
    "citation": '<meta name="citation_title" content="By citation">',
    "dublin core": '<meta name="DC.title" content="By Dublin Core">',
    "open graph": '<meta property="og:title" content="By Open Graph">',
    "title": "<title>By title</title>",
}


@pytest.mark.parametrize("number", range(len(TAGS)))
def test_what_linked_data_lacks_is_taken_from_the_next_that_has_it(number):
    sources = list(TAGS.values())[number:]
    expected = ("By citation", "By Dublin Core", "By Open Graph", "By title")[number]
    assert values(None, "".join(reversed(sources)))["title"] == expected


def test_linked_data_comes_before_meta_tags():
    assert values(report(), "".join(TAGS.values()))["title"] == "A report"


def test_citation_tags_give_authors_date_and_file():
    head = (
        f'{TAGS["citation"]}<meta name="citation_author" content="Doe, Jane">'
        '<meta name="citation_author" content="Police Foundation,">'
        '<meta name="citation_publication_date" content="2020/05">'
        '<meta name="citation_pdf_url" content="/1.pdf"><link rel="canonical" href="https://x.example/1">'
    )
    assert values(None, head) == {
        "title": "By citation",
        "url": "https://x.example/1",
        "authors": ["Doe, Jane", "Police Foundation"],
        "published": "2020-05",
        "documents": [{"url": "/1.pdf", "media_type": "application/pdf"}],
    }


def test_damaged_linked_data_is_named_and_meta_tags_are_read():
    content = page("{broken", TAGS["open graph"])
    assert values_of(page_rows, content)[0]["title"] == "By Open Graph"
    assert len(faults_of(page_rows, content)) == 1


@pytest.mark.parametrize("kind", ["CollectionPage", "SearchResultsPage", "WebSite", "ItemList"])
def test_a_page_that_lists_others_is_no_resource(kind):
    content = page({"@type": kind, "name": "List"}, TAGS["title"])
    assert len(items_of(page_rows, content)) == len(faults_of(page_rows, content)) == 1


@pytest.mark.parametrize("content", ["", "hello", "%PDF-1.4", "<html></html>"])
def test_a_page_without_a_title_is_one_fault(content):
    assert len(items_of(page_rows, content)) == len(faults_of(page_rows, content)) == 1
