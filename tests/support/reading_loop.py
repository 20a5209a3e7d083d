"""Search in a loop and say what was seen: `python reading_loop.py DATA STOP anew|live` as a process of its own."""

import json
import sys
import time
from pathlib import Path

from catalog.config import Settings
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query

FEWEST = 8
"""Generation number n holds FEWEST + n records, and each of their titles and summaries has the word `marker(n)`."""
QUERIES = ("", "plan", "plan*", '"a plan"', "title:plan")
PAUSE_S = 0.05


def marker(number):
    return f"edition{number}"


def fault(answer, entry):
    """What is wrong with an answer and an entry from the same searcher, or None."""
    number = int(answer.generation.split("-")[0])
    expected = FEWEST + number
    if answer.total != expected or len(answer.hits) != expected:
        return f"{answer.generation} gives {answer.total} and {len(answer.hits)} instead of {expected}"
    if sum(each.count for each in answer.facets["format"]) != expected:
        return f"{answer.generation} counts wrongly"
    records = [*(hit.record for hit in answer.hits), entry.record]
    mixed = {text for each in records for text in (each.title, each.summary) if text.split()[-1] != marker(number)}
    return f"{answer.generation} shows {sorted(mixed)}" if mixed else None


def read(current, stopped):
    """Search what `current()` gives until `stopped()`; return how many answers, of which generations, what faults."""
    count, generations, faults = 0, set(), []
    while not stopped():
        try:
            searcher = current()
            answer = searcher.search(Query(QUERIES[count % len(QUERIES)], per_page=100))
            wrong = fault(answer, searcher.get("r3"))
        except Exception as error:  # noqa: BLE001  # whatever goes wrong for a reader is what the test wants to know
            wrong = repr(error)
        else:
            generations.add(answer.generation)
        count += 1
        faults += [wrong] if wrong else []
        time.sleep(PAUSE_S)
    return {"answers": count, "generations": sorted(generations), "faults": faults[:5]}


if __name__ == "__main__":
    data, stop, manner = sys.argv[1:]
    settings = Settings(data=Path(data))
    manners = {"live": LiveSearcher(settings).current, "anew": lambda: LiveSearcher(settings).current()}
    print("ready", flush=True)  # noqa: T201  # the test waits for it
    print(json.dumps(read(manners[manner], Path(stop).exists)))  # noqa: T201  # its answer to the test
