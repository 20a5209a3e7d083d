"""Hypothesis strategies for queries with the vocabularies of factories.TAXONOMY and the publisher PUBLISHER."""

from hypothesis import strategies as st

from catalog.model import PartialDate
from catalog.search.query.tree import Query, Sort

PUBLISHER = "Town of Example"
TEXTS = st.text(max_size=40).map(lambda text: "".join(c for c in text if c.isprintable() and c != "\ufffd").strip())
DATES = st.none() | st.dates().flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)
FACET_VALUES = {
    "topic": ["technology", "gun-violence", "crime-analysis"],
    "format": ["webinar", "podcast"],
    "agency_size": ["small", "major"],
    "publisher": ["bja", "town-of-example"],
    "language": ["en", "es"],
}
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(values), min_size=1, unique=True).map(lambda selected: tuple(sorted(selected)))
        for name, values in FACET_VALUES.items()
    },
)


def is_date_range(first: PartialDate | None, last: PartialDate | None) -> bool:
    """Return whether two dates are in order; either end may be open."""
    return first is None or last is None or first.first_day() <= last.last_day()


QUERIES = st.builds(
    Query,
    text=TEXTS,
    filters=FILTERS,
    sworn=st.none() | st.integers(1, 100_000),
    published_from=DATES,
    published_to=DATES,
    sort=st.none() | st.sampled_from(list(Sort)),
    page=st.integers(1, 100),
    per_page=st.integers(1, 100),
).filter(lambda query: is_date_range(query.published_from, query.published_to))
