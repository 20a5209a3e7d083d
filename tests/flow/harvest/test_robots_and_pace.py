"""Hosts are asked as they wish: by their robots.txt, one request at a time, with pauses."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from fetch_errors import error_of, kind_of
from indexer.harvest.fetcher import Fetcher
from indexer.harvest.http.pace import HostPace
from indexer.harvest.http.robots import MAX_ROBOTS_BYTES, RobotsRules
from raw_server import answer, redirect

TEXT = answer("Patrol report")


@pytest.fixture(autouse=True)
def report(server):
    server.routes["/a.txt"] = TEXT


def robots(server, text):
    server.routes["/robots.txt"] = answer(text)


def test_an_address_that_robots_txt_forbids_is_not_fetched(server, failure):
    robots(server, "User-agent: *\nDisallow: /a.txt\n")
    assert failure("/a.txt").kind == "robots"
    assert server.requests == ["/robots.txt"]


def test_rules_for_the_clearinghouse_by_name_count_more_than_those_for_all(server, fetcher):
    robots(server, "User-agent: *\nDisallow: /\n\nUser-agent: PublicSafetyClearinghouse\nAllow: /\n")
    assert fetcher.fetch(f"{server.url}/a.txt").status == 200


def test_robots_txt_also_counts_for_where_a_redirect_leads(server, failure):
    robots(server, "User-agent: *\nDisallow: /a.txt\n")
    server.routes["/b"] = redirect("/a.txt")
    assert failure("/b").kind == "robots"
    assert server.requests == ["/robots.txt", "/b"]


def test_robots_txt_is_not_asked_for_a_source_that_a_person_named(server, fetcher):
    robots(server, "User-agent: *\nDisallow: /\n")
    assert fetcher.fetch(f"{server.url}/a.txt", obey_robots=False).status == 200
    assert server.requests == ["/a.txt"]


def test_robots_txt_is_asked_once_for_all_documents_of_a_host(server, fetcher):
    for _ in range(3):
        fetcher.fetch(f"{server.url}/a.txt")
    assert server.requests.count("/robots.txt") == 1


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"])
def test_a_host_without_robots_txt_allows_everything(server, fetcher, status):
    server.routes["/robots.txt"] = answer(status=status)
    assert fetcher.fetch(f"{server.url}/a.txt").status == 200


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"])
def test_a_host_that_cannot_say_what_it_allows_is_left_alone(server, failure, status):
    server.routes["/robots.txt"] = answer(status=status)
    assert "robots.txt" in str(failure("/a.txt"))
    assert "/a.txt" not in server.requests


def test_a_robots_txt_that_never_ends_is_read_up_to_the_limit(server, fetcher):
    line = b"Disallow: /" + b"x" * 1000 + b"\n"
    server.routes["/robots.txt"] = [b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\n", *[line] * (2 * MAX_ROBOTS_BYTES // 1000)]
    assert fetcher.fetch(f"{server.url}/a.txt").status == 200


def test_a_robots_txt_that_trickles_in_counts_as_no_answer(server, time_failure):
    server.routes["/robots.txt"] = [b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n", None] * 50]
    assert time_failure("/a.txt").kind == "time"
    assert "/a.txt" not in server.requests


def test_thousands_of_programs_and_rules_in_one_group_are_kept_once_each():
    agents = "".join(f"User-agent: a{number}\n" for number in range(20_000))
    forbidden = "Disallow: /x\n" * 20_000
    rules = RobotsRules(f"{agents}{forbidden}\nUser-agent: *\nDisallow: /private\n")
    assert rules.allows("http://example.gov/x")
    assert not rules.allows("http://example.gov/private")


def test_rules_for_other_programs_do_not_count():
    rules = RobotsRules("User-agent: *\nDisallow: /private\nUser-agent: GPTBot\nUser-agent: Other\nDisallow: /\n")
    assert rules.allows("http://example.gov/a")
    assert not rules.allows("http://example.gov/private")


def test_a_host_gets_one_request_at_a_time(server, fetcher):
    for number in range(8):
        server.routes[f"/{number}.txt"] = [None, TEXT]
    with ThreadPoolExecutor(8) as pool:
        fetched = list(pool.map(lambda number: fetcher.fetch(f"{server.url}/{number}.txt"), range(6)))
    assert len(fetched) == 6
    assert server.open == 1


def test_the_pause_after_a_request_is_at_least_the_delay():
    pace = HostPace(delay_s=0.2)
    with pace.turn("a.example"):
        ended = time.monotonic()
    with pace.turn("a.example"):
        assert time.monotonic() - ended >= 0.2


def test_the_pause_is_twice_as_long_as_a_slow_answer_took():
    pace = HostPace(delay_s=0.01)
    with pace.turn("a.example"):
        time.sleep(0.1)
        ended = time.monotonic()
    with pace.turn("a.example"):
        assert time.monotonic() - ended >= 0.2


def test_a_host_gets_the_pause_that_its_robots_txt_asks_for(server, fetcher):
    robots(server, "User-agent: *\nCrawl-delay: 0.3\n")
    started = time.monotonic()
    fetcher.fetch(f"{server.url}/a.txt")
    fetcher.fetch(f"{server.url}/a.txt")
    assert time.monotonic() - started >= 0.3


@pytest.mark.parametrize("seconds", ["121", "31536000", "1e308"])
def test_a_host_that_asks_for_pauses_of_hours_or_years_is_left_alone(server, failure, seconds):
    robots(server, f"User-agent: *\nCrawl-delay: {seconds}\n")
    error = failure("/a.txt")
    assert error.kind == "robots"
    assert str(error) == (
        "127.0.0.1 asks programs for pauses of more than 2 minutes between requests (robots.txt). "
        "Open this address by hand."
    )
    assert server.requests == ["/robots.txt"]


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1", "soon", ""])
def test_a_pause_that_is_no_time_counts_as_none(server, fetcher, seconds):
    robots(server, f"User-agent: *\nCrawl-delay: {seconds}\n")
    assert fetcher.fetch(f"{server.url}/a.txt").status == 200


def test_other_hosts_do_not_wait_for_a_slow_one(internet, server, fetcher):
    internet.host("other.example", server)
    entered = threading.Event()
    with fetcher._session.pace.turn("127.0.0.1"):
        assert fetcher.fetch("http://other.example/a.txt").status == 200
        entered.set()
    assert entered.is_set()


def test_a_server_that_fails_once_is_asked_again(server, fetcher):
    answers = [answer(status="500 Internal Server Error"), TEXT]
    server.routes["/a.txt"] = lambda _headers: answers.pop(0)
    assert fetcher.fetch(f"{server.url}/a.txt").status == 200


def test_a_server_that_keeps_failing_is_asked_three_times(server, failure):
    server.routes["/a.txt"] = answer(status="500 Internal Server Error")
    assert failure("/a.txt").kind == "server"
    assert server.requests.count("/a.txt") == 3


def test_a_short_wait_that_a_busy_server_asks_for_is_obeyed(server, fetcher):
    answers = [answer(status="429 Too Many Requests", Retry_After="1"), TEXT]
    server.routes["/a.txt"] = lambda _headers: answers.pop(0)
    started = time.monotonic()
    assert fetcher.fetch(f"{server.url}/a.txt").status == 200
    assert time.monotonic() - started >= 1


def test_a_host_that_asks_for_a_long_wait_is_not_asked_again(server, fetcher):
    server.routes["/b.txt"] = answer(status="503 Service Unavailable", Retry_After="7200")
    busy = error_of(fetcher, f"{server.url}/b.txt")
    assert (busy.kind, round(busy.retry_after_s, -2)) == ("busy", 7200)
    assert kind_of(fetcher, f"{server.url}/a.txt") == "busy"
    assert server.requests == ["/robots.txt", "/b.txt"]


def test_a_wait_that_would_never_end_is_cut_to_a_day(server, fetcher):
    server.routes["/b.txt"] = answer(status="429 Too Many Requests", Retry_After="99999999999")
    assert error_of(fetcher, f"{server.url}/b.txt").retry_after_s <= 86_400


def test_the_harvester_says_who_it_is(server, harvest_settings):
    settings = harvest_settings(public_url="https://clearinghouse.example.gov", contact="help@example.gov")
    with Fetcher(settings) as fetcher:
        fetcher.fetch(f"{server.url}/a.txt")
    agent = server.headers["user-agent"]
    assert agent.startswith("PublicSafetyClearinghouse/")
    assert agent.endswith("(+https://clearinghouse.example.gov; help@example.gov)")


def test_stopping_ends_what_is_going_on(server, fetcher):
    server.routes["/b"] = [None] * 100
    stopper = threading.Timer(0.2, fetcher.stop)
    stopper.start()
    assert kind_of(fetcher, f"{server.url}/b") == "stopped"
    assert fetcher.cache.get(f"{server.url}/b") is None
    stopper.join()
