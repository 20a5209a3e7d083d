"""What the page of a resource says about citing it: to people in its text, to programs in its head."""

import json
from collections import Counter

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import Document, Identifiers, PartialDate
from webui import create_app

HERE = "http://127.0.0.1:8000"
BREAKING = '</script><script>alert(1)</script><!-- "it" & \u2028'
ONCE = {"citation_title", "DC.title", "og:title", "og:url", "og:type", "citation_abstract_html_url", "description"}
RESOURCES = ("guide", "talk", "questions", "vecinos", "hostile", "long", "lonely", "review-01")


@pytest.fixture(scope="module")
def guide(get):
    return get("/resources/guide")


def tags(page):
    """The tags of a page's head, each name with its contents."""
    found = {}
    for tag in page.head.select("meta[name], meta[property]"):
        found.setdefault(tag.get("name") or tag["property"], []).append(tag["content"])
    return found


def data(page):
    """The linked data of a page; there is one piece of it."""
    (script,) = page.select('script[type="application/ld+json"]')
    return json.loads(script.string)


def test_a_resource_page_has_both_citations_and_the_reference_files_in_one_section(guide):
    rows = {
        row.dt.get_text(): [value.get_text() for value in row.select("dd")]
        for row in guide.select(".citations .properties > div")
    }
    title = "Body-worn cameras in small towns: A guide for chiefs"
    sources = "Bureau of Justice Assistance; Town Police Institute"
    assert rows == {
        "APA, 7th edition": [f"Author, A. (2020). {title} (NCJ 251572). {sources}. https://doi.org/10.1000/182"],
        "Chicago, 17th edition, bibliography": [
            f"Author, A. {title}. Small agencies. NCJ 251572. {sources}, 2020. https://doi.org/10.1000/182."
        ],
        "Reference managers": ["RIS", "BibTeX"],
    }
    assert len(guide.select('a[href$=".ris"], a[href$=".bib"]')) == 2


@pytest.mark.parametrize("key", RESOURCES)
def test_no_property_is_empty(get, key):
    for row in get(f"/resources/{key}").select(".properties > div"):
        assert row.dt.get_text(strip=True)
        assert all(value.get_text(strip=True) for value in row.select("dd"))


def test_a_title_in_another_language_is_marked_in_the_citation(get):
    assert [title.get_text() for title in get("/resources/vecinos").select(".citation [lang=es]")] == [
        "Vecinos y polic\u00eda"
    ] * 2


@pytest.mark.parametrize("key", RESOURCES)
def test_no_meta_tag_is_empty_or_duplicated(get, key):
    page = get(f"/resources/{key}")
    found = tags(page)
    assert all(content.strip() for contents in found.values() for content in contents)
    assert all(max(Counter(contents).values()) == 1 for contents in found.values())
    assert {name: len(found[name]) for name in ONCE} == dict.fromkeys(ONCE, 1)


def test_the_citation_tags_have_the_data_of_the_record(guide):
    found = {name: contents for name, contents in tags(guide).items() if name.startswith("citation_")}
    assert found == {
        "citation_title": ["Body-worn cameras in small towns: A guide for chiefs"],
        "citation_author": ["Author, A."],
        "citation_publication_date": ["2020/05"],
        "citation_technical_report_institution": ["Bureau of Justice Assistance; Town Police Institute"],
        "citation_doi": ["10.1000/182"],
        "citation_language": ["en"],
        "citation_keywords": ["retention"],
        "citation_abstract_html_url": [f"{HERE}/resources/guide"],
        "citation_pdf_url": [f"{HERE}/documents/guide/guide.pdf"],
    }


def test_the_dublin_core_tags_have_the_data_of_the_record(guide):
    found = {name: contents for name, contents in tags(guide).items() if name.startswith("DC.")}
    assert found == {
        "DC.title": ["Body-worn cameras in small towns: A guide for chiefs"],
        "DC.creator": ["Author, A."],
        "DC.publisher": ["Bureau of Justice Assistance", "Town Police Institute"],
        "DC.date": ["2020-05"],
        "DC.description": ["What a small agency should settle before it buys cameras."],
        "DC.subject": ["Technology", "retention"],
        "DC.type": ["report"],
        "DC.language": ["en"],
        "DC.relation.isPartOf": ["Small agencies"],
        "DC.identifier": ["https://example.org/guide", "doi:10.1000/182", "NCJ 251572"],
    }


