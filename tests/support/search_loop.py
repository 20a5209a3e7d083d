"""Search in a loop while generations are published: `python search_loop.py DATA STOP_FILE reopen|live` as a process."""

import json
import sys
import time
from pathlib import Path

from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from catalog.settings import Settings

MIN_RECORDS = 8
"""Generation number n has MIN_RECORDS + n records, whose titles and summaries end with the word `title_word(n)`."""
QUERIES = ("", "plan", "plan*", '"a plan"', "title:plan")
PAUSE_S = 0.05


def title_word(number):
    return f"edition{number}"


def find_fault(result, entry):
    """Return what is wrong with a search result and an entry of the same generation, or None."""
    number = int(result.generation.split("-")[0])
    expected = MIN_RECORDS + number
    if result.total != expected or len(result.hits) != expected:
        return f"{result.generation} returns {result.total} and {len(result.hits)} instead of {expected}"
    if sum(value.count for value in result.facets["format"]) != expected:
        return f"{result.generation} has wrong facet counts"
    records = [*(hit.record for hit in result.hits), entry.record]
    texts = {text for record in records for text in (record.title, record.summary)}
    mixed = {text for text in texts if text.split()[-1] != title_word(number)}
    return f"{result.generation} contains {sorted(mixed)}" if mixed else None


def search_until(current, stopped):
    """Search `current()` until `stopped()`; return the number of searches, the generations and the faults."""
    count, generations, faults = 0, set(), []
    while not stopped():
        try:
            searcher = current()
            result = searcher.search(Query(QUERIES[count % len(QUERIES)], per_page=100))
            fault = find_fault(result, searcher.get("r3"))
        except Exception as error:  # noqa: BLE001  # any error of a reader is a fault that the test reports
            fault = repr(error)
        else:
            generations.add(result.generation)
        count += 1
        faults += [fault] if fault else []
        time.sleep(PAUSE_S)
    return {"answers": count, "generations": sorted(generations), "faults": faults[:5]}


if __name__ == "__main__":
    data, stop_file, mode = sys.argv[1:]
    settings = Settings(data=Path(data))
    modes = {"live": LiveSearcher(settings).current, "reopen": lambda: LiveSearcher(settings).current()}
    print("ready", flush=True)  # noqa: T201  # the test waits for it
    print(json.dumps(search_until(modes[mode], Path(stop_file).exists)))  # noqa: T201  # the test reads it
