"""File names look the same in two Unicode forms, and a file is found by its name in either. Macs write NFD."""

import json
import os
import unicodedata

import pytest

import unreadable
from catalog.model import Document, RecordStatus
from factories import publish, record, settings, write_corpus
from indexer.check.check import check
from indexing import counts, found_ids, run, with_document, write_text
from webui import create_app

NAME = "Gu\u00eda pr\u00e1ctica/Polic\u00eda.txt"
NFC, NFD = (unicodedata.normalize(form, NAME) for form in ("NFC", "NFD"))
MIXED = f"{NFD.partition('/')[0]}/{NFC.partition('/')[2]}"
FORMS = {"NFC": NFC, "NFD": NFD, "mixed": MIXED}


@pytest.fixture(params=FORMS.values(), ids=FORMS)
def on_disk(request):
    """The path of a document as it is on disk."""
    return request.param


def problems(report):
    return [(problem.kind, problem.message, problem.stale) for problem in report.problems]


@pytest.mark.parametrize("in_record", FORMS.values(), ids=FORMS)
def test_a_document_is_found_by_its_name_in_any_form(folder, on_disk, in_record):
    write_corpus(folder / "corpus", documents={on_disk: "ballistics"})
    write_text(folder, "a.yaml", f"id: a\ntitle: A\ndocuments: [{{path: {in_record}}}]\n")
    report = run(folder)
    assert (report.problems, report.notes, found_ids(folder, "ballistics")) == ((), (), ["a"])
    assert (run(folder).records, check(settings(folder)).faults) == (counts(unchanged=1), ())


def test_a_file_that_is_renamed_from_one_form_to_the_other_is_the_same_document(folder, on_disk):
    publish(folder, with_document("a", NFC), documents={NFC: "ballistics"})
    os.renames(folder / "corpus/documents" / NFC, folder / "corpus/documents" / on_disk)
    report = run(folder)
    assert (report.published, report.problems, report.notes) == (False, (), ())


def test_the_site_sends_the_document_under_its_name_in_any_form(folder, on_disk):
    publish(folder, with_document("a", NFC), documents={on_disk: "ballistics"})
    site = create_app(settings(folder)).test_client()
    for path in FORMS.values():
        response = site.get(f"/documents/{path}", buffered=True)
        assert (response.status_code, response.text) == (200, "ballistics")
        assert "Polic%C3%ADa.txt" in response.headers["Content-Disposition"]
    (document,) = site.get("/api/v1/resources/a").json["documents"]
    assert site.get(document["url"].removeprefix("http://localhost"), buffered=True).text == "ballistics"
    assert "ballistics" in site.get("/resources/a/text/1").text


def test_a_file_with_the_very_name_wins(folder):
    publish(folder, with_document("a", NFC), documents={NFD: "fingerprints", MIXED: "fingerprints", NFC: "ballistics"})
    assert found_ids(folder, "ballistics") == ["a"]
    site = create_app(settings(folder)).test_client()
    assert site.get(f"/documents/{NFD}", buffered=True).text == "ballistics"
    assert run(folder).unnamed_files == tuple(sorted((MIXED, NFD)))


def test_files_that_differ_only_in_form_are_not_guessed_among_and_the_last_good_text_stays(folder):
    publish(folder, with_document("a", NFC), documents={NFD: "ballistics"})
    (folder / "corpus/documents" / MIXED).write_text("fingerprints")
    report = run(folder)
    ((kind, message, stale),) = problems(report)
    assert (kind, stale, report.unnamed_files) == ("unreadable", True, ())
    assert message.startswith("2 files have this name, in different Unicode forms ('Gui\\u0301a pra\\u0301ctica/Polic")
    assert found_ids(folder, "ballistics") == ["a"]
    assert create_app(settings(folder)).test_client().get(f"/documents/{NFC}", buffered=True).status_code == 404


@pytest.mark.parametrize(
    ("in_record", "files", "advice"),
    [
        ("x/y.txt", ["x/Y.txt"], ". Did you mean documents/x/Y.txt?"),
        ("X/y.TXT", ["x/Y.txt"], ". Did you mean documents/x/Y.txt?"),
        ("guia.txt", ["Gui\u0301a.txt"], ". Did you mean documents/Gui\u0301a.txt?"),
        ("chief's.txt", ["chief\u2019s.txt"], ". Did you mean documents/chief\u2019s.txt?"),
        ("y.txt", ["Y.TXT", "Y.txt"], ". Did you mean documents/Y.TXT or documents/Y.txt?"),
        ("y.txt", ["x/y.txt"], ": check the path."),
    ],
)
def test_a_file_whose_name_differs_in_more_is_missing_and_suggested(folder, in_record, files, advice):
    report = publish(folder, with_document("a", in_record), documents=dict.fromkeys(files, "words"))
    assert problems(report) == [("missing", f"This file is missing from the documents/ folder{advice}", False)]


