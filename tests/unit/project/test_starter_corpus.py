"""The starter corpus is valid and complete."""

import datetime as dt
import re
from itertools import product

import pytest

from catalog.editorial.best_bets import BestBets
from catalog.program import PAGE_LANGUAGES, PAGES
from catalog.search.query.tree import Query
from catalog.store.editorial.best_bets import load_bets
from catalog.store.editorial.content import load_editorial
from catalog.store.editorial.toolkits import load_toolkits
from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from catalog.text import slug
from indexer.check.presentation import presentation_problems
from paths import CORPUS, ROOT
from webui.branding import notice
from webui.components.markdown import render_markdown
from webui.urls import SiteUrls

pytestmark = pytest.mark.xdist_group("starter corpus")

ITEMS_OF_INTEREST = (
    "VRN Quarterly Newsletter: October \u2013 December 2016",
    "VRN Annual Report 2015",
    "VRN Webinar: Utilizing License Plate Readers for Violence Reduction",
    "License Plate Readers \u2013 A Primer",
    "VRN Webinar: Recruiting a Diverse Police Department Through Digital Outreach",
    "VRN Podcast: DOJ Community Relations Service",
    "VRN Webinar: Exploring Active Shooter Response and Training",
    "VRN Podcast: Casualty Care and Rescue Tactics",
    "Improving Public Safety and Reducing Recidivism: Police-Corrections Information Sharing and Collaboration",
)
BRIEFS = "Clearinghouse starter briefs"
ABBREVIATIONS = re.compile(r"\b(?:U\.S|D\.C|vs|No|St|Dr|Mr|Ms|e\.g|i\.e|Inc|Jr)\.")


@pytest.fixture(scope="module")
def contents():
    return RecordStore(CORPUS, load_taxonomy(CORPUS / "taxonomy.yaml")).load()


@pytest.fixture(scope="module")
def records(contents):
    return {stored.record.id: stored.record for stored in contents.records}


@pytest.fixture(scope="module")
def bets(records):
    return load_bets(CORPUS, records.keys())


def test_every_featured_toolkit_is_valid_and_has_a_note_for_each_of_six_to_ten_resources(records):
    contents = load_toolkits(CORPUS, records.keys())
    assert (contents.problems, len(contents.items)) == ((), 8)
    for featured in contents.items:
        items = list(featured.toolkit.items())
        assert 6 <= len(items) <= 10
        assert all(item.note.endswith(".") for item in items)


def test_every_record_is_valid(contents):
    assert contents.problems == ()


@pytest.fixture(scope="module")
def external(records):
    """The records of resources by others."""
    return {key: record for key, record in records.items() if record.series != BRIEFS}


def test_there_are_at_least_650_external_resources(external):
    assert len(external) >= 650


def test_at_least_40_resources_are_of_2023_or_later(external):
    assert sum(bool(record.published) and record.published.year >= 2023 for record in external.values()) >= 40


def test_at_least_60_resources_have_an_evidence_rating_or_a_study_design(external):
    assert sum(bool(record.rating or record.study_design) for record in external.values()) >= 60


def test_at_least_120_resources_have_an_agency_size(records):
    assert sum(record.agency_size is not None for record in records.values()) >= 120


def test_at_least_15_resources_are_in_spanish(records):
    assert sum(record.language == "es" for record in records.values()) >= 15


def test_every_record_leads_somewhere(records):
    assert [key for key, record in records.items() if not record.leads_somewhere] == []


def test_a_record_is_either_at_its_own_address_or_listed_at_another(records):
    assert [key for key, record in records.items() if record.url and record.listed_at] == []


def test_nothing_that_leads_nowhere_or_is_a_sample_is_featured_or_recommended(contents, editorial):
    records = {stored.record.id: stored for stored in contents.records}
    assert list(presentation_problems(records, editorial)) == []


def test_every_featured_resource_has_an_address_of_its_own(records):
    assert [key for key, record in records.items() if record.featured and not (record.url or record.documents)] == []
    assert sum(record.featured is not None for record in records.values()) >= 9


@pytest.mark.parametrize("title", ITEMS_OF_INTEREST)
def test_each_item_of_interest_exists(records, title):
    (record,) = [record for record in records.values() if record.title == title]
    assert record.leads_somewhere


def test_every_record_has_title_and_summary_in_both_languages(records):
    def languages(record):
        texts = (record.own_text, *record.translations)
        return {text.language for text in texts if text.title and text.summary}

    assert [key for key, record in records.items() if languages(record) != {"en", "es"}] == []
    assert [
        key for key, record in records.items() if bool(record.subtitle) != bool(record.translations[0].subtitle)
    ] == []


