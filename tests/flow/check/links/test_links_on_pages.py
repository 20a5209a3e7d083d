"""What visitors see of checks of links, after the next publication."""

import json

import pytest
from bs4 import BeautifulSoup

from catalog.model import Document
from factories import record, settings, write_corpus
from indexer.check.check import check
from indexer.ingest.pipeline import ingest
from raw_server import answer
from webui import create_app

PAGE = answer("<title>Patrol report</title>", Content_Type="text/html")


@pytest.fixture
def one_link(server, folder):
    """The record `a`, whose address is on the server, published."""
    server.routes["/a"] = PAGE
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/a"))
    ingest(settings(folder))


def page(folder, path="/resources/a"):
    """Return the page of the record as words."""
    markup = create_app(settings(folder)).test_client().get(path).text
    return " ".join(BeautifulSoup(markup, "lxml").main.get_text(" ").split())


def search(folder, parameters=""):
    return json.loads(create_app(settings(folder)).test_client().get(f"/api/v1/search?{parameters}").text)


@pytest.mark.usefixtures("one_link")
def test_a_page_says_when_its_link_was_last_reached(check_on, folder):
    assert "Last reached" not in page(folder)
    check_on()
    assert "Last reached" not in page(folder)
    assert ingest(settings(folder)).published
    assert "Last reached on December 1, 2026." in page(folder)
    assert "1 de diciembre de 2026" in page(folder, "/es/resources/a")


@pytest.mark.usefixtures("one_link")
def test_a_later_check_that_finds_the_same_publishes_nothing(check_on, folder):
    check_on()
    ingest(settings(folder))
    check_on(7)
    assert ingest(settings(folder)).records["unchanged"] == 1


@pytest.mark.usefixtures("one_link")
def test_a_later_month_is_shown(check_on, folder):
    check_on()
    ingest(settings(folder))
    check_on(30)
    assert ingest(settings(folder)).records["changed"] == 1
    assert "Last reached on December 31, 2026." in page(folder)


def break_link(server, check_on):
    """Check a link on the days after it was lost, until it is dead."""
    check_on()
    server.routes["/a"] = answer(status="404 Not Found")
    for day in (7, 14, 21):
        check_on(day)


@pytest.mark.usefixtures("one_link")
def test_the_page_of_a_dead_link_says_so_and_leads_elsewhere(server, check_on, folder):
    break_link(server, check_on)
    ingest(settings(folder))
    words = page(folder)
    assert "This address did not work when it was last checked, on several days." in words
    assert "Last reached on December 1, 2026." in words
    assert "Look for an archived copy at the Internet Archive" in words


@pytest.mark.usefixtures("one_link")
def test_searches_can_leave_out_what_is_dead(server, check_on, folder):
    assert search(folder, "availability=online")["total"] == 1
    break_link(server, check_on)
    ingest(settings(folder))
    assert search(folder, "availability=online")["total"] == 0
    assert search(folder)["total"] == 1


def test_a_record_with_another_address_that_works_is_not_dead(server, check_on, folder):
    server.routes.update({"/a": PAGE, "/b.txt": answer("Report", Content_Type="text/plain")})
    write_corpus(
        folder / "corpus", record("a", url=f"{server.url}/a", documents=(Document(url=f"{server.url}/b.txt"),))
    )
    break_link(server, check_on)
    ingest(settings(folder))
    assert search(folder, "availability=online")["total"] == 1


@pytest.mark.usefixtures("one_link")
def test_a_new_address_has_no_history(check_on, server, folder):
    check_on()
    ingest(settings(folder))
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/new"))
    ingest(settings(folder))
    assert "Last reached" not in page(folder)


@pytest.mark.usefixtures("one_link")
def test_a_check_of_the_index_knows_what_was_published(check_on, clearinghouse, folder):
    check_on()
    ingest(settings(folder))
    assert clearinghouse("check").exit_code == 0


@pytest.mark.usefixtures("one_link")
def test_a_damaged_list_of_links_does_not_stop_indexing(check_on, folder, clearinghouse):
    check_on()
    ingest(settings(folder))
    (folder / "data" / "links.sqlite").write_bytes(b"not a database" * 1000)
    assert clearinghouse("index").exit_code == 0
    assert "Last reached" not in page(folder)


@pytest.mark.usefixtures("one_link")
def test_a_full_build_keeps_what_is_known_of_links(check_on, clearinghouse, folder):
    check_on()
    clearinghouse("index", "--full")
    assert "Last reached on December 1, 2026." in page(folder)


@pytest.mark.usefixtures("one_link")
def test_check_does_not_call_a_record_changed_whose_links_were_checked(check_on, folder):
    check_on()
    report = check(settings(folder))
    assert (report.faults, len(report.notes)) == ((), 1)
    assert report.notes[0].startswith("The links of 1 record were checked since: 'clearinghouse index' shows visitors")


@pytest.mark.usefixtures("one_link")
def test_check_names_mistakes_in_ignored_links(folder):
    (folder / "corpus/ignored_links.yaml").write_text("- host: a.example.org\n  reason: R\n  until: soon\n")
    (fault,) = check(settings(folder)).faults
    assert (fault.file, fault.line, fault.field) == ("corpus/ignored_links.yaml", 3, "until")
