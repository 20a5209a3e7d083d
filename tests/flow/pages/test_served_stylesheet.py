"""How the server sends the stylesheet."""

import gzip

from bs4 import BeautifulSoup

from webui.stylesheet import bundle

GZIP = {"Accept-Encoding": "gzip"}


def test_a_page_has_one_stylesheet_that_browsers_cache_for_a_year(client):
    (link,) = BeautifulSoup(client.get("/").text, "html.parser").select("link[rel=stylesheet]")
    response = client.get(link["href"], headers=GZIP)
    assert (response.status_code, response.mimetype) == (200, "text/css")
    assert response.headers["Cache-Control"] == "public, max-age=31536000"
    assert gzip.decompress(response.data).decode() == bundle()


def test_an_unchanged_stylesheet_is_304(client):
    tag = client.get("/static/site.css").headers["ETag"]
    assert client.get("/static/site.css", headers={"If-None-Match": tag}).status_code == 304
