"""`terms` renames and merges a term in the taxonomy, all records and all other files, and refuses what would break."""

import json

import pytest
import yaml

from catalog.errors import CatalogError
from factories import record, settings, write_corpus, write_start_here, write_toolkit
from indexer.check.duplicates.corpus import read_corpus
from indexer.check.terms.model import TermKind
from indexer.check.terms.terms import plan_rename, plan_term_merge
from indexer.editing.publish import make_change

BJA = "Bureau of Justice Assistance"


@pytest.fixture
def corpus(folder):
    corpus = write_corpus(
        folder / "corpus",
        record("a", topics=("technology", "gun-violence"), format="webinar", publishers=(BJA,), keywords=("ALPR",)),
        record("b", topics=("gun-violence",), publishers=("BJA", "RAND"), keywords=("alpr", "plates")),
        record("c", topics=("crime-analysis",), publishers=("Rand Corp",), audiences=("chief", "analyst")),
    )
    (corpus / "records" / "d.yaml").write_text("id: d\ntitle: D  # keep\ntopics: [Technology]\n", encoding="utf-8")
    return corpus


@pytest.fixture
def terms(corpus):
    """A function that renames or merges a term, publishes, and returns the plan."""

    def change(make_plan, kind, first, second):
        plan = make_plan(settings(corpus.parent), TermKind(kind), first, second)
        made = make_change(settings(corpus.parent), plan.draft)
        assert made.report.problems == ()
        return plan

    return change


def values(corpus, field):
    """Return the values that records have in a field, by id, without empty ones."""
    _taxonomy, contents = read_corpus(corpus)
    found = {item.record.id: getattr(item.record, field) for item in contents.records}
    return {key: value for key, value in found.items() if value}


def term(corpus, kind, value):
    taxonomy, _contents = read_corpus(corpus)
    return taxonomy.term(kind, value)


def listing(corpus, name):
    return yaml.safe_load((corpus / name).read_text(encoding="utf-8"))


def test_a_topic_gets_another_value_everywhere(corpus, terms):
    write_toolkit(corpus, "kit", title="Kit", topics=["technology"], items=[{"record": "a"}])
    write_start_here(corpus, {"topic": "technology", "records": ["a", "d", "b"]})
    watched = [{"query": "cameras", "filters": {"topic": ["technology", "gun-violence"]}}]
    (corpus / "watched_queries.yaml").write_text(yaml.safe_dump(watched), encoding="utf-8")
    plan = terms(plan_rename, "topic", "technology", "tools")
    assert values(corpus, "topics")["a"] == ("tools", "gun-violence")
    assert values(corpus, "topics")["d"] == ("tools",)
    assert "title: D  # keep" in (corpus / "records" / "d.yaml").read_text(encoding="utf-8")
    assert listing(corpus, "toolkits/kit.yaml")["topics"] == ["tools"]
    assert listing(corpus, "start_here.yaml")[0]["topic"] == "tools"
    assert listing(corpus, "watched_queries.yaml")[0]["filters"] == {"topic": ["tools", "gun-violence"]}
    assert plan.records == ("a", "d")


def test_values_of_imported_sources_lead_to_the_new_name(corpus, terms):
    mapping = {
        "source": "partner",
        "values": {"topics": {"Tech": "technology", "Guns": "gun-violence"}, "publishers": {"R": "rand"}},
        "defaults": {"topics": ["technology"]},
    }
    (corpus / "mappings.yaml").write_text(yaml.safe_dump([mapping]), encoding="utf-8")
    terms(plan_rename, "topic", "technology", "tools")
    terms(plan_rename, "publisher", "RAND", "RAND Corporation")
    (changed,) = listing(corpus, "mappings.yaml")
    assert changed["values"] == {
        "topics": {"Tech": "tools", "Guns": "gun-violence"},
        "publishers": {"R": "RAND Corporation"},
    }
    assert changed["defaults"] == {"topics": ["tools"]}


def test_a_topic_gets_another_label_and_the_old_one_is_a_synonym(corpus, terms):
    terms(plan_rename, "topic", "Technology", "Tools and systems")
    topic = term(corpus, "topic", "technology")
    assert (topic.label, topic.synonyms) == ("Tools and systems", ())  # the value is the old label in small letters
    assert values(corpus, "topics")["d"] == ("technology",)
    terms(plan_rename, "topic", "technology", "Equipment")
    assert term(corpus, "topic", "technology").synonyms == ("Tools and systems",)


def test_a_format_with_another_value_keeps_its_symbol(corpus, terms):
    terms(plan_rename, "format", "webinar", "video")
    assert term(corpus, "format", "video").icon == "webinar"
    assert values(corpus, "format") == {"a": "video"}


