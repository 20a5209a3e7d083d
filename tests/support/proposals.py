"""Resources on one topic for the toolkit builder, and the content of its proposals."""

from catalog.model import AgencySize, Entry
from catalog.recommend.model import BuilderAnswers
from factories import record

TOPIC = "gun-violence"
TOPIC_ONLY = BuilderAnswers(TOPIC)


def topic_record(record_id, **fields):
    """Return an entry on the topic."""
    address = f"https://example.org/{record_id}"
    values = {"topics": (TOPIC,), "format": "publication", "pages": 5, "url": address, **fields}
    return Entry(record(record_id, **values))


def topic_record_for_agencies(record_id, sworn_min, sworn_max, **fields):
    """Return an entry on the topic for agencies with a number of officers."""
    return topic_record(record_id, agency_size=AgencySize(sworn_min, sworn_max), **fields)


def topic_records(count, prefix="n", **fields):
    """Return entries on the topic, whose ids are a prefix and a number."""
    return [topic_record(f"{prefix}{number:02}", **fields) for number in range(count)]


def recommended_ids(proposal):
    """Return the ids of the recommended resources, in order."""
    return [recommendation.record.id for recommendation in proposal.recommendations()]


def reasons_for(proposal, record_id):
    """Return the reasons for recommending a resource."""
    return next(
        recommendation.reasons for recommendation in proposal.recommendations() if recommendation.record.id == record_id
    )
