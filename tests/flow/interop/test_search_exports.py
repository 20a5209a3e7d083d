"""A search as CSV, RIS, BibTeX and CSL-JSON: the same results as the page, with the right names, types and limits."""

import re

import pytest

import factories
from catalog.model import Identifiers, PartialDate
from export_readers import ID_READERS, bibtex_entries, csv_rows
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"
FILES = ("csv", "ris", "bib", "csl.json")


SEARCHES = [
    "sort=newest",
    "q=review&sort=newest",
    "q=review&sort=title",
    "q=retention&sort=relevance",
    "q=which+cameras+have+elephants&sort=relevance",
    "q=vecinos&sort=oldest",
    "topic=technology&topic=gun-violence&format=podcast",
    "sworn=20&sort=relevance",
    "published_from=2003&published_to=2010-06&sort=oldest",
    "q=zzzqqq&sort=newest",
]


@pytest.mark.parametrize("query_string", SEARCHES)
def test_the_same_parameters_give_the_same_records_in_the_same_order_in_every_format(get, client, query_string):
    expected = [hit["id"] for hit in client.get(f"/api/v1/search?{query_string}&per_page=100").json["hits"]]
    for extension, ids in ID_READERS.items():
        assert ids(get(f"/search.{extension}?{query_string}&per_page=100")) == expected


@pytest.mark.parametrize("extension", FILES)
def test_a_download_sorted_by_relevance_has_the_order_of_the_page(get, client, extension):
    expected = [hit["id"] for hit in client.get("/api/v1/search?q=review&per_page=100").json["hits"]]
    assert ID_READERS[extension](get(f"/search.{extension}?q=review")) == expected


@pytest.mark.parametrize("extension", FILES)
def test_a_download_has_all_results_even_if_a_page_is_requested(get, extension):
    assert get(f"/search.{extension}?topic=gun-violence&page=2&per_page=3") == get(
        f"/search.{extension}?topic=gun-violence"
    )


