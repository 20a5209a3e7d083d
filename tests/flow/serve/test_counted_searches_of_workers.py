"""The production server counts repeated responses, too, and writes all counts when it stops."""

import datetime as dt
import signal

from catalog.query_log.model import Channel, Counts
from factories import publish, record
from production_server import production_server, status
from query_log import logged

SEARCHES = 10


def test_repeated_responses_are_counted_and_written_when_the_server_stops(tmp_path):
    publish(tmp_path, record("one", title="A title"))
    with production_server(tmp_path, workers=2) as server:
        for number in range(SEARCHES):
            assert status(server.get("/search?q=title")) == 200
            assert status(server.get(f"/search?q=title+{number}")) == 200
            assert status(server.get("/search?q=title", "DNT: 1")) == 200
            assert status(server.get("/api/v1/search?q=title", "Sec-Fetch-Mode: cors")) == 200
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(30)
    searches = logged(tmp_path / "data", since=dt.date(2000, 1, 1))
    partial = searches.totals[Channel.SITE].partial
    assert searches.totals[Channel.SITE].searches == 2 * SEARCHES
    assert searches.totals[Channel.WIDGET] == Counts(SEARCHES)
    assert partial <= SEARCHES
    assert searches.unreadable_texts == SEARCHES + 1
