"""A search as a file, read back; and all forms of a search side by side."""

import re

import bibtexparser
import pytest
import rispy
from bs4 import BeautifulSoup

import factories
import web_catalog
from catalog.model import Identifiers, PartialDate
from export_readers import ID_READERS, bibtex_entries, csv_rows, ris_references
from webui import create_app

PUBLIC = "https://clearinghouse.example"
FILES = ("csv", "ris", "bib")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("exports"), public_url=PUBLIC)).test_client()


@pytest.fixture(scope="module")
def get(client):
    def text(address):
        response = client.get(address)
        assert response.status_code == 200
        return response.text

    return text


ASKED = [
    "sort=newest",
    "q=review&sort=newest",
    "q=review&sort=title",
    "q=retention&sort=relevance",
    "q=cameras+elephants&sort=relevance",
    "q=vecinos&sort=oldest",
    "topic=technology&topic=gun-violence&format=podcast",
    "sworn=20&sort=relevance",
    "published_from=2003&published_to=2010-06&sort=oldest",
    "q=zzzqqq&sort=newest",
]


@pytest.mark.parametrize("asked", ASKED)
def test_the_same_parameters_give_the_same_records_in_page_order_in_every_form(get, client, asked):
    wanted = [hit["id"] for hit in client.get(f"/api/v1/search?{asked}&per_page=100").json["hits"]]
    for ending, ids in ID_READERS.items():
        assert ids(get(f"/search.{ending}?{asked}&per_page=100")) == wanted


@pytest.mark.parametrize("ending", FILES)
def test_a_file_has_the_order_of_the_page_also_where_that_is_best_first(get, client, ending):
    wanted = [hit["id"] for hit in client.get("/api/v1/search?q=review&per_page=100").json["hits"]]
    assert ID_READERS[ending](get(f"/search.{ending}?q=review")) == wanted


@pytest.mark.parametrize("ending", FILES)
def test_a_file_has_the_whole_result_whatever_page_is_asked_for(get, ending):
    assert get(f"/search.{ending}?topic=gun-violence&page=2&per_page=3") == get(f"/search.{ending}?topic=gun-violence")


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [("csv", "text/csv"), ("ris", "application/x-research-info-systems"), ("bib", "application/x-bibtex")],
)
def test_a_file_says_what_it_is_and_is_saved_under_a_name_that_fits(client, ending, media_type):
    headers = client.get(f"/search.{ending}", query_string={"q": '"Plate readers" \u00e9 ../\r\n'}).headers
    assert headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert headers["Content-Disposition"] == f'attachment; filename="clearinghouse-plate-readers-e.{ending}"'


@pytest.mark.parametrize("ending", ID_READERS)
def test_a_wrong_parameter_is_a_problem_that_names_it(client, ending):
    response = client.get(f"/search.{ending}?topic=technologie&page=0")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert set(response.json["errors"]) == {"topic", "page"}
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("ending", ID_READERS)
@pytest.mark.parametrize("junk", ["q=%00", "q=%ff", "sort=best", "published_from=last+year", "sworn=many", "%00=1"])
def test_junk_is_refused_with_a_reason(client, ending, junk):
    response = client.get(f"/search.{ending}?{junk}")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert response.json["detail"].endswith((".", "?"))


@pytest.mark.parametrize("address", [*(f"/search.{ending}" for ending in ID_READERS), "/resources/one.ris"])
def test_before_the_first_publication_there_is_nothing_yet_and_a_time_to_come_back(tmp_path, address):
    response = create_app(factories.settings(tmp_path)).test_client().get(address)
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert response.headers["Retry-After"]


@pytest.mark.parametrize("address", [*(f"/search.{ending}" for ending in ID_READERS), "/resources/guide.bib"])
def test_an_unchanged_form_is_304(client, address):
    first = client.get(f"{address}?q=cameras&topic=technology")
    assert first.headers["Cache-Control"].startswith("public, max-age=60")
    asked = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"{address}?topic=technology&q=cameras&format=", headers=asked)
    assert (again.status_code, again.data) == (304, b"")


def test_each_form_has_a_tag_of_its_own(client):
    tags = {client.get(f"/search.{ending}?q=cameras").headers["ETag"] for ending in ID_READERS}
    assert len(tags) == len(ID_READERS)


@pytest.mark.parametrize("ending", ID_READERS)
def test_a_form_that_is_kept_is_the_same_with_the_same_headers(client, ending):
    first, again = (client.get(f"/search.{ending}?q=kept") for _ in range(2))
    assert first.data == again.data
    assert first.headers["Content-Type"] == again.headers["Content-Type"]
    assert first.headers.get("Content-Disposition") == again.headers.get("Content-Disposition")