@pytest.mark.parametrize(
    ("extension", "media_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_download_has_its_media_type_and_a_file_name_made_from_the_query(client, extension, media_type):
    headers = client.get(f"/search.{extension}", query_string={"q": '"Plate readers" \u00e9 ../\r\n'}).headers
    assert headers["Content-Type"] == media_type
    assert headers["Content-Disposition"] == f'attachment; filename="clearinghouse-plate-readers-e.{extension}"'


@pytest.mark.parametrize("extension", ID_READERS)
def test_an_invalid_parameter_is_a_problem_that_names_it(client, extension):
    response = client.get(f"/search.{extension}?topic=technologie&page=0")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert set(response.json["errors"]) == {"topic", "page"}
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("extension", ID_READERS)
@pytest.mark.parametrize(
    "query_string", ["q=%00", "q=%ff", "sort=best", "published_from=last+year", "sworn=many", "%00=1"]
)
def test_an_invalid_query_string_is_refused_with_a_reason(client, extension, query_string):
    response = client.get(f"/search.{extension}?{query_string}")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert response.json["detail"].endswith((".", "?"))


@pytest.mark.parametrize("url", [*(f"/search.{extension}" for extension in ID_READERS), "/resources/one.ris"])
def test_before_the_first_publication_exports_are_unavailable_with_a_retry_after_header(tmp_path, url):
    response = create_app(factories.settings(tmp_path)).test_client().get(url)
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert response.headers["Retry-After"]


@pytest.mark.parametrize("url", [*(f"/search.{extension}" for extension in ID_READERS), "/resources/guide.bib"])
def test_an_unchanged_export_is_304(client, url):
    first = client.get(f"{url}?q=cameras&topic=technology")
    assert first.headers["Cache-Control"].startswith("public, max-age=60")
    headers = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"{url}?topic=technology&q=cameras&format=", headers=headers)
    assert (again.status_code, again.data) == (304, b"")


def test_each_format_has_its_own_etag(client):
    etags = {client.get(f"/search.{extension}?q=cameras").headers["ETag"] for extension in ID_READERS}
    assert len(etags) == len(ID_READERS)


@pytest.mark.parametrize("extension", ID_READERS)
def test_a_cached_export_has_the_same_content_and_headers(client, extension):
    first, again = (client.get(f"/search.{extension}?q=cached") for _ in range(2))
    assert first.data == again.data
    assert first.headers["Content-Type"] == again.headers["Content-Type"]
    assert first.headers.get("Content-Disposition") == again.headers.get("Content-Disposition")


@pytest.mark.parametrize("extension", FILES)
def test_a_search_without_results_is_a_download_without_records(get, extension):
    assert ID_READERS[extension](get(f"/search.{extension}?q=zzzqqq")) == []


@pytest.fixture(scope="module")
def large_site(tmp_path_factory):
    """A client of a site with more resources than a download holds."""
    folder = tmp_path_factory.mktemp("many")
    records = (factories.record(f"r{number:04}", title=f"Report {number}") for number in range(1_005))
    assert factories.publish(folder, *records).published
    return create_app(factories.settings(folder)).test_client()


@pytest.mark.parametrize("extension", FILES)
def test_a_download_holds_the_first_thousand_results_and_its_file_name_says_so(large_site, extension):
    response = large_site.get(f"/search.{extension}?q=report&sort=oldest")
    assert ID_READERS[extension](response.text) == [f"r{number:04}" for number in range(1_000)]
    name = f"clearinghouse-report-first-1000-of-1005.{extension}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_page_says_how_many_results_a_download_holds(large_site, get):
    page = large_site.get("/search?q=report").text
    assert "The first 1,000 of 1,005 resources, in the order of this page." in page
    assert "All 2 resources, in the order of this page." in get("/search?q=cameras")
    assert "The one resource." in get("/search?q=alert")


def test_the_csv_table_uses_the_labels_of_the_site(get):
    row = next(row for row in csv_rows(get("/search.csv")) if row["Id in this catalog"] == "guide")
    expected = {
        "Title": "Body-worn cameras in small towns",
        "Format": "Publication",
        "Publishers": "Bureau of Justice Assistance; Town Police Institute",
        "Agency size": "Up to 49 sworn officers",
        "Language": "English",
        "Published": "2020-05",
        "NCJ number": "251572",
        "Web address": "https://example.org/guide",
        "Page in this catalog": f"{PUBLIC_URL}/resources/guide",
    }
    assert {name: row[name] for name in expected} == expected


def test_special_characters_in_records_break_no_export(publish_records):
    special = '=SUM(A1) "quoted", {open \\ 50% & $5 #1_a~b^c } @misc{x,\n'
    records = [
        factories.record(
            "special", title=f"{special}ER  - end", summary=f"{special}\n\nTY  - BOOK\r\nER  - ", authors=(special,)
        ),
        factories.record("after", url="https://example.org/a_{b}%20c?d=1&e=%7B#f", published=PartialDate(1999)),
        factories.record("third", identifiers=Identifiers(report="R-{1}"), authors=("Law and Order Institute", "B. C")),
    ]
    client = create_app(publish_records(*records)).test_client()
    for extension, ids in ID_READERS.items():
        assert sorted(ids(client.get(f"/search.{extension}").text)) == ["after", "special", "third"]
    rows = {row["Id in this catalog"]: row for row in csv_rows(client.get("/search.csv").text)}
    assert rows["special"]["Title"].startswith('\'=SUM(A1) "quoted", {open')
    entries = bibtex_entries(client.get("/search.bib").text)
    assert entries["after"][1]["url"] == "https://example.org/a_%7Bb%7D%20c?d=1&e=%7B#f"
    assert entries["third"][1]["author"] == "{Law and Order Institute} and C, B."


@pytest.mark.parametrize("url", ["/search.pdf", "/resources/guide.csv", "/documents/nothing.csv", "/nothing.bib"])
def test_an_unknown_format_is_an_html_404_page(client, url):
    response = client.get(url)
    assert (response.status_code, response.mimetype) == (404, "text/html")


@pytest.mark.parametrize("extension", ID_READERS)
def test_every_export_has_the_security_headers_and_sets_no_cookie(client, extension):
    headers = client.get(f"/search.{extension}").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("extension", ID_READERS)
def test_a_head_request_for_an_export_has_no_body(client, extension):
    response = client.head(f"/search.{extension}?q=cameras")
    assert (response.status_code, response.data) == (200, b"")


def test_posting_to_an_export_is_refused(client):
    response = client.post("/search.csv")
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert re.search(r"\bGET\b", response.headers["Allow"])
