"""The WSGI environ of a request."""

from types import SimpleNamespace

import pytest

from webui.serve.environ import add_body, make_environ, names_one_host


class HeaderPairs(list):
    """Headers as the server hands them out: pairs that may repeat."""

    def items(self):
        return list(self)


def environ(*headers, **changes):
    request = {
        "method": "GET",
        "path": "/",
        "query_string": "",
        "http_version": "1.1",
        "server": "127.0.0.1:8000",
        "client": "127.0.0.1:5000",
        "scheme": "http",
    }
    return make_environ(SimpleNamespace(headers=HeaderPairs(headers), **{**request, **changes}))


def test_a_path_beyond_ascii_is_its_utf_8_bytes_as_latin_1():
    assert environ(path="/caf\u00e9")["PATH_INFO"] == "/caf\u00c3\u00a9"


def test_repeated_headers_are_joined():
    values = environ(("accept", "a"), ("accept", "b"), ("cookie", "x=1"), ("cookie", "y=2"))
    assert (values["HTTP_ACCEPT"], values["HTTP_COOKIE"]) == ("a, b", "x=1; y=2")


def test_a_header_with_an_underscore_does_not_pass_for_one_with_a_hyphen():
    assert "HTTP_IF_MATCH" not in environ(("if_match", "x"))


def test_the_type_of_a_body_has_its_own_name():
    assert environ(("content-type", "text/csv"))["CONTENT_TYPE"] == "text/csv"


def test_the_length_is_that_of_the_body_and_not_that_of_the_header():
    values = environ(("content-length", "99"), ("transfer-encoding", "chunked"))
    add_body(values, b"abc", 3)
    assert (values["CONTENT_LENGTH"], values["wsgi.input"].read()) == ("3", b"abc")
    assert not {"HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"} & values.keys()


def test_an_ipv6_address_keeps_its_colons():
    values = environ(server="[::1]:8000", client="[::1]:5000")
    assert (values["SERVER_NAME"], values["SERVER_PORT"], values["REMOTE_ADDR"]) == ("[::1]", "8000", "[::1]")


@pytest.mark.parametrize(
    ("headers", "version", "valid"),
    [
        ([("host", "a")], "1.1", True),
        ([], "1.1", False),
        ([], "1", True),
        ([("host", "a"), ("host", "b")], "1.1", False),
        ([("host", "a"), ("host", "a")], "1", False),
    ],
)
def test_a_request_names_one_host(headers, version, valid):
    assert names_one_host(environ(*headers, http_version=version)) is valid