def test_the_open_graph_tags_have_the_data_of_the_record(get):
    found = {name: contents[0] for name, contents in tags(get("/resources/talk")).items() if name.startswith("og:")}
    assert found == {
        "og:type": "video.other",
        "og:title": "License plate readers for violence reduction",
        "og:description": "A talk about license plate readers (LPR) in shooting cases.",
        "og:url": f"{HERE}/resources/talk",
        "og:site_name": "Public Safety Clearinghouse",
    }


def test_only_a_pdf_on_this_site_is_the_citation_pdf_url(get):
    assert tags(get("/resources/questions"))["citation_pdf_url"] == [f"{HERE}/documents/shared/broken.pdf"]
    assert "citation_pdf_url" not in tags(get("/resources/talk"))


def test_an_organization_is_not_a_citation_author(published):
    one = factories.record(authors=("Town Police Institute", "Ludwig van Beethoven", "Bhatt"))
    found = tags(BeautifulSoup(create_app(published(one)).test_client().get("/resources/one").text, "html.parser"))
    assert found["citation_author"] == ["Ludwig van Beethoven", "Bhatt"]
    assert found["DC.creator"] == ["Town Police Institute", "Ludwig van Beethoven", "Bhatt"]


def test_linked_data_has_every_known_field(guide):
    found = data(guide)
    (file,) = found.pop("encoding")
    assert found == {
        "@context": "https://schema.org",
        "@id": f"{HERE}/resources/guide",
        "@type": "Report",
        "mainEntityOfPage": f"{HERE}/resources/guide",
        "url": "https://example.org/guide",
        "name": "Body-worn cameras in small towns",
        "alternateName": "A guide for chiefs",
        "description": "What a small agency should settle before it buys cameras.",
        "genre": "Publication",
        "datePublished": "2020-05",
        "inLanguage": "en",
        "author": [{"@type": "Person", "name": "A. Author", "givenName": "A.", "familyName": "Author"}],
        "publisher": [
            {"@type": "Organization", "name": name}
            for name in ("Bureau of Justice Assistance", "Town Police Institute")
        ],
        "keywords": ["retention"],
        "about": [{"@type": "DefinedTerm", "name": "Technology", "url": f"{HERE}/topics/technology"}],
        "isPartOf": {"@type": "CreativeWorkSeries", "name": "Small agencies"},
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/182"},
            {"@type": "PropertyValue", "propertyID": "NCJ", "value": "251572"},
        ],
    }
    assert file.pop("contentSize").endswith(("bytes", "kB"))
    assert file == {
        "@type": "MediaObject",
        "name": "Guide (PDF)",
        "contentUrl": f"{HERE}/documents/guide/guide.pdf",
        "encodingFormat": "application/pdf",
    }


def test_linked_data_of_a_minimal_record_has_only_known_fields(get):
    page = f"{HERE}/resources/lonely"
    assert data(get("/resources/lonely")) == {
        "@context": "https://schema.org",
        "@id": page,
        "@type": "CreativeWork",
        "mainEntityOfPage": page,
        "url": page,
        "name": "Oakland case",
        "description": "Nobody knows where it is.",
    }


def test_a_title_with_markup_is_text_everywhere(published):
    one = factories.record(
        title=BREAKING,
        subtitle=BREAKING,
        summary=BREAKING,
        authors=(f"Doe, {BREAKING}",),
        publishers=(BREAKING,),
        keywords=(BREAKING,),
        series=BREAKING,
        edition=BREAKING,
        rights=BREAKING,
        published=PartialDate(2016),
        identifiers=Identifiers(BREAKING, BREAKING, BREAKING, BREAKING),
        documents=(Document(url="https://example.org/a.pdf", label=BREAKING),),
    )
    text = create_app(published(one)).test_client().get("/resources/one").text
    page = BeautifulSoup(text, "html.parser")
    assert "<script>" not in text
    assert text.count("</script>") == text.count("<script ")
    assert "\\u003c/script\\u003e" in text
    assert data(page)["name"] == BREAKING.replace("\u2028", "").strip()
    assert "</script><script>alert(1)</script>" in page.select_one(".citation").get_text()
    assert tags(page)["DC.title"][0].startswith("</script><script>")
