"""The agency sizes that a query states, in English and Spanish, and what only looks like one."""

import pytest

from catalog.model import AgencySize
from catalog.search.query.agency_size import stated_size
from factories import taxonomy

SIZES = taxonomy().terms("agency_size")


@pytest.mark.parametrize(
    ("text", "value", "sworn", "rest"),
    [
        ("body cameras for a 40 officer agency", "small", 40, "body cameras"),
        ("40-officer police department drones", "small", 40, "drones"),
        ("drones for an agency of 120 sworn", "midsize", 120, "drones"),
        ("drones, department with 300 full-time sworn officers", "large", 300, "drones"),
        ("1,200 sworn officers overtime", "major", 1200, "overtime"),
        ("overtime 1,200 sworn officers", "major", 1200, "overtime"),
        ("we only have six deputies, how do we patrol", "small", 6, "how do we patrol"),
        ("drones in departments with fewer than 50 officers", "small", 49, "drones"),
        ("small agency body cameras", "small", None, "body cameras"),
        ("retention in mid-sized law enforcement agencies", "midsize", None, "retention"),
        ("use of force in large city police", "large", None, "use of force"),
        ("compstat for a major city police department", "major", None, "compstat"),
        ("how can a small town police department analyze crime", "small", None, "how can analyze crime"),
        ("c\u00e1maras para una agencia de 40 oficiales", "small", 40, "c\u00e1maras"),
        ("drones en departamentos de polic\u00eda peque\u00f1os", "small", None, "drones"),
        ("drones para peque\u00f1as agencias", "small", None, "drones"),
        ("patrullaje de la polic\u00eda de una ciudad grande", "large", None, "patrullaje de la"),
        ("tenemos 12 agentes, patrullaje", "small", 12, "patrullaje"),
    ],
)
def test_a_size_of_an_agency_is_recognized_and_left_out(text, value, sworn, rest):
    size = stated_size(text, SIZES)
    assert (size.value, size.sworn, size.rest) == (value, sworn, rest)


@pytest.mark.parametrize(
    "text",
    ["small department", "40 officer agency", "departamento peque\u00f1o", "agencia de 40 oficiales", "the 120 sworn"],
)
def test_a_text_about_nothing_but_a_size_is_kept(text):
    size = stated_size(text, SIZES)
    assert (size.value in ("small", "midsize"), size.rest, size.is_left_out) == (True, text, False)


@pytest.mark.parametrize("text", ["rural sheriff burglary", "burglary in small and rural agencies", "alguacil rural"])
def test_rural_is_a_topic_too_so_that_its_words_are_kept(text):
    size = stated_size(text, SIZES)
    assert (size.value, size.rest) == ("small", text)


@pytest.mark.parametrize(
    "text",
    [
        "small unmanned aircraft",
        "large capacity magazine",
        "small business",
        "rural crime",
        "rural policing",
        "polic\u00eda rural",
        "3 officers shot",
        "department with 3 officers killed",
        "department of justice",
        "department of 1994",
        "two officer patrol cars",
        "large scale police operations",
        "little rock police department",
        "rio grande city police",
        "major cities chiefs association",
        "police department rural crime",
        "task force",
        "the office is small. Department heads",
        '"small department"',
        "(small department)",
        "title:small department",
        "-small department",
        "drones OR small department",
        "agency of 0 officers",
        "agency of 9000000 officers",
    ],
)
def test_what_is_no_size_of_an_agency_is_not_recognized(text):
    assert stated_size(text, SIZES) is None


def test_a_size_that_the_taxonomy_does_not_have_is_not_recognized():
    assert stated_size("small department", ()) is None


def test_the_range_of_a_size_is_that_of_the_facet_or_the_number():
    assert stated_size("midsize agency", SIZES).officers == AgencySize(50, 249)
    assert stated_size("60 officer agency", SIZES).officers == AgencySize(60, 60)


def test_digits_that_are_no_numbers_state_no_size():
    assert stated_size("\u1369 officer agency", SIZES) is None
    assert stated_size("agency with \u136b officers", SIZES) is None
