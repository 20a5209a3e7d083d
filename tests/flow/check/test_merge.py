"""`merge` unites two records, and everything in the corpus and on the site that named one of them names the other."""

import datetime as dt
import json

import pytest
import yaml

from catalog.model import Document, Imported, MergedSource, RecordStatus, Withdrawal
from factories import (
    publish,
    record,
    settings,
    write_best_bets,
    write_corpus,
    write_record,
    write_start_here,
    write_toolkit,
)
from indexer.check.duplicates.corpus import find_duplicates, read_corpus
from indexer.check.merging.merge import MergeError, plan_merge
from indexer.editing.publish import make_change
from indexer.editing.undo import plan_undo
from toolkit_site import Visitor
from webui import create_app

KEPT, GONE = "guide", "guide-2"


@pytest.fixture
def corpus(folder):
    """A corpus with two records of one resource, and others."""
    return write_corpus(
        folder / "corpus",
        record(KEPT, title="The guide", topics=("technology",), documents=(Document(path="one.txt"),)),
        record(GONE, title="The guide again", summary="What it says.", documents=(Document(path="two.txt"),)),
        record("talk", related=(GONE, "note"), supersedes=(GONE,)),
        record("note", related=(KEPT, GONE)),
        documents={"one.txt": "Cameras in cars.", "two.txt": "Cameras on vests."},
    )


@pytest.fixture
def merge(corpus):
    """A function that merges GONE into KEPT, publishes, and returns the plan."""

    def merge_records(take=()):
        plan = plan_merge(settings(corpus.parent), KEPT, GONE, take)
        make_change(settings(corpus.parent), plan.draft)
        return plan

    return merge_records


def records(corpus):
    """Return the records by id."""
    _taxonomy, contents = read_corpus(corpus)
    return {item.record.id: item.record for item in (*contents.records, *contents.drafts, *contents.withdrawn)}


def listing(corpus, name):
    return yaml.safe_load((corpus / name).read_text(encoding="utf-8"))


def test_one_record_is_left_with_the_documents_and_fields_of_both(corpus, merge):
    merge()
    left = records(corpus)
    assert GONE not in left
    assert [document.path for document in left[KEPT].documents] == ["one.txt", "two.txt"]
    assert (left[KEPT].title, left[KEPT].summary) == ("The guide", "What it says.")


def test_links_that_only_led_to_the_kept_record_can_be_taken(corpus, merge):
    write_record(corpus, record(KEPT, title="The guide", related=("note",)))
    write_record(corpus, record(GONE, title="The guide", related=(KEPT,)))
    merge(take=("related",))
    assert records(corpus)[KEPT].related == ()


def test_fields_of_the_second_record_can_be_taken(corpus, merge):
    merge(take=("title",))
    assert records(corpus)[KEPT].title == "The guide again"


def test_other_records_name_the_one_that_is_left_once(corpus, merge):
    plan = merge()
    left = records(corpus)
    assert (left["talk"].related, left["talk"].supersedes) == ((KEPT, "note"), (KEPT,))
    assert left["note"].related == (KEPT,)
    assert sorted(plan.rewritten) == ["note", "talk"]


def test_the_merged_record_does_not_name_itself(corpus, merge):
    write_record(corpus, record(KEPT, title="The guide", related=(GONE, "note"), supersedes=(GONE,)))
    write_record(corpus, record(GONE, title="The guide", related=(KEPT, "talk")))
    merge()
    assert (records(corpus)[KEPT].related, records(corpus)[KEPT].supersedes) == (("note", "talk"), ())


def test_a_withdrawn_record_leads_to_the_one_that_is_left(corpus, merge):
    gone = {"status": "withdrawn", "withdrawn": {"on": "2026-01-01", "reason": "Old.", "replaced_by": GONE}}
    path = corpus / "records" / "old.json"
    path.write_text(json.dumps({"id": "old", "title": "Old", **gone}), encoding="utf-8")
    merge()
    withdrawal = records(corpus)["old"].withdrawn
    assert isinstance(withdrawal, Withdrawal)
    assert withdrawal.replaced_by == KEPT


