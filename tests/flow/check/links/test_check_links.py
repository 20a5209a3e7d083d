"""`check-links` says which links are dead, without false alarms."""

import pytest

from catalog.model import Document, Rating
from document_bytes import pdf
from factories import record, write_corpus
from indexer.check.links.link_check import OFFLINE
from raw_server import answer, redirect

PAGE = answer("<!doctype html><title>Patrol report</title>", Content_Type="text/html")


@pytest.fixture
def links(folder, server):
    """A function that writes a record for each path of the server, or whole URL."""

    def write(*places):
        urls = [place if place.startswith("http") else f"{server.url}{place}" for place in places]
        write_corpus(folder / "corpus", *(record(f"r{number}", url=url) for number, url in enumerate(urls)))

    return write


def statuses(report):
    """Return the status of each link, in the order of the records."""
    return [str(finding.status) for finding in report.findings]


def test_a_page_that_answers_is_reached(server, links, check_on):
    links("/a")
    server.routes["/a"] = PAGE
    report = check_on()
    assert statuses(report) == ["reached"]
    assert report.findings[0].state.reached_on == "2026-12-01"


def test_a_file_is_asked_for_by_its_headers_only(server, links, check_on):
    links("/a.pdf")
    methods = []
    server.routes["/a.pdf"] = lambda headers: (
        methods.append(headers["method"]) or answer(pdf(["Report"]), Content_Type="application/pdf")
    )
    assert statuses(check_on()) == ["reached"]
    assert methods == ["HEAD"]


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "405 Method Not Allowed", "500 Oops"])
def test_a_server_that_refuses_to_tell_the_headers_is_asked_for_the_page(server, links, check_on, status):
    links("/a")
    server.routes["/a"] = lambda headers: answer(status=status) if headers["method"] == "HEAD" else PAGE
    assert statuses(check_on()) == ["reached"]


@pytest.mark.parametrize(
    "status", ["401 Unauthorized", "403 Forbidden", "429 Too Many Requests", "500 Oops", "503 Later", "400 Bad Request"]
)
def test_what_bot_walls_and_failing_servers_answer_is_no_strike(server, links, check_on, status):
    links("/a")
    server.routes["/a"] = answer(status=status)
    for day in range(10):
        report = check_on(day)
    assert statuses(report) == ["cannot-tell"]
    assert report.findings[0].state.strike_days == ""


def test_a_server_that_does_not_answer_in_time_is_no_strike(server, links, check_on):
    links("/a", "/b")
    server.routes["/a"] = [None] * 20
    server.routes["/b"] = PAGE
    assert statuses(check_on(limits={"harvest_idle_s": 0.5})) == ["cannot-tell", "reached"]


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_missing_page_is_failing_at_first_and_dead_after_three_days_of_failures(server, links, check_on, status):
    links("/a")
    server.routes["/a"] = answer(status=status)
    assert [statuses(check_on(day)) for day in (0, 1, 2, 3)] == [["failing"], ["failing"], ["failing"], ["dead"]]


def test_many_failures_on_one_day_are_one_strike(server, links, check_on):
    links("/a")
    server.routes["/a"] = answer(status="404 Not Found")
    for _ in range(5):
        report = check_on(0, older_than_days=0)
    assert statuses(report) == ["failing"]
    assert report.findings[0].state.strike_days == "2026-12-01"


def test_three_failures_within_three_days_are_not_enough(server, links, check_on):
    links("/a")
    server.routes["/a"] = answer(status="404 Not Found")
    assert [statuses(check_on(day)) for day in (0, 1, 2)][-1] == ["failing"]


def test_a_link_that_is_back_has_no_strikes_any_more(server, links, check_on):
    links("/a")
    server.routes["/a"] = answer(status="404 Not Found")
    for day in (0, 1, 4):
        check_on(day)
    server.routes["/a"] = PAGE
    assert statuses(check_on(5)) == ["reached"]
    server.routes["/a"] = answer(status="404 Not Found")
    assert statuses(check_on(6)) == ["failing"]


def test_what_cannot_be_told_does_not_take_strikes_back(server, links, check_on):
    links("/a")
    server.routes["/a"] = answer(status="404 Not Found")
    for day in (0, 1, 4):
        check_on(day)
    server.routes["/a"] = answer(status="503 Later")
    assert statuses(check_on(5)) == ["dead"]


def test_a_host_that_does_not_exist_is_a_strike(server, links, check_on):
    links("http://gone.example.gov/a", "/b")
    server.routes["/b"] = PAGE
    assert statuses(check_on()) == ["failing", "reached"]


def test_a_computer_that_is_offline_records_nothing(links, check_on):
    links("http://gone.example.gov/a", "http://away.example.gov/b")
    report = check_on()
    assert report.notes == (OFFLINE,)
    assert statuses(report) == ["unchecked", "unchecked"]


