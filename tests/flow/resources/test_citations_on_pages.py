"""A resource page has citations for people and metadata for programs."""

import json
from collections import Counter

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import Document, Identifiers, PartialDate
from indexer.ingest.pipeline import IngestOptions, ingest
from paths import CORPUS
from webui import create_app

BASE_URL = "http://127.0.0.1:8000"
HOSTILE_TEXT = '</script><script>alert(1)</script><!-- "it" & \u2028'
SINGLE_TAGS = {
    "citation_title",
    "DC.title",
    "og:title",
    "og:url",
    "og:type",
    "citation_abstract_html_url",
    "description",
}
RESOURCES = ("guide", "talk", "questions", "vecinos", "hostile", "long", "lonely", "review-01")


@pytest.fixture(scope="module")
def guide(get):
    return get("/resources/guide")


def tags(page):
    """Return the contents of the meta tags of a page by name."""
    contents = {}
    for tag in page.head.select("meta[name], meta[property]"):
        contents.setdefault(tag.get("name") or tag["property"], []).append(tag["content"])
    return contents


def linked_data_of(page):
    """Return the linked data of the resource on its page, which has exactly one block of linked data."""
    (script,) = page.select('script[type="application/ld+json"]')
    resource, _path = json.loads(script.string)
    return resource


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
        "Reference managers": ["RIS", "BibTeX", "CSL-JSON"],
    }
    assert len(guide.select('a[href$=".ris"], a[href$=".bib"], a[href$=".csl.json"]')) == 3


@pytest.mark.parametrize("record_id", RESOURCES)
def test_no_property_is_empty(get, record_id):
    for row in get(f"/resources/{record_id}").select(".properties > div"):
        assert row.dt.get_text(strip=True)
        assert all(value.get_text(strip=True) for value in row.select("dd"))


def test_a_title_in_another_language_is_marked_in_the_citation(get):
    assert [title.get_text() for title in get("/resources/vecinos").select(".citation [lang=es]")] == [
        "Vecinos y polic\u00eda"
    ] * 2


@pytest.mark.parametrize("record_id", RESOURCES)
def test_no_meta_tag_is_empty_or_duplicated(get, record_id):
    page = get(f"/resources/{record_id}")
    page_tags = tags(page)
    assert all(content.strip() for contents in page_tags.values() for content in contents)
    assert all(max(Counter(contents).values()) == 1 for contents in page_tags.values())
    assert {name: len(page_tags[name]) for name in SINGLE_TAGS} == dict.fromkeys(SINGLE_TAGS, 1)


def test_the_citation_tags_have_the_data_of_the_record(guide):
    citation_tags = {name: contents for name, contents in tags(guide).items() if name.startswith("citation_")}
    assert citation_tags == {
        "citation_title": ["Body-worn cameras in small towns: A guide for chiefs"],
        "citation_author": ["Author, A."],
        "citation_publication_date": ["2020/05"],
        "citation_technical_report_institution": ["Bureau of Justice Assistance; Town Police Institute"],
        "citation_doi": ["10.1000/182"],
        "citation_language": ["en"],
        "citation_keywords": ["retention"],
        "citation_abstract_html_url": [f"{BASE_URL}/resources/guide"],
        "citation_pdf_url": [f"{BASE_URL}/documents/guide/guide.pdf"],
    }


def test_the_dublin_core_tags_have_the_data_of_the_record(guide):
    dublin_core = {name: contents for name, contents in tags(guide).items() if name.startswith("DC.")}
    assert dublin_core == {
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
    open_graph = {
        name: contents[0] for name, contents in tags(get("/resources/talk")).items() if name.startswith("og:")
    }
    assert open_graph == {
        "og:type": "video.other",
        "og:title": "License plate readers for violence reduction",
        "og:description": "A talk about license plate readers (LPR) in shooting cases.",
        "og:url": f"{BASE_URL}/resources/talk",
        "og:site_name": "Public Safety Clearinghouse",
    }


def test_only_a_pdf_on_this_site_is_the_citation_pdf_url(get):
    assert tags(get("/resources/questions"))["citation_pdf_url"] == [f"{BASE_URL}/documents/shared/broken.pdf"]
    assert "citation_pdf_url" not in tags(get("/resources/talk"))


def test_reference_managers_read_the_name_of_an_organization_as_one(publish_records):
    one = factories.record(authors=("Town Police Institute, Inc.", "Ludwig van Beethoven", "Bhatt"))
    page_tags = tags(
        BeautifulSoup(create_app(publish_records(one)).test_client().get("/resources/one").text, "html.parser")
    )
    assert page_tags["citation_author"] == ["Town Police Institute Inc.,", "Ludwig van Beethoven", "Bhatt"]
    assert page_tags["DC.creator"] == ["Town Police Institute, Inc.", "Ludwig van Beethoven", "Bhatt"]


def test_linked_data_has_every_known_field(guide):
    linked_data = linked_data_of(guide)
    (file,) = linked_data.pop("encoding")
    assert linked_data == {
        "@context": "https://schema.org",
        "@id": f"{BASE_URL}/resources/guide",
        "@type": "Report",
        "mainEntityOfPage": f"{BASE_URL}/resources/guide",
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
        "about": [{"@type": "DefinedTerm", "name": "Technology", "url": f"{BASE_URL}/topics/technology"}],
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
        "contentUrl": f"{BASE_URL}/documents/guide/guide.pdf",
        "encodingFormat": "application/pdf",
    }


def test_labels_in_linked_data_are_in_the_language_of_the_page(publish_records):
    settings = publish_records(factories.record("one", format="publication", topics=("technology",)))
    (settings.corpus / "taxonomy.yaml").write_bytes((CORPUS / "taxonomy.yaml").read_bytes())
    assert ingest(settings, IngestOptions(force=True)).published
    page = create_app(settings).test_client().get("/es/resources/one").text
    linked_data = linked_data_of(BeautifulSoup(page, "html.parser"))
    assert (linked_data["genre"], linked_data["about"][0]["name"]) == ("Publicación", "Tecnología")


def test_linked_data_of_a_minimal_record_has_only_known_fields(get):
    page = f"{BASE_URL}/resources/lonely"
    assert linked_data_of(get("/resources/lonely")) == {
        "@context": "https://schema.org",
        "@id": page,
        "@type": "CreativeWork",
        "mainEntityOfPage": page,
        "url": page,
        "name": "Oakland case",
        "description": "Nobody knows where it is.",
    }


def test_a_title_with_markup_is_text_everywhere(publish_records):
    one = factories.record(
        title=HOSTILE_TEXT,
        subtitle=HOSTILE_TEXT,
        summary=HOSTILE_TEXT,
        authors=(f"Doe, {HOSTILE_TEXT}",),
        publishers=(HOSTILE_TEXT,),
        keywords=(HOSTILE_TEXT,),
        series=HOSTILE_TEXT,
        edition=HOSTILE_TEXT,
        rights=HOSTILE_TEXT,
        published=PartialDate(2016),
        identifiers=Identifiers(HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT),
        documents=(Document(url="https://example.org/a.pdf", label=HOSTILE_TEXT),),
    )
    text = create_app(publish_records(one)).test_client().get("/resources/one").text
    page = BeautifulSoup(text, "html.parser")
    assert "<script>" not in text
    assert text.count("</script>") == text.count("<script ")
    assert "\\u003c/script\\u003e" in text
    assert linked_data_of(page)["name"] == HOSTILE_TEXT.replace("\u2028", "").strip()
    assert "</script><script>alert(1)</script>" in page.select_one(".citation").get_text()
    assert tags(page)["DC.title"][0].startswith("</script><script>")