def test_the_files_of_editors_name_the_record_that_is_left_once(corpus, merge):
    write_best_bets(corpus, {"queries": ["cameras"], "record": GONE})
    write_start_here(
        corpus,
        {"topic": "technology", "records": ["talk", GONE, "note"]},
        {"topic": "gun-violence", "records": [KEPT, GONE, "talk", "note"]},
    )
    judged = [
        {"query": "cameras", "kind": "topic", "relevant": {GONE: 3, "talk": 1}},
        {"query": "guide", "kind": "topic", "relevant": {KEPT: 1, GONE: 2}},
        {"query": "none", "kind": "lacking", "wrong": [KEPT, GONE]},
    ]
    (corpus / "judgments.yaml").write_text(yaml.safe_dump(judged), encoding="utf-8")
    watched = [{"query": "cameras", "expect": [GONE, "talk"]}]
    (corpus / "watched_queries.yaml").write_text(yaml.safe_dump(watched), encoding="utf-8")
    merge()
    assert listing(corpus, "best_bets.yaml")[0]["record"] == KEPT
    assert [item["records"] for item in listing(corpus, "start_here.yaml")] == [
        ["talk", KEPT, "note"],
        [KEPT, "talk", "note"],
    ]
    first, second, third = listing(corpus, "judgments.yaml")
    assert (first["relevant"], second["relevant"], third["wrong"]) == ({"talk": 1, KEPT: 3}, {KEPT: 2}, [KEPT])
    assert listing(corpus, "watched_queries.yaml")[0]["expect"] == [KEPT, "talk"]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([GONE, "talk"], [[KEPT, "talk"]]),
        ([KEPT, GONE, "talk"], [[KEPT, "talk"]]),
        ([KEPT, "talk", GONE], [[KEPT, "talk"]]),
    ],
)
def test_a_featured_toolkit_has_the_record_once(corpus, merge, ids, expected):
    write_toolkit(corpus, "cameras", title="Cameras", items=[{"record": key} for key in ids])
    merge()
    assert [[item["record"] for item in listing(corpus, "toolkits/cameras.yaml")["items"]]] == expected


def test_a_section_of_a_toolkit_that_would_be_empty_is_removed(corpus, merge):
    sections = [{"title": "First", "items": [{"record": KEPT}]}, {"title": "Second", "items": [{"record": GONE}]}]
    write_toolkit(corpus, "cameras", title="Cameras", sections=sections)
    merge()
    assert listing(corpus, "toolkits/cameras.yaml")["sections"] == sections[:1]


def test_groups_of_records_that_are_not_the_same_name_the_one_that_is_left(corpus, merge):
    groups = [{"records": [KEPT, GONE], "why": "Looks so."}, {"records": [GONE, "talk"], "why": "Other."}]
    (corpus / "not_duplicates.yaml").write_text(yaml.safe_dump(groups), encoding="utf-8")
    merge()
    assert [group["records"] for group in listing(corpus, "not_duplicates.yaml")] == [[KEPT, "talk"]]
    assert find_duplicates(corpus).problems == ()


def test_two_records_of_one_file_are_merged_and_its_comments_stay(corpus, merge):
    for key in (KEPT, GONE):
        (corpus / "records" / f"{key}.json").unlink()
    first = f"# Guides\n- id: {KEPT}\n  title: The guide  # the best\n"
    text = f"{first}- id: other\n  title: Other\n- id: {GONE}\n  title: Again\n"
    (corpus / "records" / "many.yaml").write_text(text, encoding="utf-8")
    merge()
    after = (corpus / "records" / "many.yaml").read_text(encoding="utf-8")
    assert after.startswith(f"{first}  aliases: [{GONE}]\n- id: other\n")
    assert "Again" not in after


