"""What repeats on the pages of a document, and its tables, stay searchable and out of snippets."""

import document_bytes
from catalog.search.query.tree import Query
from factories import write_corpus
from indexing import current_searcher, run, with_document

BODY = (
    "Officers trace every firearm within a day of its recovery.",
    "Analysts meet each week and review what was learned since.",
    "Prosecutors explain which cases can be charged at once.",
)


def snippets(folder, text):
    """Return the texts of the snippets of the only hit."""
    (hit,) = current_searcher(folder).search(Query(text)).hits
    return [snippet.text for snippet in hit.snippets]


def publish(folder, *pages):
    write_corpus(folder / "corpus", with_document("a", "a/report.pdf"), documents={"a/report.pdf": ""})
    (folder / "corpus/documents/a/report.pdf").write_bytes(document_bytes.pdf(*pages))
    run(folder)


def test_a_running_head_finds_its_document_without_a_snippet(folder):
    publish(folder, *(("Zebra quarterly", line, f"Page {number} of 3") for number, line in enumerate(BODY, 1)))
    assert snippets(folder, "zebra") == []
    assert snippets(folder, "firearm") == [BODY[0]]


def test_a_row_of_a_table_is_shown_only_if_no_sentence_matches(folder):
    publish(folder, ("Firearms 12 345 6,789", BODY[0]), ("Robberies 44 55 66",))
    assert snippets(folder, "firearms") == [BODY[0]]
    assert snippets(folder, "robberies") == ["Robberies 44 55 66"]
