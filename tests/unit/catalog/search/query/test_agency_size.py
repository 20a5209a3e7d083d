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
        ("drones polic\u00eda de 40 oficiales", "small", 40, "drones"),
        ("drones para un pueblo con 12 polic\u00edas", "small", 12, "drones"),
        ("c\u00e1maras departamento del sheriff peque\u00f1o", "small", None, "c\u00e1maras"),
        ("drones for a town with 40 officers", "small", 40, "drones"),
        ("drones county that has 300 deputies", "large", 300, "drones"),
        ("drones for our 40-person department", "small", 40, "drones"),
        ("body cameras 40 officers", "small", 40, "body cameras"),
        ("c\u00e1maras 60 agentes", "midsize", 60, "c\u00e1maras"),
        ("drones for a 20 to 50 officer agency", "small", 20, "drones"),
        ("drones for agencies with 20 to 50 officers", "small", 20, "drones"),
        ("drones between 20 and 50 officers", "small", 20, "drones"),
        ("drones agencia de 20 a 50 oficiales", "small", 20, "drones"),
        ("drones entre 20 y 50 oficiales", "small", 20, "drones"),
    ],
)
def test_a_size_of_an_agency_is_recognized_and_left_out(text, value, sworn, rest):
    size = stated_size(text, SIZES)
    assert (size.value, size.sworn, size.rest) == (value, sworn, rest)


@pytest.mark.parametrize(
    "text",
    ["small department", "departamento peque\u00f1o", "agencia peque\u00f1a"],
)
def test_a_text_about_nothing_but_a_size_is_kept(text):
    size = stated_size(text, SIZES)
    assert (size.value, size.rest, size.is_left_out) == ("small", text, False)


@pytest.mark.parametrize(
    ("text", "sworn", "rest"),
    [
        ("40 officer agency", 40, "officer agency"),
        ("our 40-person department", 40, "department"),
        ("agency of forty", 40, "agency"),
        ("40 officers", 40, "officers"),
        ("fewer than 20 officers", 19, "officers"),
        ("the 120 sworn", 120, "sworn"),
        ("between 40 and 50 officers", 40, "officers"),
        ("agencia de 40 oficiales", 40, "agencia oficiales"),
        ("departamento con 40 agentes", 40, "departamento agentes"),
        ("polic\u00eda de 40 oficiales", 40, "polic\u00eda oficiales"),
    ],
)
def test_of_a_text_about_nothing_but_a_number_of_officers_the_number_is_left_out(text, sworn, rest):
    size = stated_size(text, SIZES)
    assert (size.sworn, size.rest, size.is_all) == (sworn, rest, True)


@pytest.mark.parametrize(
    "text",
    ["rural sheriff burglary", "burglary in small and rural agencies", "alguacil rural", "oficina del sheriff rural"],
)
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
        "two officers",
        "40 officers killed",
        "killed 40 officers",
        "killed over 40 officers",
        "killed 40 to 50 officers",
        "911 40 officer agency",
        "911 and 40 officers",
        "40 officers attend training",
        "hiring 40 officers",
        "hire 100 officers",
        "training for 40 officers",
        "survey of 300 officers",
        "interviews with 40 officers",
        "top 40",
        "top 40 officers",
        "21 police officers shot in 2016",
        "cops 100,000 officers",
        "drones 2016 officers",
        "town with 3 officers killed",
        "city with 40 members",
        "polic\u00eda con 3 agentes asesinados",
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
