"""ETags and Cache-Control of pages."""

import pytest

PAGES = ("/", "/search?q=cameras", "/topics/technology", "/resources/guide", "/resources/guide/text/1", "/help/search")


@pytest.mark.parametrize("url", PAGES)
def test_an_unchanged_page_is_304_and_may_be_cached_for_a_minute(client, url):
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert first.headers["Cache-Control"].startswith("public, max-age=60, stale-while-revalidate=300")
