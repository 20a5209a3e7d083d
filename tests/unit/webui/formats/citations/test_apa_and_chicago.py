"""Citations in APA and Chicago style."""

import re
from itertools import product

import pytest

import factories
from catalog.model import Document, DocumentText, Entry, Identifiers, PartialDate
from webui.formats.citations.apa import apa
from webui.formats.citations.chicago import chicago
from webui.formats.citations.csl_item import csl_item
from webui.formats.citations.facts import citation_address, citation_facts
from webui.formats.citations.spans import plain_text
from webui.urls import SiteUrls

FORMATS = [term.value for term in factories.starter_formats().formats]
PUBLIC_URLS = SiteUrls("https://clearinghouse.example")
URL = "https://example.org/a"
DAY = PartialDate(2016, 3, 5)
BUREAU = "Bureau of Justice Assistance"
TOWN = "Town Police Institute"


def both_styles(*, texts=(), **fields):
    """Return the citations of a record in APA and in Chicago style."""
    entry = Entry(factories.record(**{"title": "A title", **fields}), texts)
    item = csl_item(entry.record, factories.starter_formats())
    facts = citation_facts(item, citation_address(item, entry, PUBLIC_URLS))
    return apa(facts), chicago(facts)


CASES = {
    "title alone": ({}, "A title. (n.d.).", "A title. n.d."),
    "a report with every field": (
        {
            "subtitle": "A guide",
            "format": "publication",
            "authors": ("Jane Q. Doe", "Roe, Richard", "Ann Poe"),
            "publishers": ("BJA", TOWN),
            "published": DAY,
            "edition": "2nd edition",
            "series": "Small agencies",
            "identifiers": Identifiers(ncj="251572", report="12-3"),
            "url": URL,
        },
        (
            "Doe, J. Q., Roe, R., & Poe, A. (2016). A title: A guide (2nd ed.; Report No. 12-3; NCJ 251572). "
            f"{BUREAU}; {TOWN}. {URL}"
        ),
        (
            "Doe, Jane Q., Richard Roe, and Ann Poe. A title: A guide. 2nd ed. Small agencies. Report No. 12-3. "
            f"NCJ 251572. {BUREAU}; {TOWN}, 2016. {URL}."
        ),
    ),
    "publishers replace missing authors": (
        {"format": "publication", "publishers": ("BJA", TOWN), "published": PartialDate(2020, 5)},
        f"Bureau of Justice Assistance, & {TOWN}. (2020). A title.",
        f"Bureau of Justice Assistance and {TOWN}. A title. 2020.",
    ),
    "an author who is the publisher is named once": (
        {"format": "publication", "authors": ("BJA",), "publishers": ("Bureau of Justice Assistance",)},
        "Bureau of Justice Assistance. (n.d.). A title.",
        "Bureau of Justice Assistance. A title. n.d.",
    ),
    "a webinar": (
        {"format": "webinar", "publishers": ("BJA",), "published": DAY, "url": URL},
        f"Bureau of Justice Assistance. (2016, March 5). A title [Webinar]. {URL}",
        f"Bureau of Justice Assistance. \u201cA title.\u201d Webinar, March 5, 2016. {URL}.",
    ),
    "an episode": (
        {"format": "podcast", "publishers": ("BJA",), "published": PartialDate(2016, 3), "series": "The Beat"},
        "Bureau of Justice Assistance. (2016, March). A title [Audio podcast episode]. In The Beat.",
        "Bureau of Justice Assistance. \u201cA title.\u201d The Beat. Podcast, March 2016.",
    ),
    "a page": (
        {"format": "website", "authors": ("Jane Doe",), "publishers": (TOWN,), "url": URL},
        f"Doe, J. (n.d.). A title. {TOWN}. {URL}",
        f"Doe, Jane. \u201cA title.\u201d {TOWN}, n.d. {URL}.",
    ),
    "a question and its answer": (
        {"title": "Who is it?", "subtitle": "An answer!", "publishers": (TOWN,)},
        f"{TOWN}. (n.d.). Who is it? An answer!",
        f"{TOWN}. Who is it? An answer! n.d.",
    ),
    "quotation marks within": (
        {"title": 'On "use of force."', "format": "website"},
        'On "use of force." (n.d.).',
        "\u201cOn \u2018use of force.\u2019\u201d n.d.",
    ),
    "an abbreviation at the end": (
        {"publishers": ("Example Inc.",)},
        "Example Inc. (n.d.). A title.",
        "Example Inc. A title. n.d.",
    ),
    "a DOI takes precedence over the URL": (
        {"identifiers": Identifiers(doi="doi:10.1000/182"), "url": URL},
        "A title. (n.d.). https://doi.org/10.1000/182",
        "A title. n.d. https://doi.org/10.1000/182.",
    ),
    "what the title says is not repeated": (
        {
            "title": "Census (2nd ed.): White Paper 2015-01",
            "edition": "2nd edition",
            "series": "Census",
            "identifiers": Identifiers(report="White Paper 2015-01"),
        },
        "Census (2nd ed.): White Paper 2015-01. (n.d.).",
        "Census (2nd ed.): White Paper 2015-01. n.d.",
    ),
    "a publisher whose name is a list": (
        {"publishers": ("Alcohol, Tobacco and Firearms", TOWN)},
        f"Alcohol, Tobacco and Firearms, & {TOWN}. (n.d.). A title.",
        f"Alcohol, Tobacco and Firearms, and {TOWN}. A title. n.d.",
    ),
}


