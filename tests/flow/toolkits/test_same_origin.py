"""Forms sent by other sites are refused, and pages of a visitor's toolkit are neither cached nor indexed."""

import pytest


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
    ids=str,
)
@pytest.mark.parametrize("url", ["/toolkit", "/toolkit/copy", "/toolkit/download/pdf"])
def test_a_form_that_another_site_sent_is_refused(visitor, url, headers):
    response = visitor.client.post(url, data={"add": "guide"}, headers=headers)
    assert response.status_code == 403
    assert "can only be changed from the pages of this site" in response.text
    assert visitor.cookie() is None


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}], ids=str)
def test_a_form_of_this_site_is_accepted_from_every_browser(visitor, headers):
    assert visitor.client.post("/toolkit", data={"add": "guide"}, headers=headers).status_code == 303


def test_a_form_that_is_too_large_is_413(visitor):
    visitor.post(add="guide")
    assert visitor.post(do="save", note_guide="x" * 500_000).status_code == 400
    response = visitor.post(do="save", note_guide="x" * 1_100_000)
    assert response.status_code == 413
    assert "shorter notes" in response.text
    assert visitor.client.post("/search", data={"q": "x" * 100_000}).status_code in (405, 413)


def test_pages_of_a_visitors_toolkit_are_neither_cached_nor_indexed(visitor):
    visitor.post(add="guide")
    for response in (visitor.client.get("/toolkit"), visitor.press("save"), visitor.post(add="nothing")):
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"
    assert visitor.get().find("meta", attrs={"name": "robots", "content": "noindex"})
