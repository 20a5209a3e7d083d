"""Downloads of a visitor's own toolkit, a shared one, and a featured one, in every format."""

import json

import pytest
from bs4 import BeautifulSoup

from catalog.toolkit import FeaturedToolkit, Item, Section, Toolkit
from webui.toolkits.files import FEEDS, FORMATS


def toolkit_in(response):
    return json.loads(response.data)["toolkit"]


@pytest.mark.parametrize("file_format", FORMATS, ids=lambda file_format: file_format.extension)
def test_every_download_button_gives_its_file(visitor, file_format):
    visitor.post(add="guide")
    button = visitor.get().find("button", string=file_format.label)
    response = visitor.post(button["formaction"], do="save", title="Mine")
    assert (response.status_code, response.headers["Content-Type"]) == (200, file_format.media_type)
    assert response.headers["Content-Disposition"] == f'attachment; filename="mine.{file_format.extension}"'
    assert response.headers["Cache-Control"] == "private, no-store"


def test_readers_who_need_tags_are_led_to_the_formats_that_have_them(site, visitor):
    visitor.post(add="guide")
    site.feature(FeaturedToolkit("first", Toolkit("First", sections=(Section("", (Item("guide"),)),))))
    for url, language in (("/toolkit", ""), ("/toolkits/first", ""), ("/toolkits/first", "/es")):
        note = visitor.get(f"{language}{url}").select_one(".link-row + .note").get_text()
        assert "Word" in note
        assert "HTML" in note
        assert "lector de pantalla" in note if language else "screen reader" in note


def test_a_download_has_the_text_of_the_form_without_saving_it(visitor):
    visitor.post(add="guide")
    response = visitor.post("/toolkit/download/json", title="Typed", note_guide="Just now")
    assert (toolkit_in(response)["title"], toolkit_in(response)["sections"][0]["items"][0]["note"]) == (
        "Typed",
        "Just now",
    )
    assert visitor.get().find(id="title")["value"] == ""


def test_a_toolkit_on_the_device_can_be_downloaded(visitor):
    draft = json.dumps({"sections": [{"items": [{"record": "talk"}]}]})
    assert (
        toolkit_in(visitor.post("/toolkit/download/json", draft=draft))["sections"][0]["items"][0]["record"] == "talk"
    )


@pytest.mark.parametrize("file_format", [*FORMATS, *FEEDS], ids=lambda file_format: file_format.extension)
def test_every_download_link_of_a_shared_or_featured_toolkit_works(site, visitor, file_format):
    visitor.post(add="guide")
    shared = visitor.share()
    site.feature(FeaturedToolkit("first", Toolkit("First", sections=(Section("", (Item("guide"),)),))))
    for url in (shared, "/toolkits/first"):
        link = next(
            anchor
            for anchor in visitor.get(url).select("main a")
            if anchor["href"].endswith(f".{file_format.extension}")
        )
        response = visitor.client.get(link["href"])
        assert (response.status_code, response.headers["Content-Type"]) == (200, file_format.media_type)


def test_slow_downloads_beyond_the_concurrency_limit_are_503_and_other_pages_are_not(site, visitor):
    visitor.post(add="guide")
    slow_files = site.app.extensions["clearinghouse"].slow_files
    with slow_files.slot(), slow_files.slot():
        busy = visitor.post("/toolkit/download/pdf")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")
        assert "Many toolkits are being downloaded at this moment." in busy.text
        assert visitor.post("/toolkit/download/csv").status_code == 200
        assert visitor.get("/search?q=cameras").h1
    assert visitor.post("/toolkit/download/pdf").status_code == 200


@pytest.mark.parametrize("url", ["/t/{key}.exe", "/t/" + "x" * 22 + ".pdf", "/toolkits/none.pdf"])
def test_an_unknown_key_toolkit_or_format_is_404(visitor, url):
    visitor.post(add="guide")
    key = visitor.share().removeprefix("/t/")
    assert visitor.client.get(url.format(key=key)).status_code == 404
    assert visitor.post("/toolkit/download/atom").status_code == 404


def test_a_text_that_is_too_long_is_refused_instead_of_being_left_out_of_the_download(visitor):
    visitor.post(add="guide")
    response = visitor.post("/toolkit/download/csv", note_guide="x" * 1001)
    assert response.status_code == 400
    page = BeautifulSoup(response.text, "html.parser")
    assert "At most 1,000 characters" in page.find(id="errors").text
    assert page.find(id="note-guide").text.strip() == "x" * 1001