@pytest.mark.parametrize(("fields", "in_apa", "in_chicago"), CASES.values(), ids=CASES)
def test_a_citation_contains_exactly_the_known_fields(fields, in_apa, in_chicago):
    assert tuple(map(plain_text, both_styles(**fields))) == (in_apa, in_chicago)


OPTIONAL = {
    "published": DAY,
    "publishers": (TOWN,),
    "authors": ("Doe, Jane",),
    "url": URL,
    "series": "Series",
    "edition": "3",
    "summary": "About it.",
}


@pytest.mark.parametrize("format_value", [*FORMATS, None])
def test_no_missing_field_leaves_stray_punctuation(format_value):
    for choice in product((True, False), repeat=len(OPTIONAL)):
        fields = {name: value for (name, value), is_given in zip(OPTIONAL.items(), choice, strict=True) if is_given}
        for spans in both_styles(format=format_value, **fields):
            text = plain_text(spans)
            assert not re.search(r"\.\.|,,|  |\( |\(\)|\[\]| [.,;:)\]]|[,;:(]\.|^\W*[.,;]|,$", text), text
            assert "None" not in text


@pytest.mark.parametrize(
    ("edition", "short"), [("1", "1st"), ("2", "2nd"), ("9", "9th"), ("11", "11th"), ("23", "23rd")]
)
def test_a_bare_edition_number_becomes_an_ordinal(edition, short):
    assert f"({short} ed.)" in plain_text(both_styles(edition=edition)[0])


def test_each_style_lists_as_many_authors_as_its_manual_says():
    names = tuple(
        f"Doe{number:02}, Jane".translate({48 + digit: 97 + digit for digit in range(10)}) for number in range(21)
    )
    in_apa, in_chicago = map(plain_text, both_styles(authors=names))
    assert ", Doebi, J., . . . Doeca, J. (n.d.)." in in_apa
    assert in_apa.count("J.") == 20
    assert in_chicago.startswith("Doeaa, Jane, Jane Doeab,")
    assert "Jane Doeag, et al. A title." in in_chicago
    assert in_chicago.count("Jane") == 7


def test_titles_of_works_are_in_italics_and_titles_of_parts_are_not():
    def italics(**fields):
        return [[span.text for span in spans if span.italic] for spans in both_styles(**fields)]

    assert italics(format="publication") == [["A title"], ["A title"]]
    assert italics(format="webinar") == [["A title"], []]
    assert italics(format="podcast", series="The Beat") == [["The Beat"], ["The Beat"]]


def test_a_resource_without_a_url_is_cited_by_its_page_only_if_the_catalog_has_its_document():
    document = Document(path="one/a.pdf")
    available = both_styles(documents=(document,), texts=(DocumentText("application/pdf", 1000),))
    missing = both_styles(documents=(document,), texts=(DocumentText(problem="not there"),))
    assert plain_text(available[0]) == "A title. (n.d.). https://clearinghouse.example/resources/one"
    assert plain_text(missing[0]) == "A title. (n.d.)."


def test_an_author_listed_as_a_publisher_is_an_organization():
    in_apa = plain_text(both_styles(authors=("Jane Doe", "Green Light"), publishers=("Green Light",))[0])
    assert in_apa == "Doe, J., & Green Light. (n.d.). A title."
