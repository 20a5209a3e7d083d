"""Which records a new one resembles: by its own address, or by its title and publisher."""

import pytest

from catalog.model import PartialDate
from catalog.taxonomy import Taxonomy
from factories import record
from indexer.importers.planning.matching.resemblances import Resemblances

TITLE = "Reducing Gun Violence in Small Cities"
OLD = record("old", title=TITLE, url="https://example.org/guide", publishers=("RAND",), published=PartialDate(2020))


def found(new, *known, distinct=()):
    resemblances = Resemblances((), Taxonomy(), distinct)
    for item in known:
        resemblances.add(item.id, item)
    resemblance = resemblances.find(new.id, new)
    return resemblance and (resemblance.record_id, resemblance.reason)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "Another", "url": "http://www.example.org/guide/?utm_source=x"}, ("old", "same address")),
        ({"title": "Another", "url": "https://example.org/guide#part-2"}, None),
        ({"title": "Another", "url": "https://example.org/"}, None),
        ({"title": TITLE.upper(), "publishers": ("RAND",)}, ("old", "same title and publisher")),
        ({"title": TITLE}, ("old", "same title")),
        ({"title": TITLE, "publishers": ("ATF",)}, None),
        ({"title": TITLE, "publishers": ("RAND",), "published": PartialDate(2021)}, None),
        (
            {"title": TITLE, "publishers": ("RAND",), "published": PartialDate(2020, 5)},
            ("old", "same title and publisher"),
        ),
    ],
)
def test_a_new_record_resembles_another_one(changes, expected):
    assert found(record("new", **changes), OLD) == expected


def test_a_short_title_without_a_publisher_says_nothing():
    assert found(record("new", title="Annual Report"), record("old", title="Annual Report")) is None


def test_the_next_record_is_taken_if_the_first_is_known_not_to_be_the_same():
    new, other = record("new", url=OLD.url), record("other", url=OLD.url)
    assert found(new, OLD, other, distinct=[("new", "old")]) == ("other", "same address")
