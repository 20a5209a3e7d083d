"""Invalid query strings and paths are refused with a reason; any query text is accepted."""

import pytest

INVALID_QUERY_STRINGS = [
    "q=%00",
    "q=%ff%fe",
    "q=%ED%A0%80",
    "q=" + "x" * 100_000,
    "q=a&q=b",
    "%00=1",
    "%ff=1",
    "=1",
    "page=" + "9" * 5_000,
    "page=0",
    "page=1001",
    "page=1.5",
    "per_page=101",
    "sworn=-1",
    "published_from=0000",
    "published_from=" + "1" * 100_000,
    "published_to=2015-02-30",
    "sort=best",
    "topic=%00",
    "topic=" + "x" * 100_000,
    "&".join(f"topic=t{number}" for number in range(100)),
    "&".join(f"p{number}=1" for number in range(600)),
]


@pytest.mark.parametrize("query_string", INVALID_QUERY_STRINGS, ids=lambda query_string: query_string[:20])
def test_an_invalid_query_string_is_refused_with_a_reason_on_pages_and_in_json(client, query_string):
    page = client.get(f"/search?{query_string}")
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert len(page.data) < 48_000
    response = client.get(f"/api/v1/search?{query_string}")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert response.json["detail"].endswith((".", "?"))


@pytest.mark.parametrize("url", ["/resources/%00", "/resources/%ff", f"/topics/{'x' * 9_000}", "/documents/%00"])
def test_an_invalid_path_is_404(client, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("text", ['"', "(((", "-", "OR", "*", "\u202e", "😀", "title:", "[a TO z]", "=", "%", "\\"])
def test_any_query_text_is_accepted(client, text):
    assert client.get("/search", query_string={"q": text}).status_code == 200
