"""Names of authors: those of persons are inverted, those of organizations are not."""

import pytest

from webui.formats.citations.person_names import initials, is_organization, organization_name, parse_name


@pytest.mark.parametrize(
    ("written", "inverted", "natural"),
    [
        ("Jane Doe", "Doe, Jane", "Jane Doe"),
        ("Doe, Jane", "Doe, Jane", "Jane Doe"),
        ("Jane Q. Doe", "Doe, Jane Q.", "Jane Q. Doe"),
        ("Dr. Jane Doe, Ph.D.", "Doe, Jane", "Jane Doe"),
        ("Chief Jane Doe", "Doe, Jane", "Jane Doe"),
        ("John Doe Jr.", "Doe, John, Jr.", "John Doe Jr."),
        ("Doe, John, III", "Doe, John, III", "John Doe III"),
        ("Ludwig van der Meer", "van der Meer, Ludwig", "Ludwig van der Meer"),
        ("de la Cruz, Mar\u00eda", "de la Cruz, Mar\u00eda", "Mar\u00eda de la Cruz"),
        ("Garc\u00eda M\u00e1rquez, Gabriel", "Garc\u00eda M\u00e1rquez, Gabriel", "Gabriel Garc\u00eda M\u00e1rquez"),
        ("  Jane\n Doe, ", "Doe, Jane", "Jane Doe"),
    ],
)
def test_the_name_of_a_person_is_inverted_in_whatever_order_it_is_written(written, inverted, natural):
    name = parse_name(written)
    assert (name.inverted(name.given), name.natural, name.kind) == (inverted, natural, "person")


@pytest.mark.parametrize(
    "name",
    [
        "Bureau of Justice Assistance",
        "Urban Institute",
        "RAND Corporation",
        "Police Executive Research Forum",
        "National Sheriffs' Association",
        "Smith & Jones",
        "Smith and Jones, LLC",
        "Town of Springfield, Virginia",
        "21CP",
        "Polic\u00eda Nacional de Colombia",
        "Jane Doe et al.",
        "Jane " + "Do" * 100,
    ],
)
def test_the_name_of_an_organization_is_never_inverted(name):
    assert is_organization(name)
    assert parse_name(name) == organization_name(name)
    assert parse_name(name).inverted("") == parse_name(name).natural == name


@pytest.mark.parametrize("name", ["Bhatt", "AEquitas", "A, B, C, D", "One Two Three Four Five Six"])
def test_a_name_of_unknown_kind_is_unchanged(name):
    parsed = parse_name(name)
    assert (parsed.kind, parsed.natural, parsed.inverted("")) == ("unknown", name, name)


@pytest.mark.parametrize(
    ("given", "short"),
    [
        ("Jane", "J."),
        ("Jane Mary", "J. M."),
        ("J.Q.", "J. Q."),
        ("JQ", "J. Q."),
        ("Mary-Jane", "M.-J."),
        ("\u00c9mile", "\u00c9."),
        ("Mar\u00eda de", "M. de"),
        ("", ""),
    ],
)
def test_given_names_become_initials(given, short):
    assert initials(given) == short
