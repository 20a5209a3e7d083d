"""The estimated time that a resource takes."""

import pytest

from catalog.model import DocumentText, Entry
from catalog.recommend.model import TimeEstimate
from catalog.recommend.reading_time import DEFAULT_MINUTES, MINUTES_PER_PAGE, estimate_time
from factories import record, taxonomy


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (Entry(record(duration_s=61)), TimeEstimate(2, measured=True)),
        (Entry(record(duration_s=600, pages=9)), TimeEstimate(10, measured=True)),
        (Entry(record(pages=12)), TimeEstimate(12 * MINUTES_PER_PAGE, measured=True, pages=12)),
        (Entry(record(), (DocumentText(pages=3),)), TimeEstimate(3 * MINUTES_PER_PAGE, measured=True, pages=3)),
        (Entry(record(format="podcast"), (DocumentText(duration_s=600),)), TimeEstimate(10, measured=True)),
        (Entry(record(format="webinar")), TimeEstimate(60)),
        (Entry(record(format="hologram")), TimeEstimate(DEFAULT_MINUTES)),
        (Entry(record()), TimeEstimate(DEFAULT_MINUTES)),
    ],
)
def test_the_time_comes_from_the_recording_or_the_pages_or_the_format(resource, expected):
    assert estimate_time(resource.record, resource.texts, taxonomy()) == expected
