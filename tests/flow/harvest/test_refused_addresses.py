"""No address outside of the public internet is ever connected to, on any hop."""

import socket

import pytest

from fetch_errors import error_of, kind_of
from indexer.harvest.fetcher import Fetcher
from loopback_internet import OTHER_PUBLIC, PUBLIC, OutsideLoopbackError
from raw_server import answer, redirect

SITE = "http://files.example.gov"


def test_tests_in_this_folder_cannot_connect_to_a_public_address(internet):
    with socket.socket() as connection, pytest.raises(OutsideLoopbackError):
        connection.connect((PUBLIC, 80))
    assert internet.attempts == [(PUBLIC, 80)]


def test_tests_in_this_folder_cannot_resolve_a_real_name():
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("www.example.gov", 80)


def test_a_public_host_is_fetched_from_the_address_that_was_checked(internet, server, strict_fetcher):
    internet.host("files.example.gov", server)
    server.routes["/a.txt"] = answer("Patrol report")
    assert strict_fetcher.fetch(f"{SITE}/a.txt").path.read_text() == "Patrol report"
    assert set(internet.attempts) == {(PUBLIC, 80)}
    assert server.headers["host"] == "files.example.gov"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[64:ff9b::7f00:1]/",
        "file:///etc/passwd",
        "ftp://files.example.gov/a",
        "javascript:alert(1)",
        "http://user:secret@files.example.gov/",
        "//files.example.gov:8080/",
        "http://files.example.gov:22/",
    ],
)
def test_a_redirect_to_an_address_that_is_not_public_is_not_followed(internet, server, strict_fetcher, location):
    internet.host("files.example.gov", server)
    server.routes["/a"] = redirect(location)
    assert kind_of(strict_fetcher, f"{SITE}/a") == "refused-address"
    assert server.requests == ["/robots.txt", "/a"]
    assert set(internet.attempts) == {(PUBLIC, 80)}


def test_addresses_of_cloud_metadata_are_refused_even_if_every_network_is_allowed(internet, server, harvest_settings):
    server.routes["/a"] = redirect("http://169.254.169.254/latest/meta-data/")
    with Fetcher(harvest_settings(harvest_allow=("0.0.0.0/0", "169.254.169.254"))) as fetcher:
        assert kind_of(fetcher, f"{server.url}/a") == "refused-address"
    assert {address for address, _ in internet.attempts} == {"127.0.0.1"}


def test_a_name_whose_second_answer_is_private_is_connected_to_the_checked_address_only(internet, strict_fetcher):
    internet.name("rebind.example", PUBLIC, "127.0.0.1")
    assert kind_of(strict_fetcher, "http://rebind.example/a") == "refused-address"
    assert internet.attempts == [(PUBLIC, 80)]


def test_each_request_resolves_its_name_once(internet, server, strict_fetcher):
    internet.host("files.example.gov", server)
    server.routes["/a.txt"] = answer("Patrol report")
    strict_fetcher.fetch(f"{SITE}/a.txt")
    assert internet.lookups == ["files.example.gov"] * len(server.requests)


def test_a_name_with_a_public_and_a_private_address_is_refused(internet, strict_fetcher):
    internet.name("both.example", (PUBLIC, "192.168.1.1"))
    assert kind_of(strict_fetcher, "http://both.example/a") == "refused-address"
    assert internet.attempts == []


def test_a_connection_whose_peer_is_another_address_is_refused(internet, server, strict_fetcher):
    internet.name("files.example.gov", PUBLIC)
    internet.lead(PUBLIC, 80, server, claimed=False)
    assert kind_of(strict_fetcher, f"{SITE}/a") == "refused-address"
    assert server.requests == []


def test_a_host_that_does_not_answer_at_its_first_address_is_asked_at_the_next(internet, server, strict_fetcher):
    internet.name("files.example.gov", (OTHER_PUBLIC, PUBLIC))
    internet.lead(PUBLIC, 80, server)
    server.routes["/a.txt"] = answer("Patrol report")
    assert strict_fetcher.fetch(f"{SITE}/a.txt").status == 200


def test_a_network_that_is_allowed_is_reached_at_any_port(server, harvest_settings):
    server.routes["/a.txt"] = answer("Patrol report")
    with Fetcher(harvest_settings(harvest_allow=("127.0.0.0/8",))) as fetcher:
        assert fetcher.fetch(f"{server.url}/a.txt").status == 200


def test_an_allowed_port_allows_no_other_port(server, harvest_settings):
    with Fetcher(harvest_settings(harvest_allow=(f"127.0.0.1:{server.port + 1}",))) as fetcher:
        assert kind_of(fetcher, f"{server.url}/a.txt") == "refused-address"


def test_the_error_says_how_to_allow_an_address_of_the_own_network(strict_fetcher):
    assert "add it to harvest_allow" in str(error_of(strict_fetcher, "http://10.1.2.3/a"))


def test_proxies_of_the_environment_are_not_used(internet, server, fetcher, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.routes["/a.txt"] = answer("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt")
    assert set(internet.attempts) == {("127.0.0.1", server.port)}
