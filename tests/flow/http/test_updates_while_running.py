"""A running site serves what was published last."""

import factories
from catalog.model import Document
from webui import create_app


def test_a_running_site_serves_newly_published_records(tmp_path):
    factories.publish(tmp_path, factories.record("one", title="Old title"))
    client = create_app(factories.settings(tmp_path)).test_client()
    before = client.get("/resources/one")
    factories.publish(tmp_path, factories.record("one", title="New title"), factories.record("two"))
    after = client.get("/resources/one", headers={"If-None-Match": before.headers["ETag"]})
    assert "Old title" in before.text
    assert (after.status_code, "New title" in after.text) == (200, True)
    assert client.get("/resources/two").status_code == 200


def test_a_document_is_404_once_no_record_names_it(tmp_path):
    named = factories.record(documents=(Document(path="one/a.txt"),))
    factories.publish(tmp_path, named, documents={"one/a.txt": "text"})
    client = create_app(factories.settings(tmp_path)).test_client()
    assert client.get("/documents/one/a.txt", buffered=True).status_code == 200
    factories.publish(tmp_path, factories.record())
    assert client.get("/documents/one/a.txt", buffered=True).status_code == 404