def test_a_link_out_of_the_folder_is_not_followed_in_another_form_either(folder):
    write_corpus(folder / "corpus", with_document("a", NFC), documents={"good.txt": "words"})
    (folder / "secret").mkdir()
    (folder / "secret" / NFC.partition("/")[2]).write_text("classified")
    (folder / "corpus/documents" / NFD.partition("/")[0]).symlink_to(folder / "secret")
    assert [kind for kind, *_ in problems(run(folder))] == ["outside"]
    assert create_app(settings(folder)).test_client().get(f"/documents/{NFC}").status_code == 404


@pytest.mark.parametrize("part", [NFD, NFD.partition("/")[0]])
def test_a_broken_link_in_another_form_is_not_seen_to_be_absent(folder, part):
    publish(folder, with_document("a", NFC), documents={NFD: "ballistics", "good.txt": "words"})
    unreadable.moved_away(folder / "corpus/documents" / part, unreadable.broken_link)
    assert [(kind, stale) for kind, _, stale in problems(run(folder))] == [("missing", True)]
    assert found_ids(folder, "ballistics") == ["a"]


def test_a_file_is_not_seen_to_be_absent_if_a_folder_that_may_have_it_cannot_be_listed(folder):
    publish(folder, with_document("a", NFC), documents={NFD: "ballistics", "good.txt": "words"})
    unreadable.moved_away(folder / "corpus/documents" / NFD.partition("/")[0], unreadable.link_loop)
    assert [(kind, stale) for kind, _, stale in problems(run(folder))] == [("unreadable", True)]
    assert found_ids(folder, "ballistics") == ["a"]


def test_no_folder_is_listed_for_a_document_with_the_very_name(folder, monkeypatch):
    publish(folder, with_document("a", NFC), documents={NFC: "ballistics"})
    listed = []
    list_folder = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: listed.append(str(path)) or list_folder(path))
    assert check(settings(folder)).faults == ()
    assert [path for path in listed if "documents" in path] == []


# Record files, and addresses


def test_a_record_file_that_is_renamed_from_one_form_to_the_other_does_not_change_its_record(folder):
    write_corpus(folder / "corpus")
    write_text(folder, "Gui\u0301a.yaml", "id: a\ntitle: A\n").rename(folder / "corpus/records/Gu\u00eda.yaml")
    run(folder)
    (folder / "corpus/records/Gu\u00eda.yaml").rename(folder / "corpus/records/Gui\u0301a.yaml")
    assert (run(folder).records, check(settings(folder)).faults) == (counts(unchanged=1), ())


def test_a_record_stays_if_its_file_is_renamed_to_the_other_form_and_damaged(folder):
    write_corpus(folder / "corpus")
    write_text(folder, "Gu\u00eda.yaml", "id: a\ntitle: A\n")
    run(folder)
    (folder / "corpus/records/Gu\u00eda.yaml").unlink()
    write_text(folder, "Gui\u0301a.yaml", "id: [\n")
    assert (run(folder).stale["records"], found_ids(folder)) == (("a",), ["a"])


def test_two_record_files_whose_names_look_the_same_are_told_apart(folder):
    write_corpus(folder / "corpus")
    for name in ("Gu\u00eda.yaml", "Gui\u0301a.yaml"):
        write_text(folder, name, "id: a\ntitle: A\n")
    assert all(
        "whose name looks the same, in another Unicode form" in message for _, message, _ in problems(run(folder))
    )


@pytest.mark.parametrize("status", ["live", "withdrawn"])
def test_a_former_address_leads_to_its_resource_in_any_form(folder, status):
    write_corpus(folder / "corpus", record("b"))
    fields = {"id": "a", "title": "A", "aliases": [f"clearinghouse/resource/9/{NFC}"], "status": status}
    fields |= {"withdrawn": {"on": "2026-05-01", "reason": "Retracted"}} if status == RecordStatus.WITHDRAWN else {}
    write_text(folder, "a.json", json.dumps(fields))
    run(folder)
    site = create_app(settings(folder)).test_client()
    expected = 301 if status == RecordStatus.LIVE else 410
    assert [site.get(f"/clearinghouse/resource/9/{path}").status_code for path in FORMS.values()] == [expected] * 3


# Files that no record names


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"status": "draft", "documents": [{"path": "x/a.txt"}]}, True),
        ({"status": "draft"}, False),
        ({"status": "withdrawn", "withdrawn": {"on": "2026-05-01", "reason": "Retracted"}}, True),
        ({"unknown": "field", "documents": [{"path": "x/a.txt"}]}, True),
        ({"documents": "x/a.txt, and others"}, True),
        ({}, False),
    ],
)
def test_files_of_drafts_and_of_withdrawn_and_refused_records_are_named(folder, fields, names):
    write_corpus(folder / "corpus", record("b"), documents={"x/a.txt": "words"})
    write_text(folder, "x.json", json.dumps({"id": "x", "title": "X", **fields}))
    assert run(folder).unnamed_files == (() if names else ("x/a.txt",))


def test_a_file_of_a_record_that_cannot_be_read_any_more_is_named(folder):
    publish(folder, record("b", documents=(Document(path="y/b.txt"),)), documents={"y/b.txt": "words"})
    write_text(folder, "b.json", "{")
    assert run(folder).unnamed_files == ()
