"""Forms are read within their limits; one that cannot be read is refused instead of passing for an empty one."""

from io import BytesIO
from urllib.parse import urlencode

import pytest

from catalog.toolkit import MAX_ITEMS, MAX_SECTIONS
from toolkit_site import SAME_ORIGIN
from webui.http.request import MAX_FORM_FIELDS, MULTIPART, URL_ENCODED
from webui.toolkits.same_origin import MAX_FORM_BYTES

MANY_FIELDS = {f"field-{number}": "x" for number in range(MAX_FORM_FIELDS + 1)}
SHORT_PAGE_BYTES = 10_000


def post(client, data, content_type=URL_ENCODED, path="/toolkit", **environ):
    return client.post(path, data=data, content_type=content_type, headers=SAME_ORIGIN, environ_overrides=environ)


@pytest.mark.parametrize("content_type", [URL_ENCODED, MULTIPART])
@pytest.mark.parametrize("path", ["/toolkit", "/toolkit/copy", "/toolkit/download/pdf", "/es/toolkit"])
def test_a_form_with_too_many_fields_is_413_with_a_short_page(client, content_type, path):
    response = post(client, MANY_FIELDS, content_type, path)
    assert (response.status_code, len(response.data) < SHORT_PAGE_BYTES) == (413, True)
    heading = "Su solicitud es demasiado grande" if path.startswith("/es") else "Your request is too large"
    assert heading in response.text


@pytest.mark.parametrize("content_type", [URL_ENCODED, MULTIPART])
def test_the_same_field_many_times_is_413(client, content_type):
    assert post(client, {"add": ["guide"] * (MAX_FORM_FIELDS + 1)}, content_type).status_code == 413


@pytest.mark.parametrize("content_type", [URL_ENCODED, MULTIPART])
def test_the_form_of_the_largest_toolkit_is_accepted(client, content_type):
    ids = [f"record-{number}" for number in range(MAX_ITEMS)]
    fields = {f"{name}-{record}": "0" for record in ids for name in ("note", "place")}
    fields |= {f"section-{number}": "Title" for number in range(MAX_SECTIONS)}
    fields |= dict.fromkeys(("title", "purpose", "sections", "new-section", "draft", "do"), "")
    assert post(client, fields, content_type).status_code == 303


def test_a_form_that_adds_many_resources_with_their_notes_is_accepted(client):
    fields = {"add": [f"review-{number:02}" for number in range(1, 13)] * 8}
    fields |= {f"{name}-review-{number}": "x" for number in range(MAX_ITEMS) for name in ("under", "why")}
    assert post(client, fields).status_code == 303


@pytest.mark.parametrize("size", [MAX_FORM_BYTES, MAX_FORM_BYTES + 1, 3 * MAX_FORM_BYTES])
def test_a_form_of_unknown_length_beyond_the_limit_is_413(client, size):
    body = b"title=" + b"x" * (size - len(b"title="))
    environ = {"wsgi.input": BytesIO(body), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    response = post(client, None, **environ)
    assert (response.status_code, len(response.data) < SHORT_PAGE_BYTES) == (413, True)


def test_a_form_of_unknown_length_within_the_limit_is_read(client):
    body = urlencode({"title": "x" * 201}).encode()
    response = post(client, None, **{"wsgi.input": BytesIO(body), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""})
    assert "At most 200 characters" in response.text


def test_a_body_whose_end_is_unknown_is_411(client):
    response = post(client, b"title=x", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")
    assert (response.status_code, "The form could not be read" in response.text) == (411, True)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"title=\xff\xfe", URL_ENCODED, 400),
        (b"title=x", MULTIPART, 400),
        (b"title=x", f"{MULTIPART}; boundary=\xe9", 400),
        (b"title=x", f"{MULTIPART}; boundary=x", 400),
        (b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nx', f"{MULTIPART}; boundary=x", 400),
        (b"title=x", "text/plain", 415),
        (b'{"title": "x"}', "application/json", 415),
        (b"title=x", "", 415),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(client, body, content_type, status):
    response = post(client, body, content_type)
    assert (response.status_code, "The form could not be read" in response.text) == (status, True)


def test_a_charset_other_than_utf_8_makes_no_difference(client):
    response = post(client, b"title=" + b"%C3%A9" * 201, f"{URL_ENCODED}; charset=utf-7")
    assert "At most 200 characters; this has 201." in response.text


def test_the_page_that_asks_about_a_copy_repeats_only_the_fields_that_it_knows(client):
    fields = {"draft": '{"title":"Mine"}', "toolkit": '{"title":"Theirs"}', "other": "repeated"}
    page = post(client, fields, path="/toolkit/copy").text
    assert ("Theirs" in page, "repeated" in page) == (True, False)


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "null", "//", "\x00"])
def test_a_form_with_an_unreadable_origin_is_refused(client, origin):
    assert client.post("/toolkit", data={"title": "x"}, headers={"Origin": origin}).status_code == 403
