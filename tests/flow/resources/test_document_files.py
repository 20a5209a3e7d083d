"""Documents stored on the site: which files are served, and with which headers."""

import pytest

import factories
import web_catalog
from catalog.model import Document
from webui import create_app


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return web_catalog.publish(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings).test_client()


def test_a_pdf_is_shown_inline_and_supports_ranges(client):
    response = client.get("/documents/guide/guide.pdf", headers={"Range": "bytes=0-3"}, buffered=True)
    assert (response.status_code, response.data) == (206, b"%PDF")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("inline")


def test_an_html_document_is_sandboxed(client):
    response = client.get("/documents/questions/page.html", buffered=True)
    policy = response.headers["Content-Security-Policy"]
    assert response.mimetype == "text/html"
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy


def test_a_document_that_browsers_cannot_show_is_a_download(client):
    response = client.get("/documents/questions/table.csv", buffered=True)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.text == web_catalog.TABLE


def test_a_document_with_the_wrong_extension_is_sent_under_a_corrected_name(publish_records):
    named = factories.record(documents=(Document(path="one/page.pdf"),))
    client = create_app(publish_records(named, documents={"one/page.pdf": web_catalog.PAGE})).test_client()
    response = client.get("/documents/one/page.pdf", buffered=True)
    assert (response.mimetype, response.headers["Content-Disposition"]) == ("text/html", "inline; filename=page.html")


def test_a_document_in_another_folder_than_its_record_is_served(client):
    assert client.get("/documents/shared/broken.pdf", buffered=True).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "records/talk.json",
        "../records/talk.json",
        "%2e%2e/records/talk.json",
        "talk/../talk/captions.vtt",
        "talk//captions.vtt",
        "talk/captions.vtt%00",
        "talk/unnamed.txt",
        "talk",
        "/etc/passwd",
    ],
)
def test_only_files_that_a_record_names_are_served(client, settings, path):
    (settings.corpus / "documents/talk/unnamed.txt").write_text("a draft")
    response = client.get(f"/documents/{path}", buffered=True)
    assert (response.status_code, response.mimetype) == (404, "text/html")


def test_a_symlink_out_of_the_folder_is_not_followed(publish_records, tmp_path):
    settings = publish_records(
        factories.record(documents=(Document(path="one/a.txt"),)), documents={"one/a.txt": "text"}
    )
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    file = settings.corpus / "documents/one/a.txt"
    file.unlink()
    file.symlink_to(secret)
    assert create_app(settings).test_client().get("/documents/one/a.txt", buffered=True).status_code == 404


def test_a_deleted_document_is_a_friendly_404(publish_records):
    settings = publish_records(
        factories.record(documents=(Document(path="one/a.txt"),)), documents={"one/a.txt": "text"}
    )
    (settings.corpus / "documents/one/a.txt").unlink()
    response = create_app(settings).test_client().get("/documents/one/a.txt", buffered=True)
    assert (response.status_code, response.mimetype) == (404, "text/html")
