"""Which addresses are public."""

import ipaddress

import pytest

from catalog.allowed_hosts import AllowedHost, parse_allowed_host
from indexer.harvest.fetcher import FetchError
from indexer.harvest.http.address_guard import AddressGuard, is_public
from indexer.harvest.http.url_parts import parse_url


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001:81b::200e"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - not bound to
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.216.34",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_special_addresses_are_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"]
)
def test_addresses_of_cloud_metadata_are_refused_whatever_is_allowed(address):
    guard = AddressGuard(["0.0.0.0/0", "::/0", "meta.example"])
    with pytest.raises(FetchError, match="never asked for"):
        guard.check(parse_url("http://meta.example/"), ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("files.example.gov", AllowedHost("files.example.gov")),
        ("Files.Example.gov:8443", AllowedHost("files.example.gov", port=8443)),
        (".example.gov", AllowedHost(".example.gov")),
        ("10.1.2.3", AllowedHost(network=ipaddress.ip_network("10.1.2.3/32"))),
        ("10.1.0.0/16:8080", AllowedHost(network=ipaddress.ip_network("10.1.0.0/16"), port=8080)),
        ("::1", AllowedHost(network=ipaddress.ip_network("::1"))),
        ("[::1]:8080", AllowedHost(network=ipaddress.ip_network("::1"), port=8080)),
        ("[fd00::/8]", AllowedHost(network=ipaddress.ip_network("fd00::/8"))),
    ],
)
def test_hosts_addresses_and_networks_can_be_allowed(text, allowed):
    assert parse_allowed_host(text) == allowed


@pytest.mark.parametrize(
    "text", ["", "http://a.example", "a b", "10.1.2.3/8", "10.1.2.300", "a.example:0", "a.example:70000", "[::1", "*"]
)
def test_other_texts_allow_nothing(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is that of the setting
        parse_allowed_host(text)


def test_a_domain_covers_the_names_below_it_and_no_other():
    allowed, address = parse_allowed_host(".example.gov"), ipaddress.ip_address("10.0.0.1")
    assert allowed.covers("example.gov", address, 80)
    assert allowed.covers("a.example.gov", address, 80)
    assert not allowed.covers("badexample.gov", address, 80)


def test_a_host_covers_no_name_below_it():
    assert not parse_allowed_host("example.gov").covers("a.example.gov", ipaddress.ip_address("10.0.0.1"), 80)