def test_a_redirect_to_a_home_page_is_suspect(server, links, check_on):
    links("/report/a")
    server.routes["/report/a"] = redirect("/")
    server.routes["/"] = PAGE
    report = check_on()
    assert statuses(report) == ["suspect"]
    assert report.needs_attention


def test_a_page_that_says_it_was_not_found_is_suspect(server, links, check_on):
    links("/a")
    server.routes["/a"] = answer("<title>Page Not Found | Agency</title>", Content_Type="text/html")
    assert statuses(check_on()) == ["suspect"]


def test_a_web_page_in_place_of_a_pdf_is_suspect(server, links, check_on):
    links("/a.pdf")
    server.routes["/a.pdf"] = PAGE
    assert statuses(check_on()) == ["suspect"]


def test_a_redirect_to_another_page_is_fine(server, links, check_on):
    links("/a")
    server.routes["/a"] = redirect("/reports/a")
    server.routes["/reports/a"] = PAGE
    assert statuses(check_on()) == ["reached"]


def test_redirects_in_a_circle_are_suspect(server, links, check_on):
    links("/a")
    server.routes["/a"] = redirect("/b")
    server.routes["/b"] = redirect("/a")
    assert statuses(check_on()) == ["suspect"]


def test_an_address_that_robots_txt_forbids_is_not_asked_for(server, links, check_on):
    links("/a")
    server.routes["/robots.txt"] = answer("User-agent: *\nDisallow: /a\n")
    assert statuses(check_on()) == ["cannot-tell"]
    assert server.requests == ["/robots.txt"]


def test_a_private_address_is_never_asked_for(server, links, check_on, internet):
    links("http://10.1.2.3/a", "/b")
    server.routes["/b"] = PAGE
    assert statuses(check_on()) == ["cannot-tell", "reached"]
    assert {address for address, _ in internet.attempts} == {"127.0.0.1"}


def test_links_of_documents_ratings_and_listings_are_checked_too(server, check_on, folder):
    urls = {name: f"{server.url}/{name}" for name in ("document", "rating", "listing")}
    rating = Rating("CrimeSolutions", "Effective", url=urls["rating"])
    documents = (Document(url=urls["document"]),)
    write_corpus(folder / "corpus", record("a", listed_at=urls["listing"], documents=documents, rating=rating))
    report = check_on()
    assert {finding.uses[0].field_name for finding in report.findings} == {
        "listed_at",
        "documents[0].url",
        "rating.url",
    }


def test_a_link_in_two_records_is_asked_for_once(server, links, check_on):
    links("/a", "/a")
    server.routes["/a"] = PAGE
    report = check_on()
    assert [len(finding.uses) for finding in report.findings] == [2]


def test_links_that_were_checked_lately_are_left_alone(server, links, check_on):
    links("/a")
    server.routes["/a"] = PAGE
    check_on()
    server.requests.clear()
    assert check_on(3, older_than_days=6).asked == ()
    assert server.requests == []
    assert len(check_on(7, older_than_days=6).asked) == 1


def test_a_limit_takes_the_links_that_were_never_checked_first(server, links, check_on):
    links("/a", "/b", "/c")
    for name in "abc":
        server.routes[f"/{name}"] = PAGE
    first = check_on(0, limit=1).asked
    assert len(first) == 1
    assert set(check_on(1, limit=2).asked).isdisjoint(first)


def test_only_the_links_of_one_host_can_be_checked(server, links, check_on):
    links("http://www.other.example.gov/a", "/b")
    server.routes["/b"] = PAGE
    assert check_on(host="127.0.0.1").asked == (f"{server.url}/b",)


def test_a_whole_host_that_is_gone_is_one_line_and_looked_up_twice(links, check_on, server, internet):
    links(*(f"http://gone.example.gov/{number}" for number in range(8)), "/b")
    server.routes["/b"] = PAGE
    groups = list(check_on().by_host())
    assert [(group.host, group.is_whole_host, len(group.findings)) for group in groups] == [
        ("gone.example.gov", True, 8)
    ]
    assert internet.lookups.count("gone.example.gov") == 2


def test_a_dry_run_asks_nobody_and_writes_nothing(server, links, check_on, folder):
    links("/a")
    report = check_on(dry_run=True)
    assert (report.asked, server.requests) == ((f"{server.url}/a",), [])
    assert not (folder / "data").exists()


def test_the_list_of_links_is_readable_by_its_owner_only(server, links, check_on, folder):
    links("/a")
    server.routes["/a"] = PAGE
    check_on()
    assert (folder / "data" / "links.sqlite").stat().st_mode & 0o077 == 0


def test_a_link_checked_by_a_clock_that_was_ahead_is_checked_again(server, links, check_on):
    links("/a")
    server.routes["/a"] = PAGE
    check_on(400)
    assert len(check_on(0).asked) == 1
