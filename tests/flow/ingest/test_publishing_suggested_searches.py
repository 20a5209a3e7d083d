"""The judged queries of a corpus are published as what the search box suggests, and called so."""

import yaml

from factories import publish, record, settings, write_record
from indexer.check.check import check
from indexing import run


def judge(folder, *queries):
    judged = [{"query": query, "kind": "topic", "relevant": {"a": 3}} for query in queries]
    (folder / "corpus" / "judgments.yaml").write_text(yaml.safe_dump(judged), encoding="utf-8")


def test_a_change_is_told_in_words_that_editors_know(folder):
    publish(folder, record("a", title="Gun tracing"))
    judge(folder, "trace a gun", "ballistics")
    (fault,) = check(settings(folder)).faults
    assert fault.message.startswith("the searches that the search box suggests have changed")
    assert run(folder).notes == ("The searches that the search box suggests have changed (2 now).",)


def test_those_published_before_stay_while_the_file_has_a_mistake(folder):
    publish(folder, record("a", title="Gun tracing"))
    judge(folder, "trace a gun")
    run(folder)
    (folder / "corpus" / "judgments.yaml").write_text("- query: [", encoding="utf-8")
    write_record(folder / "corpus", record("a", title="Tracing guns"))
    note = (
        "Previously published searches that the search box suggests stay on the site until their files are corrected."
    )
    assert run(folder).notes == (note,)
