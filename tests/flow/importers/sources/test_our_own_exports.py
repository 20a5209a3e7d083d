"""What this catalog publishes for other catalogs can be imported: each resource comes back as its record has it."""

import pytest

import factories
from catalog.model import Document, Identifiers, PartialDate, Record
from indexer.importers.sources import open_source
from production_server import production_server
from source_items import fault_places, rows_of

SITE = "http://catalog.example"
RECORDS = (
    Record(
        "cameras",
        "Body-worn cameras: A <guide> & \u201cplan\u201d",
        summary="One sentence with <b> & \u00f1.\n\nAnother paragraph.",
        url="https://nij.example/cameras?a=1&b=2",
        format="webinar",
        topics=("technology",),
        publishers=("Police Foundation",),
        authors=("Doe, Jane", "Kim Roe"),
        keywords=("cameras", "video evidence"),
        language="en",
        published=PartialDate(2015, 5, 3),
        documents=(Document(url="https://nij.example/cameras.pdf", media_type="application/pdf"),),
        identifiers=Identifiers(doi="10.1000/182", ncj="251572"),
    ),
    Record(
        "prevencion",
        "Prevenci\u00f3n de la violencia",
        summary="Una gu\u00eda.",
        url="https://ojp.example/prevencion",
        topics=("gun-violence",),
        publishers=("OJP", "BJA"),
        keywords=("violencia",),
        language="es",
        published=PartialDate(1998),
    ),
    Record(
        "patterns", "Patterns", subtitle="What they tell", url="https://x.example/p", published=PartialDate(2020, 2)
    ),
)
BY_TITLE = {": ".join(filter(None, (record.title, record.subtitle))): record for record in RECORDS}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The product, which serves the records."""
    folder = tmp_path_factory.mktemp("site")
    assert factories.publish(folder, *RECORDS).published
    with production_server(folder, environment={"CATALOG_PUBLIC_URL": SITE}) as server:
        yield server


@pytest.fixture
def rows(site, internet, open_fetcher):
    """A function that imports from an address of the product, and returns the rows of records by their titles."""
    internet.host("catalog.example", site)

    def read(source_format, path):
        items = list(open_source(source_format, f"{SITE}{path}", open_fetcher(site.port)))
        found = {values["title"]: values for values in rows_of(items)}
        by_title = {title: found.get(title) or found.get(record.title) for title, record in BY_TITLE.items()}
        assert None not in by_title.values(), (found, fault_places(items))
        return by_title

    return read


def labels(record):
    taxonomy = factories.taxonomy()
    return [taxonomy.publisher_label(name) for name in record.publishers]


def test_data_json(rows):
    for title, row in rows("dcat", "/data.json").items():
        record = BY_TITLE[title]
        assert row["source_id"] == f"{SITE}/resources/{record.id}"
        assert row["url"] == record.url
        assert row["published"] == str(record.published)
        assert row.get("keywords", []) == list(record.keywords)
        assert row.get("language") == record.language
        if record.summary:
            assert row["summary"] == record.summary
            assert row["publishers"] == labels(record)[:1]


def test_oai(rows):
    for title, row in rows("oai", "/oai").items():
        record = BY_TITLE[title]
        assert row["url"] == record.url
        assert row["published"] == str(record.published)
        assert row.get("summary") == record.summary
        assert row.get("publishers", []) == labels(record)
        assert row.get("authors", []) == list(record.authors)
        assert set(record.keywords) <= set(row.get("keywords", []))
        assert row.get("language") == record.language
        numbers = {"doi": record.identifiers.doi, "ncj": record.identifiers.ncj}
        assert row.get("identifiers", {}) == {name: value for name, value in numbers.items() if value}


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_feeds(rows, extension):
    for title, row in rows("rss", f"/search.{extension}").items():
        record = BY_TITLE[title]
        assert row["url"] == f"{SITE}/resources/{record.id}"
        assert row["published"] == str(record.published)
        assert row.get("summary") == record.summary
        assert row.get("publishers", []) == labels(record)
        assert row.get("authors", []) == list(record.authors)
        if extension == "atom":
            assert row["related_url"] == record.url
            assert row.get("topics", []) == list(record.topics)
            assert row.get("format") == record.format


def test_pages_of_the_sitemap(rows):
    for title, row in rows("sitemap", "/sitemap.xml").items():
        record = BY_TITLE[title]
        assert row["source_id"] == f"{SITE}/resources/{record.id}"
        assert row["title"] == record.title
        assert row.get("subtitle") == record.subtitle
        assert row["url"] == record.url
        assert row["published"] == str(record.published)
        assert row.get("summary") == record.summary
        assert row.get("publishers", []) == labels(record)
        assert row.get("keywords", []) == list(record.keywords)
        assert row.get("language", "en") == (record.language or "en")
        assert [file["url"] for file in row.get("documents", [])] == [file.url for file in record.documents]
