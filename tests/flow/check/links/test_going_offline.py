"""A computer that loses its connection while it checks links calls none of them failing."""

import socket

import pytest

from factories import record, write_corpus
from indexer.check.links.link_check import OFFLINE
from raw_server import answer

PAGE = answer("<title>Patrol report</title>", Content_Type="text/html")
HOSTS = {f"{name}.example.gov": f"93.184.216.{number}" for number, name in enumerate("abcd", 1)}


@pytest.fixture
def sites(folder, server, internet):
    """A page on each of four hosts, whose links are asked for one after the other."""
    server.routes["/p"] = PAGE
    for host, address in HOSTS.items():
        internet.host(host, server, address)
    write_corpus(folder / "corpus", *(record(host[0], url=f"http://{host}/p") for host in HOSTS))
    return server


@pytest.fixture
def connection(monkeypatch):
    """The names that are not found at the moment."""
    lost = set()
    look_up = socket.getaddrinfo

    def find(host, *arguments, **options):
        if host in lost:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", find)
    return lost


def check(check_on, day=0, **options):
    report = check_on(day, limits={"harvest_concurrency": 1}, **options)
    return report, [str(finding.status) for finding in report.findings]


def test_going_offline_for_good_records_no_failure(sites, check_on, connection):
    sites.routes["/p"] = lambda headers: (headers["method"] == "GET" and connection.update(HOSTS)) or PAGE
    report, statuses = check(check_on)
    assert statuses == ["reached", "unchecked", "unchecked", "unchecked"]
    assert "nothing was recorded of 3 of the links" in report.notes[0]


def test_names_that_are_found_again_at_the_end_of_the_run_were_never_gone(sites, check_on, connection):
    connection.update(list(HOSTS)[:3])
    sites.routes["/p"] = lambda _headers: connection.clear() or PAGE
    report, statuses = check(check_on)
    assert (statuses, report.notes) == (["reached"] * 4, ())


@pytest.mark.usefixtures("sites")
def test_a_host_that_alone_is_not_found_is_a_strike(check_on, connection):
    connection.add("b.example.gov")
    assert check(check_on)[1] == ["reached", "failing", "reached", "reached"]


@pytest.mark.usefixtures("sites")
def test_whether_one_host_is_gone_is_told_by_another_that_answered_before(check_on, connection):
    check(check_on)
    connection.update(HOSTS)
    report, statuses = check(check_on, 1, host="b.example.gov")
    assert (statuses, report.notes) == (["reached"], (OFFLINE,))
    connection.clear()
    connection.add("b.example.gov")
    assert check(check_on, 2, host="b.example.gov")[1] == ["failing"]
