"""With any catalog and answers, a proposal matches all answers but those it reports as relaxed, and fits the time."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.model import AgencySize, Entry
from catalog.recommend.model import BuilderAnswers, TimeBudget
from catalog.recommend.reading_time import estimate_time
from catalog.recommend.recommend import MIN_RECOMMENDATIONS, RELAXATION_ORDER, SECTION_SLOTS, propose
from catalog.search.ports import load_engine
from catalog.search.searcher import open_searcher
from catalog.settings import Settings
from factories import record, taxonomy

SIZES = (None, AgencySize(None, 49), AgencySize(50, 249), AgencySize(250, None))
FORMATS = ("webinar", "podcast", "publication")
records = st.lists(
    st.tuples(
        st.sampled_from(FORMATS),
        st.sampled_from(SIZES),
        st.sampled_from(((), ("chief",), ("analyst",))),
        st.sampled_from((None, 1, 9, 40)),
        st.sampled_from(("Tracing guns", "Talking")),
    ),
    max_size=16,
)
builder_answers = st.builds(
    BuilderAnswers,
    topic=st.just("gun-violence"),
    text=st.sampled_from(("", "tracing")),
    formats=st.sampled_from(((), ("webinar",), ("podcast", "publication"))),
    sworn=st.sampled_from((None, 40, 400)),
    time=st.sampled_from(tuple(TimeBudget)),
    audience=st.sampled_from((None, "chief", "analyst")),
)
TAXONOMY = taxonomy()
FOLDERS = itertools.count()


@pytest.fixture(params=["whoosh", "memory"])
def open_entries(request, tmp_path):
    """Return a function that writes entries into a new folder and returns a searcher over them."""
    engine = load_engine(Settings(engine=request.param))

    def write_and_open(entries):
        folder = tmp_path / str(next(FOLDERS))
        folder.mkdir()
        writer = engine.open_writer(folder, TAXONOMY)
        for entry in entries:
            writer.put(entry)
        writer.commit()
        return open_searcher(engine, folder, TAXONOMY, "000001-test")

    return write_and_open


def misses(resource, answers):
    """Return for each answer whether the record does not match it."""
    size = resource.agency_size
    return {
        "audience": answers.audience is not None and answers.audience not in resource.audiences,
        "format": bool(answers.formats) and resource.format not in answers.formats,
        "sworn": answers.sworn is not None and size is not None and not size.overlaps(answers.sworn, answers.sworn),
        "q": bool(answers.text) and "Tracing" not in resource.title,
    }


@given(record_values=records, answers=builder_answers)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_proposal_matches_what_it_reports(open_entries, record_values, answers):
    entries = [
        Entry(
            record(
                f"n{number}",
                url="https://example.org/",
                topics=("gun-violence",),
                format=kind,
                agency_size=size,
                audiences=audiences,
                pages=pages,
                title=title,
            )
        )
        for number, (kind, size, audiences, pages, title) in enumerate(record_values)
    ]
    searcher = open_entries(entries)
    proposal = propose(searcher, answers)
    recommendations = list(proposal.recommendations())
    for recommendation in recommendations:
        missed = misses(recommendation.record, answers)
        assert [name for name in RELAXATION_ORDER if missed[name] and name not in proposal.relaxed] == []
        assert 1 <= len(recommendation.reasons) <= 3
    for name in proposal.relaxed:
        assert any(misses(recommendation.record, answers)[name] for recommendation in recommendations)
    assert (
        len({recommendation.record.id for recommendation in recommendations})
        == len(recommendations)
        <= len(SECTION_SLOTS)
    )
    assert answers.budget_minutes is None or proposal.minutes <= answers.budget_minutes
    assert answers.budget_minutes is not None or len(recommendations) >= min(MIN_RECOMMENDATIONS, len(record_values))
    assert (
        recommendations
        or not record_values
        or (
            answers.budget_minutes is not None
            and all(estimate_time(entry.record, (), TAXONOMY).minutes > answers.budget_minutes for entry in entries)
        )
    )
    assert propose(searcher, answers) == proposal