def test_every_external_record_has_the_sources_of_its_facts(external):
    assert [key for key, record in external.items() if not all(source.facts for source in record.sources)] == []
    assert [key for key, record in external.items() if not record.sources] == []


def test_a_summary_has_two_to_four_sentences_or_less_if_only_the_title_is_known(records):
    def sentences(text):
        return len(re.findall(r"[.!?][\"')\u201d]*(?=\s|$)", ABBREVIATIONS.sub("", text)))

    def least(record):
        return 2 if record.series == BRIEFS or any("summary" in source.facts for source in record.sources) else 1

    wrong = {key: record for key, record in records.items() if not least(record) <= sentences(record.summary) <= 4}
    assert {key: record.summary for key, record in wrong.items()} == {}


def test_at_least_twenty_four_documents_each_belong_to_a_starter_brief(records):
    records_by_path = {document.path: record for record in records.values() for document in record.documents}
    files = {
        str(path.relative_to(CORPUS / "documents")) for path in (CORPUS / "documents").rglob("*") if path.is_file()
    }
    assert set(records_by_path) == files
    assert len(files) >= 24
    assert {record.series for record in records_by_path.values()} == {"Clearinghouse starter briefs"}


def test_no_record_refers_to_an_unknown_one(records):
    referenced = {record_id for record in records.values() for record_id in (*record.related, *record.supersedes)}
    assert referenced <= records.keys()


def test_every_best_bet_is_valid(bets):
    assert bets.problems == ()
    assert len(bets.items) >= 12


def test_every_best_bet_matches_each_of_its_queries_while_it_is_valid(bets):
    best_bets = BestBets(bets.items, load_taxonomy(CORPUS / "taxonomy.yaml"))
    pairs = [(bet, text) for bet in bets.items for text in bet.queries]
    days = {bet: bet.since or bet.until or dt.date(2026, 11, 23) for bet in bets.items}
    assert [(bet, text) for bet, text in pairs if bet not in best_bets.matching(Query(text), days[bet])] == []


def test_every_format_has_its_defaults_and_an_icon():
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "webui/static/icons.svg").read_text("utf-8")))
    formats = load_taxonomy(CORPUS / "taxonomy.yaml").formats
    assert [term.value for term in formats if not (term.reading_minutes and term.citation_type and term.icon)] == []
    assert {f"format-{term.icon}" for term in formats} <= symbols


def test_the_corpus_contains_no_python_code():
    assert list(CORPUS.rglob("*.py")) == []


@pytest.fixture(scope="module")
def editorial(records):
    loaded = load_editorial(CORPUS, records)
    assert loaded.problems == ()
    return loaded.editorial


def test_every_topic_begins_with_resources_on_it_that_have_an_address_of_their_own(records, editorial):
    assert [start.topic for start in editorial.start_here] == [
        term.value for term in load_taxonomy(CORPUS / "taxonomy.yaml").topics
    ]
    chosen = [(start.topic, records[record_id]) for start in editorial.start_here for record_id in start.records]
    assert [record.id for topic, record in chosen if topic not in record.topics] == []
    assert [record.id for _topic, record in chosen if not (record.url or record.documents)] == []


def test_every_page_exists_in_english_and_spanish_and_has_a_summary(editorial):
    assert {(page.name, page.language) for page in editorial.pages} == set(product(PAGES, PAGE_LANGUAGES))
    assert all(page.summary for page in editorial.pages)


def test_both_languages_of_a_page_have_the_same_headings_and_links(editorial):
    shapes = {
        (page.name, page.language): re.findall(r"^#+|\]\([^)]*\)", page.text, re.MULTILINE) for page in editorial.pages
    }
    assert [shapes[name, "en"] for name in PAGES] == [shapes[name, "es"] for name in PAGES]


def test_the_disclaimer_contains_the_funding_notice_of_the_footer(editorial):
    assert all(notice().text in page.text for page in editorial.pages if page.name == "disclaimer")


def test_every_site_names_its_source(editorial):
    assert all(site.source for site in editorial.sites)
    assert editorial.sites


def test_the_anchor_of_every_page_section_is_one_of_its_headings(editorial):
    for page in editorial.pages:
        html = str(render_markdown(page.text, SiteUrls()).html)
        assert all(f'id="{slug(part.heading)}"' in html for part in page.parts if part.heading), page.name
