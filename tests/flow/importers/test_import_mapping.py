"""`clearinghouse import`: what is guessed of a source, what is said of it, and what an editor writes about it."""

from partner_source import ROWS
from paths import CORPUS


def test_what_an_editor_corrected_is_not_called_a_guess(partner):
    partner.run("--dry-run")
    path = partner.corpus / "mappings.yaml"
    path.write_text(path.read_text().replace("topic: topics", "topic: audiences"), encoding="utf-8")
    result = partner.run("--dry-run")  # the values of audiences are added to the file
    assert "Technology: ''" in path.read_text()
    assert "guess" not in result.stdout.partition("Values without")[0]


def test_a_new_column_is_shown_alone(partner):
    partner.run("--dry-run")
    partner.write({**ROWS[0], "Web link": "https://example.org/"}, *ROWS[1:])
    lines = partner.run("--dry-run").stdout.splitlines()
    assert lines[:2] == ["New guesses:", "  Web link  ->  url"]
    assert "This guess was added to" in lines[2]


def test_a_source_without_a_title_is_refused_once_with_the_line_to_write(partner):
    partner.path.write_text("Ref,Was,Link\n1,How to trace a gun,https://example.org/1\n", encoding="utf-8")
    result = partner.run("--dry-run")
    assert (result.exit_code, "refused" in result.stdout) == (2, False)
    assert result.stderr.startswith("clearinghouse: no column of this source is known to be the title")
    assert result.stderr.splitlines()[1:] == [
        "  Its columns: Ref, Was, Link",
        "  It may be 'Was', as in 'How to trace a gun'",
        f"In {partner.corpus / 'mappings.yaml'}, under 'columns' of 'source: partner', replace",
        "    Was: none",
        "by",
        "    Was: title",
        "and run the command again.",
    ]


def test_rows_before_the_first_title_are_refused_and_the_others_imported(partner):
    partner.write(*({"id": f"r{number}"} for number in range(600)), ROWS[0])
    fates = partner.fates()
    assert (fates.pop("p1"), set(fates.values()), len(fates)) == ("new", {"refused"}, 600)
    assert list(partner.records()) == ["own", "gun-tracing"]


def test_what_that_message_says_works(partner):
    partner.path.write_text("Ref,Was,Link\n1,How to trace a gun,https://example.org/1\n", encoding="utf-8")
    partner.run("--dry-run")
    path = partner.corpus / "mappings.yaml"
    path.write_text(path.read_text().replace("    Was: none\n", "    Was: title\n"), encoding="utf-8")
    assert partner.fates() == {"1": "new"}


def test_a_mistyped_source_is_recognized_by_its_columns_although_none_is_known_to_be_the_title(partner):
    partner.path.write_text("Ref,Was,Link\n1,How to trace a gun,https://example.org/1\n", encoding="utf-8")
    partner.run("--dry-run")
    path = partner.corpus / "mappings.yaml"
    before = path.read_text()
    result = partner.run("--source", "partnr", "--dry-run")
    assert "'partnr' is a new source, but 3 of its 3 columns are those of 'partner'" in result.stderr
    assert "did you mean --source partner?" in result.stderr
    assert path.read_text() == before
    result = partner.run("--source", "partnr", "--new-source", "--dry-run")
    assert "under 'columns' of 'source: partnr'" in result.stderr


def test_everything_is_listed_on_request(partner):
    partner.write(*({**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(25)))
    assert "new      and 5 more (--all lists them)" in partner.run("--dry-run").stdout
    assert "row 26: guide-24: Guide 24" in partner.run("--dry-run", "--all").stdout


def test_dates_are_read_in_the_order_that_others_show(partner):
    dates = ("04.13.2021", "05/21/2020", "1/30/2019", "03/04/2024")
    rows = ({**ROWS[0], "id": str(number), "title": f"T{number}", "issued": date} for number, date in enumerate(dates))
    partner.write(*rows)
    result = partner.run()
    assert "Dates such as 03/04/2024 are read as March 4: others can only be month-first." in result.stdout
    assert str(partner.records()["t3"].published) == "2024-03-04"


def test_a_date_with_two_meanings_is_said_once_with_the_setting(partner):
    partner.write(*({**ROWS[0], "id": f"q{day}", "issued": f"0{day}/08/2024"} for day in range(1, 8)))
    result = partner.run("--dry-run")
    assert result.stdout.count("as 01/08/2024 can mean 2024-01-08 or 2024-08-01") == 1
    assert "row 2, row 3, row 4 and 4 more: column 'issued': the date was left out" in result.stdout
    path = partner.corpus / "mappings.yaml"
    path.write_text(path.read_text().replace("  columns:", "  dates: day-first\n  columns:"), encoding="utf-8")
    assert "the date was left out" not in partner.run("--dry-run").stdout


REFERENCES = """TY  - RPRT
ID  - 1
TI  - Tracing guns
DO  - 10.1000/182
SN  - NCJ 251572
ER  -
TY  - THES
ID  - 2
TI  - Patrol maps
ER  -
"""


def test_a_reference_has_the_format_of_its_type_its_numbers_and_the_address_of_its_doi(folder, partner, clearinghouse):
    taxonomy = (CORPUS / "taxonomy.yaml").read_text(encoding="utf-8")
    (partner.corpus / "taxonomy.yaml").write_text(taxonomy, encoding="utf-8")
    (folder / "refs.ris").write_text(REFERENCES, encoding="utf-8")
    result = clearinghouse("import", "ris", f"{folder}/refs.ris")
    assert "  RPRT         ->  format: publication\n" in result.stdout
    assert "  format 'THES' in 1 row: did you mean 'research'?\n" in result.stdout
    record = partner.records()["tracing-guns"]
    assert (record.format, record.url) == ("publication", "https://doi.org/10.1000/182")
    assert (record.identifiers.doi, record.identifiers.ncj) == ("10.1000/182", "251572")


def test_a_source_without_a_column_of_ids_is_told_how_its_rows_are_recognized(partner):
    said = "No column is the source_id"
    assert said not in partner.run("--dry-run").stdout
    partner.write(*({name: value for name, value in row.items() if name != "id"} for row in ROWS))
    assert said in partner.run("--dry-run", "--source", "other", "--new-source").stdout


def test_a_column_that_is_left_out_is_shown_with_a_value(partner):
    partner.write({**ROWS[0], "Contact person": ""}, {**ROWS[1], "Contact person": "Ana Gomez"})
    assert "  Contact person  ->  (left out): 'Ana Gomez'\n" in partner.run("--dry-run").stdout
