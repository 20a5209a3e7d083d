"""Citations in APA and Chicago style, of records that say everything and of records that say next to nothing."""

import re
from itertools import product

import pytest

import factories
from catalog.model import Document, DocumentText, Entry, Identifiers, PartialDate
from webui.formats.citations.apa import apa
from webui.formats.citations.chicago import chicago
from webui.formats.citations.facts import cited, text_of
from webui.formats.citations.reference_types import KINDS
from webui.urls import Addresses

PUBLIC = Addresses("https://clearinghouse.example")
URL = "https://example.org/a"
DAY = PartialDate(2016, 3, 5)
BUREAU = "Bureau of Justice Assistance"
TOWN = "Town Police Institute"


def both(*, texts=(), **facts):
    """A record's citations in either style."""
    entry = Entry(factories.record(**{"title": "A title", **facts}), texts)
    made = cited(entry, factories.taxonomy(), PUBLIC)
    return apa(made), chicago(made)


CASES = {
    "title alone": ({}, "A title. (n.d.).", "A title. n.d."),
    "a report that says everything": (
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
    "publishers stand for authors": (
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
    "a DOI goes before the address": (
        {"identifiers": Identifiers(doi="doi:10.1000/182"), "url": URL},
        "A title. (n.d.). https://doi.org/10.1000/182",
        "A title. n.d. https://doi.org/10.1000/182.",
    ),
    "what the title says is not said again": (
        {
            "title": "Census (2nd ed.): White Paper 2015-01",
            "edition": "2nd edition",
            "series": "Census",
            "identifiers": Identifiers(report="White Paper 2015-01"),
        },
        "Census (2nd ed.): White Paper 2015-01. (n.d.).",
        "Census (2nd ed.): White Paper 2015-01. n.d.",
    ),
    "a publisher with a list for a name": (
        {"publishers": ("Alcohol, Tobacco and Firearms", TOWN)},
        f"Alcohol, Tobacco and Firearms, & {TOWN}. (n.d.). A title.",
        f"Alcohol, Tobacco and Firearms, and {TOWN}. A title. n.d.",
    ),
}


@pytest.mark.parametrize(("facts", "in_apa", "in_chicago"), CASES.values(), ids=CASES)
def test_a_record_is_cited_by_what_it_says_and_nothing_else(facts, in_apa, in_chicago):
    assert tuple(map(text_of, both(**facts))) == (in_apa, in_chicago)


OPTIONAL = {
    "published": DAY,
    "publishers": (TOWN,),
    "authors": ("Doe, Jane",),
    "url": URL,
    "series": "Series",
    "edition": "3",
    "summary": "About it.",
}


@pytest.mark.parametrize("format_value", [*KINDS, None])
def test_no_gap_leaves_stray_punctuation(format_value):
    for kept in product((True, False), repeat=len(OPTIONAL)):
        facts = {name: value for (name, value), keep in zip(OPTIONAL.items(), kept, strict=True) if keep}
        for spans in both(format=format_value, **facts):
            text = text_of(spans)
            assert not re.search(r"\.\.|,,|  |\( |\(\)|\[\]| [.,;:)\]]|[,;:(]\.|^\W*[.,;]|,$", text), text
            assert "None" not in text


@pytest.mark.parametrize(
    ("edition", "short"), [("1", "1st"), ("2", "2nd"), ("9", "9th"), ("11", "11th"), ("23", "23rd")]
)
def test_a_bare_number_of_an_edition_is_counted(edition, short):
    assert f"({short} ed.)" in text_of(both(edition=edition)[0])


def test_of_many_authors_each_style_names_as_many_as_it_wants():
    names = tuple(
        f"Doe{number:02}, Jane".translate({48 + digit: 97 + digit for digit in range(10)}) for number in range(21)
    )
    in_apa, in_chicago = map(text_of, both(authors=names))
    assert ", Doebi, J., . . . Doeca, J. (n.d.)." in in_apa
    assert in_apa.count("J.") == 20
    assert in_chicago.startswith("Doeaa, Jane, Jane Doeab,")
    assert "Jane Doeag, et al. A title." in in_chicago
    assert in_chicago.count("Jane") == 7


def test_titles_of_whole_works_are_in_italics_and_those_of_parts_are_not():
    def slanted(**facts):
        return [[span.text for span in spans if span.italic] for spans in both(**facts)]

    assert slanted(format="publication") == [["A title"], ["A title"]]
    assert slanted(format="webinar") == [["A title"], []]
    assert slanted(format="podcast", series="The Beat") == [["The Beat"], ["The Beat"]]


def test_a_resource_without_an_address_is_found_here_only_if_we_hold_it():
    document = Document(path="one/a.pdf")
    held = both(documents=(document,), texts=(DocumentText("application/pdf", 1000),))
    missing = both(documents=(document,), texts=(DocumentText(problem="not there"),))
    assert text_of(held[0]) == "A title. (n.d.). https://clearinghouse.example/resources/one"
    assert text_of(missing[0]) == "A title. (n.d.)."


def test_an_author_known_as_a_publisher_is_an_organization():
    in_apa = text_of(both(authors=("Jane Doe", "Green Light"), publishers=("Green Light",))[0])
    assert in_apa == "Doe, J., & Green Light. (n.d.). A title."