def test_a_later_import_finds_the_merged_record(corpus, merge):
    for key, source in ((KEPT, "one"), (GONE, "two")):
        path = corpus / "records" / f"{key}.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**content, "imported": {"source": source, "id": f"{source}-1"}}), encoding="utf-8")
    merge()
    assert records(corpus)[KEPT].imported == Imported(
        "one", "one-1", locked=("summary", "documents"), merged=(MergedSource("two", "two-1"),)
    )


def test_undo_brings_the_merged_record_back(corpus, merge):
    before = {path: path.read_bytes() for path in corpus.rglob("*.*")}
    merge()
    make_change(settings(corpus.parent), plan_undo(settings(corpus.parent)).draft)
    assert {path: path.read_bytes() for path in corpus.rglob("*.*")} == before


def test_old_addresses_lead_to_the_merged_resource(folder, merge):
    publish(folder)
    merge()
    client = create_app(settings(folder)).test_client()
    response = client.get(f"/resources/{GONE}")
    assert (response.status_code, response.location) == (301, f"/resources/{KEPT}")
    assert client.get(f"/api/v1/resources/{GONE}", follow_redirects=True).json["id"] == KEPT


def test_a_visitors_toolkit_with_the_old_id_shows_the_merged_resource(folder, merge):
    publish(folder)
    visitor = Visitor(create_app(settings(folder)))
    visitor.post(add=GONE)
    shared = visitor.share()
    merge()
    visitor = Visitor(create_app(settings(folder)))
    (title,) = visitor.get(shared).select("main .card-title")
    assert title.text == "The guide"
    assert title.find("a")["href"].startswith(f"/resources/{KEPT}")