@pytest.mark.parametrize("ending", FILES)
def test_a_search_that_finds_nothing_is_a_file_without_records(get, ending):
    assert ID_READERS[ending](get(f"/search.{ending}?q=zzzqqq")) == []


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A catalog of more resources than a file holds, published in the memory of the test alone."""
    folder = tmp_path_factory.mktemp("many")
    records = (factories.record(f"r{number:04}", title=f"Report {number}") for number in range(1_005))
    assert factories.publish(folder, *records).published
    return create_app(factories.settings(folder)).test_client()


@pytest.mark.parametrize("ending", FILES)
def test_a_file_holds_the_first_thousand_and_its_name_says_so(many, ending):
    response = many.get(f"/search.{ending}?q=report&sort=oldest")
    assert ID_READERS[ending](response.text) == [f"r{number:04}" for number in range(1_000)]
    name = f"clearinghouse-report-first-1000-of-1005.{ending}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_page_says_how_much_of_a_search_a_file_holds(many, get):
    page = many.get("/search?q=report").text
    assert "The first 1,000 of 1,005 resources, in the order of this page." in page
    assert "All 2 resources, in the order of this page." in get("/search?q=cameras")
    assert "The one resource." in get("/search?q=alert")


def test_a_table_has_the_words_of_the_site_for_what_is_known(get):
    row = next(row for row in csv_rows(get("/search.csv")) if row["Id in this catalog"] == "guide")
    wanted = {
        "Title": "Body-worn cameras in small towns",
        "Format": "Publication",
        "Publishers": "Bureau of Justice Assistance; Town Police Institute",
        "Agency size": "Up to 49 sworn officers",
        "Language": "English",
        "Published": "2020-05",
        "NCJ number": "251572",
        "Web address": "https://example.org/guide",
        "Page in this catalog": f"{PUBLIC}/resources/guide",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_a_reference_in_ris_has_the_fields_that_reference_managers_know(get):
    (reference,) = ris_references(get("/resources/guide.ris"))
    assert reference[0] == ("TY", "RPRT")
    found = dict(reference)
    wanted = {
        "TI": "Body-worn cameras in small towns: A guide for chiefs",
        "AU": "A. Author",
        "PY": "2020",
        "DA": "2020/05//",
        "DO": "10.1000/182",
        "UR": "https://example.org/guide",
        "KW": "retention",
        "AN": "NCJ 251572",
    }
    assert {name: found[name] for name in wanted} == wanted


def test_a_reference_in_bibtex_has_the_fields_that_reference_managers_know(get):
    ((key, (kind, fields)),) = bibtex_entries(get("/resources/guide.bib")).items()
    assert (key, kind) == ("guide", "techreport")
    assert fields["title"] == "Body-worn cameras in small towns: A guide for chiefs"
    assert fields["institution"] == "Bureau of Justice Assistance; Town Police Institute"
    assert (fields["year"], fields["month"], fields["doi"]) == ("2020", "may", "10.1000/182")


def test_a_reference_manager_reads_every_reference_in_ris(get):
    references = rispy.loads(get("/search.ris"))
    assert len(references) == len(web_catalog.RECORDS)
    guide = next(each for each in references if each["title"].startswith("Body-worn cameras"))
    assert (guide["type_of_reference"], guide["year"], guide["doi"]) == ("RPRT", "2020", "10.1000/182")
    assert guide["authors"] == ["A. Author"]
    assert guide["keywords"] == ["Technology", "retention"]


def test_a_program_for_bibtex_reads_every_entry(get):
    library = bibtexparser.parse_string(get("/search.bib"))
    assert library.failed_blocks == []
    assert len(library.entries) == len(web_catalog.RECORDS)
    guide = library.entries_dict["guide"]
    assert (guide.entry_type, guide["year"], guide["month"]) == ("techreport", "2020", "may")
    assert guide["title"] == "Body-worn cameras in small towns: A guide for chiefs"


def test_a_film_and_a_talk_are_what_they_are_in_references(get):
    types = {dict(each)["TI"]: each[0][1] for each in ris_references(get("/search.ris"))}
    assert types["License plate readers for violence reduction"] == "VIDEO"
    assert types["Shooting review, part 1"] == "SOUND"
    assert types["Oakland case"] == "GEN"
    kind, fields = bibtex_entries(get("/resources/talk.bib"))["talk"]
    assert (kind, fields["howpublished"]) == ("misc", "Webinar")


def test_what_people_write_breaks_no_file(published):
    wild = '=SUM(A1) "quoted", {open \\ 50% & $5 #1_a~b^c } @misc{x,\n'
    records = [
        factories.record("wild", title=f"{wild}ER  - end", summary=f"{wild}\n\nTY  - BOOK\r\nER  - ", authors=(wild,)),
        factories.record("after", url="https://example.org/a_{b}%20c?d=1&e=%7B#f", published=PartialDate(1999)),
        factories.record("third", identifiers=Identifiers(report="R-{1}"), authors=("Law and Order Institute", "B. C")),
    ]
    client = create_app(published(*records)).test_client()
    for ending, ids in ID_READERS.items():
        assert sorted(ids(client.get(f"/search.{ending}").text)) == ["after", "third", "wild"]
    rows = {row["Id in this catalog"]: row for row in csv_rows(client.get("/search.csv").text)}
    assert rows["wild"]["Title"].startswith('\'=SUM(A1) "quoted", {open')
    entries = bibtex_entries(client.get("/search.bib").text)
    assert entries["after"][1]["url"] == "https://example.org/a_%7Bb%7D%20c?d=1&e=%7B#f"
    assert entries["third"][1]["author"] == "{Law and Order Institute} and B. C"


@pytest.mark.parametrize("ending", ["ris", "bib"])
def test_a_former_id_leads_to_the_reference_of_the_present_one(client, ending):
    response = client.get(f"/resources/723.{ending}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/resources/talk.{ending}")


@pytest.mark.parametrize("address", ["/resources/nothing.ris", "/resources/nothing.bib"])
def test_a_reference_that_is_not_there_is_a_problem(client, address):
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize("address", ["/search.pdf", "/resources/guide.csv", "/documents/nothing.csv", "/nothing.bib"])
def test_a_form_that_there_is_not_is_a_page_with_a_search(client, address):
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (404, "text/html")


def test_the_links_of_a_json_answer_give_every_form_of_its_search(client):
    answer = client.get("/api/v1/search?q=review&format=podcast&sort=title&page=2&per_page=5&explain=1").json
    query = "format=podcast&q=review"
    assert {name: answer["links"][name] for name in ("atom", "rss", "csv", "ris", "bibtex")} == {
        "atom": f"{PUBLIC}/search.atom?{query}",
        "rss": f"{PUBLIC}/search.rss?{query}",
        "csv": f"{PUBLIC}/search.csv?{query}&sort=title",
        "ris": f"{PUBLIC}/search.ris?{query}&sort=title",
        "bibtex": f"{PUBLIC}/search.bib?{query}&sort=title",
    }
    for name in ("atom", "csv", "bibtex"):
        assert client.get(answer["links"][name].removeprefix(PUBLIC)).status_code == 200


def test_the_search_page_offers_every_form_of_its_search(get, client):
    block = BeautifulSoup(get("/search?q=review&page=2&sort=title"), "html.parser").select_one("details.disclosure")
    addresses = [link["href"] for link in block.select(".link-row a")]
    assert addresses == [
        "/search.atom?q=review",
        "/search.rss?q=review",
        "/search.csv?q=review&sort=title",
        "/search.ris?q=review&sort=title",
        "/search.bib?q=review&sort=title",
        "/api/v1/search?page=2&q=review&sort=title",
    ]
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_a_search_that_finds_nothing_can_be_followed_and_not_downloaded(get):
    block = BeautifulSoup(get("/search?q=zzzqqq"), "html.parser").select_one("details.disclosure")
    assert block.select_one('a[href="/search.atom?q=zzzqqq"]')
    assert not block.select('a[href^="/search.csv"]')


def test_a_resource_page_offers_its_reference(get):
    links = [link["href"] for link in BeautifulSoup(get("/resources/guide"), "html.parser").select(".properties a")]
    for address in ("/resources/guide.ris", "/resources/guide.bib"):
        assert address in links
        assert get(address)


@pytest.mark.parametrize("ending", ID_READERS)
def test_every_form_is_hardened_and_sets_no_cookie(client, ending):
    headers = client.get(f"/search.{ending}").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("ending", ID_READERS)
def test_a_form_can_be_asked_for_its_head_alone(client, ending):
    response = client.head(f"/search.{ending}?q=cameras")
    assert (response.status_code, response.data) == (200, b"")


def test_no_form_can_be_written_to(client):
    response = client.post("/search.csv")
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert re.search(r"\bGET\b", response.headers["Allow"])
