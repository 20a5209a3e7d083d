"""The values that each field of a document accepts, and the messages for all others."""

import pytest

from catalog.model import Document


def test_a_document_must_have_fields_and_the_message_shows_them(reasons):
    assert reasons(documents=[5]) == [
        ("documents[0]", "must have fields of its own, such as {path: folder/report.pdf}")
    ]


@pytest.mark.parametrize("path", ["a.pdf", "a/b c.pdf", "a..b", "...", "\u00e9.pdf"])
def test_a_document_may_be_anywhere_in_the_documents_folder(valid_record, path):
    assert valid_record(documents=[{"path": path}]).documents == (Document(path),)


@pytest.mark.parametrize("path", ["C:\\a\\b.pdf", "a\\..\\..\\b", "\\\\server\\a.pdf"])
def test_a_document_path_with_a_backslash_is_refused_with_what_to_write(reasons, path):
    ((field, message),) = reasons(documents=[{"path": path}])
    assert (field, message.endswith("use / between folders")) == ("documents[0].path", True)


def test_a_url_in_place_of_a_path_is_refused_with_the_right_field_if_there_is_a_url_too(reasons):
    ((field, message),) = reasons(documents=[{"path": "https://example.org/a.pdf", "url": "https://example.org/b.pdf"}])
    assert field == "documents[0].path"
    assert message == "'https://example.org/a.pdf' is a web address: write url: instead of path:"


def test_a_document_path_is_normalized(valid_record):
    assert valid_record(documents=[{"path": "./a//b/./c.pdf"}]).documents == (Document("a/b/c.pdf"),)


@pytest.mark.parametrize("path", ["../a", "a/../../b", "a/..", "/etc/passwd", ".", "//a", "..", "\x00../a"])
def test_a_document_path_outside_the_folder_is_refused(reasons, path):
    ((field, message),) = reasons(documents=[{"path": path}])
    assert field == "documents[0].path"
    assert message.endswith("is outside the documents/ folder: write a path inside it")


@pytest.mark.parametrize("document", [{}, {"label": "x"}, {"path": "a", "url": "http://example.org/"}])
def test_a_document_has_either_a_path_or_a_url(reasons, document):
    assert reasons(documents=[document]) == [("documents[0].path", "a document needs either a path or a url")]


def test_an_unknown_document_role_is_refused(reasons):
    message = "must be one of: full-text, transcript, slides, appendix, data"
    assert reasons(documents=[{"path": "a", "role": "full"}]) == [("documents[0].role", message)]