@pytest.mark.parametrize(
    ("first", "second", "take", "words"),
    [
        (KEPT, KEPT, (), "is named twice"),
        (KEPT, "guide-3", (), "there is no record 'guide-3'"),
        (KEPT, GONE, ("titel",), "did you mean 'title'?"),
        (KEPT, GONE, ("authors",), "has no authors"),
        (KEPT, GONE, ("aliases",), "cannot be taken"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_the_reason(corpus, first, second, take, words):
    with pytest.raises(MergeError, match=words.replace("?", r"\?")):
        plan_merge(settings(corpus.parent), first, second, take)


@pytest.mark.parametrize("status", [RecordStatus.DRAFT, RecordStatus.WITHDRAWN])
def test_a_record_that_visitors_see_is_not_merged_into_one_that_they_do_not_see(corpus, status):
    gone = Withdrawal(dt.date(2026, 1, 1), "Gone.") if status is RecordStatus.WITHDRAWN else None
    write_record(corpus, record("hidden", status=status, withdrawn=gone))
    with pytest.raises(MergeError, match="visitors would lose 'guide': merge the other way around"):
        plan_merge(settings(corpus.parent), "hidden", KEPT)
    assert plan_merge(settings(corpus.parent), KEPT, "hidden").second == "hidden"


def test_a_former_id_names_the_record_that_has_it(corpus):
    write_record(corpus, record("new", aliases=("former",)))
    with pytest.raises(MergeError, match="'former' is a former id of 'new': they are one record already"):
        plan_merge(settings(corpus.parent), KEPT, "former")


def test_a_best_bet_for_both_is_there_once_and_further_queries_stay(corpus):
    bets = {"queries": ["one", "two"], "record": KEPT}, {"queries": ["One"], "record": GONE}
    write_best_bets(corpus, *bets, {"queries": ["two", "three"], "record": GONE})
    make_change(settings(corpus.parent), plan_merge(settings(corpus.parent), KEPT, GONE).draft, publish=False)
    listed = yaml.safe_load((corpus / "best_bets.yaml").read_text(encoding="utf-8"))
    assert [(bet["record"], bet["queries"]) for bet in listed] == [(KEPT, ["one", "two"]), (KEPT, ["two", "three"])]


def test_the_last_group_that_is_not_the_same_is_removed_and_comments_stay(corpus):
    path = corpus / "not_duplicates.yaml"
    path.write_text(f"# Decided by Ana\n- records: [{KEPT}, {GONE}]\n  why: W\n", encoding="utf-8")
    make_change(settings(corpus.parent), plan_merge(settings(corpus.parent), KEPT, GONE).draft, publish=False)
    assert path.read_text(encoding="utf-8") == "# Decided by Ana\n[]\n"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (f"[note, {GONE}]", ["note", KEPT]),
        (f"[{KEPT}, {GONE}, note]", [KEPT, "note"]),
        ("[note, Guide 2]", ["note", KEPT]),
    ],
)
def test_toolkits_may_name_records_in_any_form_that_is_understood(corpus, items, expected):
    (corpus / "toolkits").mkdir(exist_ok=True)
    path = corpus / "toolkits" / "short.yaml"
    path.write_text(f"title: K\npurpose: P\nmade: 2026-01-01\nitems: {items}\n", encoding="utf-8")
    make_change(settings(corpus.parent), plan_merge(settings(corpus.parent), KEPT, GONE).draft, publish=False)
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["items"] == expected


def test_a_merged_record_that_would_not_be_valid_is_refused(corpus):
    write_record(corpus, record(GONE, status=RecordStatus.WITHDRAWN, withdrawn=None))
    with pytest.raises(MergeError, match="has problems"):
        plan_merge(settings(corpus.parent), KEPT, GONE)


def test_a_dry_run_shows_what_is_kept_and_what_is_lost(corpus, clearinghouse):
    result = clearinghouse("merge", KEPT, GONE, "--dry-run")
    assert result.exit_code == 0
    assert "  title          A      The guide\n" in result.stdout
    assert "                 not B  The guide again (--take title)\n" in result.stdout
    assert (corpus / "records" / f"{GONE}.json").exists()


@pytest.mark.usefixtures("corpus")
def test_the_command_merges_publishes_and_says_how_to_undo(clearinghouse):
    result = clearinghouse("merge", KEPT, GONE, "--why", "The same guide", "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["change"]["number"], answer["change"]["why"]) == (0, 1, "The same guide")
    assert answer["index"]["published"]
    assert sorted(answer["rewritten"]) == ["note", "talk"]


LONG_SUMMARY = "How three officers and a prosecutor meet once a week to review every shooting in a small town."


@pytest.mark.parametrize(
    ("first", "second", "is_said"),
    [
        ({"title": "Gun tracing"}, {"title": "Parking for patrol cars"}, True),
        ({"title": "Gun tracing"}, {"title": "Tracing of guns"}, False),
        ({"url": "https://example.org/a"}, {"title": "Parking", "url": "https://www.example.org/a/"}, False),
        ({"url": "https://example.org/a"}, {"title": "Parking", "url": "https://example.org/b"}, True),
        ({"summary": LONG_SUMMARY}, {"title": "Parking", "summary": LONG_SUMMARY.upper()}, False),
        (
            {"documents": (Document(path="one.txt"),)},
            {"title": "Parking", "documents": (Document(path="1.txt"),)},
            False,
        ),
        ({"supersedes": ("second",)}, {"title": "Parking"}, False),
    ],
)
def test_merging_records_that_do_not_resemble_each_other_is_said(folder, clearinghouse, first, second, is_said):
    text = "Cameras in cars. " * 10
    records = record("first", **{"title": "Gun tracing", **first}), record("second", **second)
    write_corpus(folder / "corpus", *records, documents={"one.txt": text, "1.txt": text})
    for options in (["--dry-run"], ["--no-publish"]):
        result = clearinghouse("merge", "first", "second", *options)
        assert (result.exit_code, "These do not resemble each other: 'Gun tracing' and 'P" in result.stdout) == (
            0,
            is_said,
        )