def test_the_old_label_of_a_publisher_finds_it_as_a_synonym(corpus, terms):
    terms(plan_rename, "publisher", "BJA", "Office of Justice Help")
    publisher = term(corpus, "publisher", "bja")
    assert (publisher.label, publisher.synonyms) == ("Office of Justice Help", ("BJA", BJA))
    assert values(corpus, "publishers")["a"] == ("Office of Justice Help",)
    assert values(corpus, "publishers")["b"] == ("Office of Justice Help", "RAND")


def test_a_publisher_that_the_taxonomy_does_not_list_is_renamed_in_records(corpus, terms):
    terms(plan_rename, "publisher", "rand", "RAND Corporation")
    assert values(corpus, "publishers")["b"] == ("BJA", "RAND Corporation")


def test_publishers_of_records_are_merged(corpus, terms):
    terms(plan_term_merge, "publisher", "RAND", "Rand Corp")
    assert values(corpus, "publishers")["c"] == ("RAND",)


def test_a_publisher_that_is_merged_into_a_listed_one_becomes_its_synonym(corpus, terms):
    terms(plan_term_merge, "publisher", "BJA", "RAND")
    assert values(corpus, "publishers")["b"] == ("BJA", BJA)
    assert term(corpus, "publisher", "bja").synonyms == ("BJA", "RAND")


def test_a_keyword_is_renamed_however_it_is_written(corpus, terms):
    terms(plan_rename, "keyword", "ALPR", "license plate readers")
    assert values(corpus, "keywords") == {"a": ("license plate readers",), "b": ("license plate readers", "plates")}


def test_merged_keywords_are_there_once(corpus, terms):
    terms(plan_term_merge, "keyword", "plates", "ALPR")
    assert values(corpus, "keywords") == {"a": ("plates",), "b": ("plates",)}


def test_a_merged_topic_goes_from_the_taxonomy_and_its_names_become_synonyms(corpus, terms):
    start = {"topic": "technology", "records": ["a", "d", "b"]}, {"topic": "gun-violence", "records": ["a", "b", "c"]}
    write_start_here(corpus, *start)
    terms(plan_term_merge, "topic", "gun-violence", "technology")
    assert term(corpus, "topic", "technology") is None
    assert term(corpus, "topic", "gun-violence").synonyms == ("Technology",)
    assert values(corpus, "topics")["a"] == ("gun-violence",)
    assert listing(corpus, "start_here.yaml") == [{"topic": "gun-violence", "records": ["a", "b", "c", "d"]}]


def test_merged_audiences_are_there_once(corpus, terms):
    terms(plan_term_merge, "audience", "chief", "analyst")
    assert values(corpus, "audiences") == {"c": ("chief",)}


@pytest.mark.parametrize(
    ("make_plan", "kind", "names", "words"),
    [
        (plan_rename, "topic", ("technologie", "tools"), "there is no topic 'technologie'.*did you mean 'technology'"),
        (plan_rename, "topic", ("technology", "gun-violence"), 'terms merge --kind topic "gun-violence" "technology"'),
        (plan_rename, "topic", ("technology", "Gun violence"), "is the name of another topic"),
        (plan_rename, "topic", ("technology", "technology"), "has the name 'technology' already"),
        (plan_rename, "publisher", ("RAND", "bja"), "there is a publisher 'bja' already.*terms merge"),
        (plan_rename, "publisher", ("RAND", "Rand Corp"), "there is a publisher 'Rand Corp' already"),
        (plan_rename, "publisher", ("Nobody", "Somebody"), "no record has the publisher 'Nobody'"),
        (plan_rename, "keyword", ("plates", "alpr"), "there is a keyword 'alpr' already"),
        (plan_rename, "keyword", ("plates", " "), "cannot be empty"),
        (plan_term_merge, "topic", ("technology", "Technology"), "are the same topic"),
        (plan_term_merge, "keyword", ("ALPR", "alpr"), "are the same keyword"),
    ],
)
def test_what_would_break_is_refused_with_the_reason(corpus, make_plan, kind, names, words):
    with pytest.raises(CatalogError, match=words):
        make_plan(settings(corpus.parent), TermKind(kind), *names)


def test_a_dry_run_changes_nothing(corpus, clearinghouse):
    before = {path: path.read_bytes() for path in corpus.rglob("*.*")}
    result = clearinghouse("terms", "rename", "technology", "tools", "--kind", "topic", "--dry-run", "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["records"], answer["dry_run"], answer["change"]) == (0, ["a", "d"], True, None)
    assert {path: path.read_bytes() for path in corpus.rglob("*.*")} == before


def test_records_with_problems_are_counted_because_they_keep_the_old_name(corpus, clearinghouse):
    (corpus / "records" / "wrong.yaml").write_text("id: wrong\ntopics: [technology]\n", encoding="utf-8")
    result = clearinghouse("terms", "rename", "technology", "tools", "--kind", "topic", "--dry-run")
    assert "1 record with problems stays as it is: 'clearinghouse index --dry-run' lists them." in result.stdout
