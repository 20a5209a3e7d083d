"""The stylesheet of the pages, as the server sends it."""

import gzip

import pytest
from bs4 import BeautifulSoup

import web_catalog
from webui import create_app
from webui.stylesheet import bundle

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("stylesheet"))).test_client()


def test_a_page_has_one_stylesheet_that_browsers_keep_for_a_year(client):
    (link,) = BeautifulSoup(client.get("/").text, "html.parser").select("link[rel=stylesheet]")
    response = client.get(link["href"], headers=GZIP)
    assert (response.status_code, response.mimetype) == (200, "text/css")
    assert response.headers["Cache-Control"] == "public, max-age=31536000"
    assert gzip.decompress(response.data).decode() == bundle()


def test_a_browser_that_has_the_stylesheet_does_not_get_it_again(client):
    tag = client.get("/static/site.css").headers["ETag"]
    assert client.get("/static/site.css", headers={"If-None-Match": tag}).status_code == 304
