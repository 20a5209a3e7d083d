"""Whatever the catalog and the answers: a proposal keeps to them as far as it says, and to the time."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.config import Settings
from catalog.model import AgencySize, Entry
from catalog.recommend.model import BUDGETS, BuilderAnswers
from catalog.recommend.reading_time import pace
from catalog.recommend.recommend import FEWEST, LOOSENING, SLOTS, propose
from catalog.search.ports import load_engine
from catalog.search.searcher import open_searcher
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
wishes = st.builds(
    BuilderAnswers,
    topic=st.just("gun-violence"),
    text=st.sampled_from(("", "tracing")),
    formats=st.sampled_from(((), ("webinar",), ("podcast", "publication"))),
    sworn=st.sampled_from((None, 40, 400)),
    time=st.sampled_from(tuple(BUDGETS)),
    audience=st.sampled_from((None, "chief", "analyst")),
)
TAXONOMY = taxonomy()
FOLDERS = itertools.count()


@pytest.fixture(params=["whoosh", "memory"])
def fresh(request, tmp_path):
    """Return a function that gives a searcher over entries in a new folder."""
    engine = load_engine(Settings(engine=request.param))

    def made(entries):
        folder = tmp_path / str(next(FOLDERS))
        folder.mkdir()
        writer = engine.open_writer(folder, TAXONOMY)
        for each in entries:
            writer.put(each)
        writer.commit()
        return open_searcher(engine, folder, TAXONOMY, "000001-test")

    return made


def misses(found, answers):
    """The answers that a record does not match."""
    size = found.agency_size
    return {
        "audience": answers.audience is not None and answers.audience not in found.audiences,
        "format": bool(answers.formats) and found.format not in answers.formats,
        "sworn": answers.sworn is not None and size is not None and not size.overlaps(answers.sworn, answers.sworn),
        "q": bool(answers.text) and "Tracing" not in found.title,
    }


@given(made=records, answers=wishes)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_proposal_holds_what_it_says_whatever_the_catalog(fresh, made, answers):
    entries = [
        Entry(
            record(
                f"n{number}",
                topics=("gun-violence",),
                format=kind,
                agency_size=size,
                audiences=audiences,
                pages=pages,
                title=title,
            )
        )
        for number, (kind, size, audiences, pages, title) in enumerate(made)
    ]
    searcher = fresh(entries)
    proposal = propose(searcher, answers)
    picks = list(proposal.picks())
    for pick in picks:
        missed = misses(pick.record, answers)
        assert [name for name in LOOSENING if missed[name] and name not in proposal.loosened] == []
        assert 1 <= len(pick.reasons) <= 3
    for name in proposal.loosened:
        assert any(misses(pick.record, answers)[name] for pick in picks)
    assert len({pick.record.id for pick in picks}) == len(picks) <= len(SLOTS)
    assert answers.budget is None or proposal.minutes <= answers.budget
    assert answers.budget is not None or len(picks) >= min(FEWEST, len(made))
    assert (
        picks
        or not made
        or (answers.budget is not None and all(pace(each.record, ()).minutes > answers.budget for each in entries))
    )
    assert propose(searcher, answers) == proposal
