"""What was understood in the files of editors is in the records, and noted with file, line and field."""

import pytest

import factories
from catalog.store.editorial.best_bets import load_bets
from catalog.store.editorial.pages import load_pages
from catalog.store.editorial.sites import load_sites
from catalog.store.editorial.toolkits import load_toolkits
from catalog.store.records import RecordStore


@pytest.fixture
def corpus(tmp_path):
    return factories.write_corpus(tmp_path / "corpus")


@pytest.fixture
def load(corpus, taxonomy):
    """Return a function that loads the records in a text, by default YAML."""

    def load_text(text, name="a.yaml"):
        (corpus / "records" / name).write_text(text, encoding="utf-8")
        return RecordStore(corpus, taxonomy).load()

    return load_text


def rows(notes):
    return [(note.file, note.line, note.record, note.field, note.message) for note in notes]


def test_a_value_that_was_understood_is_noted_with_its_location(load):
    contents = load("id: a\ntitle: T\ntopics:\n  - technology\n  - Gun Violence\n")
    assert [stored.record.topics for stored in contents.records] == [("technology", "gun-violence")]
    message = "'Gun Violence' was read as 'gun-violence'"
    assert rows(contents.notes) == [("corpus/records/a.yaml", 5, "a", "topics[1]", message)]


def test_nothing_is_noted_about_valid_records_nor_about_refused_ones(load):
    contents = load("- {id: a, title: T, topics: [technology]}\n- {id: b, title: T, format: Webinars, pages: many}\n")
    assert ([stored.record.id for stored in contents.records], contents.notes) == (["a"], ())


def test_a_field_keeps_its_line_if_its_name_was_understood(load):
    contents = load("id: a\ntitle: T\nDocuments:\n  - Path: x/a.pdf\n  -\n    Path: x/b.pdf\n")
    (stored,) = contents.records
    assert stored.line_of("documents", 1, "path") == 6
    assert [(note.line, note.field) for note in contents.notes] == [
        (3, "documents"),
        (4, "documents[0].path"),
        (6, "documents[1].path"),
    ]


def test_a_problem_in_a_field_whose_name_was_understood_has_the_line_and_the_right_name(load):
    (problem,) = load("id: a\ntitle: T\nAgency Size:\n  Sworn Max: many\n").problems
    assert (problem.line, problem.field) == (4, "agency_size.sworn_max")


def test_an_id_that_was_understood_may_not_be_that_of_another_record(load):
    contents = load("- {id: Town Review, title: A}\n- {id: town-review, title: B}\n")
    assert (contents.records, contents.refused_ids) == ((), {"town-review"})
    assert {problem.message for problem in contents.problems} == {
        "id 'town-review' is used again in corpus/records/a.yaml:2",
        "id 'town-review' is used again in corpus/records/a.yaml:1",
    }


@pytest.mark.parametrize(
    "value", ["\u201cA view\u201d", "\u2018A view\u2019", "\u201eA view\u201c", "\u00abA view\u00bb"]
)
def test_curly_quotes_around_a_text_are_kept_and_named(load, value):
    contents = load(f"id: a\ntitle: {value}\n")
    assert [stored.record.title for stored in contents.records] == [value]
    ((_, line, _, field, message),) = rows(contents.notes)
    assert (line, field, message.startswith("its curly quotes are kept: remove them, or put ")) == (2, "title", True)


def test_a_curly_quote_whose_end_a_number_sign_cut_off_is_named(load):
    contents = load("id: a\nTitle: \u201cReport #5\u201d\n")
    assert [(note.line, note.field) for note in contents.notes] == [(2, "title"), (2, "title")]


@pytest.mark.parametrize(
    "title",
    [
        "\u201cBroken windows\u201d revisited", "The \u201cbroken\u201d window", "\u2019Tis the season",
        "\u201cA\u201d and \u201cB\u201d", "'\u201cA view\u201d'", '"\u201cA view\u201d"',
    ],
)  # fmt: skip
def test_curly_quotes_within_a_text_or_within_straight_ones_are_no_mistake(load, title):
    assert load(f"id: a\ntitle: {title}\n").notes == ()


def test_curly_quotes_in_json_are_no_mistake(load):
    assert load('{"id": "a", "title": "\u201cA\u201d"}', "a.json").notes == ()


def test_curly_quotes_around_a_code_are_only_noted_as_understood(load):
    (note,) = load("id: a\ntitle: T\nformat: \u201cwebinar\u201d\n").notes
    assert note.message == "'\u201cwebinar\u201d' was read as 'webinar'"


def test_values_of_sites_are_understood(corpus):
    text = "- {ID: Toledo OH, city: Toledo, state: Ohio, latitude: 41.65 N, longitude: \u221283.54, source: bja.gov}\n"
    (corpus / "sites.yaml").write_text(text, encoding="utf-8")
    sites = load_sites(corpus)
    (site,) = sites.items
    assert (site.id, site.state, site.latitude, site.longitude) == ("toledo-oh", "OH", 41.65, -83.54)
    assert site.source == "https://bja.gov"
    assert [note.field for note in sites.notes] == ["id", "id", "state", "latitude", "longitude", "source"]


@pytest.mark.parametrize(
    ("written", "degrees"),
    [("39\u00b0 45' 36\" N", 39.76), ("39,76", 39.76), ("39.76\u00b0", 39.76), ("N 39.76", 39.76)],
)
def test_degrees_are_understood_in_other_notations(corpus, written, degrees):
    text = f"id: a\ncity: A\nstate: OH\nlongitude: 83\u00b0 30' W\nlatitude: {written}\n"
    (corpus / "sites.yaml").write_text(text, encoding="utf-8")
    (site,) = load_sites(corpus).items
    assert (site.latitude, site.longitude) == (degrees, -83.5)


def test_values_of_best_bets_are_understood(corpus):
    (corpus / "best_bets.yaml").write_text("queries: lpr, plate readers\nrecord: Guide\nfrom: May 3, 2026\n")
    bets = load_bets(corpus, ("guide",))
    (bet,) = bets.items
    assert (bet.queries, bet.record, str(bet.since)) == (("lpr", "plate readers"), "guide", "2026-05-03")
    assert [note.line for note in bets.notes] == [1, 2, 3]


def test_values_of_toolkits_are_understood(corpus):
    (corpus / "toolkits").mkdir()
    (corpus / "toolkits/a.yaml").write_text("Title: T\nitems: [guide, Talk]\nagency_size: small\ntopics: Technology\n")
    toolkits = load_toolkits(corpus, ("guide", "talk"))
    (toolkit,) = toolkits.items
    assert (toolkit.toolkit.ids(), toolkit.sworn_max, toolkit.topics) == (("guide", "talk"), 49, ("technology",))
    assert [note.field for note in toolkits.notes] == ["title", "items[0]", "items[1]", "agency_size", "topics"]


def test_front_matter_is_understood(corpus):
    (corpus / "pages").mkdir()
    (corpus / "pages/about.md").write_text("---\nTitle: \u201cAbout\u201d\n---\nText.\n", encoding="utf-8")
    pages = load_pages(corpus)
    assert [page.title for page in pages.items] == ["\u201cAbout\u201d"]
    assert [(note.line, note.message.split(":")[0]) for note in pages.notes] == [
        (2, "the name 'Title' was read as 'title'"),
        (2, "its curly quotes are kept"),
    ]
