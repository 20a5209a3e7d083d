"""A damaged CURRENT is named by every command, visitors see the newest generation, and the next run repairs it."""

import json
import shutil

import pytest

from catalog.errors import DamagedError
from catalog.live import LiveSearcher
from factories import settings
from publishing import corrupt_byte, faults, generations, publish_titles, titles

UNKNOWN = "000099-20200101T000000Z"
DAMAGE = {
    None: "is missing",
    b"": "is empty",
    b"nonsense": "names 'nonsense', and there is no such generation",
    b"\xff\xfe": "names '\ufffd\ufffd', and there is no such generation",
    b"00\x00\x1b[31m": "names '00??[31m', and there is no such generation",
    b"../../elsewhere": "names '../../elsewhere', and there is no such generation",
    b"/etc": "names '/etc', and there is no such generation",
    b"x" * 5000: f"names '{'x' * 100}', and there is no such generation",
    UNKNOWN.encode(): f"names '{UNKNOWN}', and there is no such generation",
}


@pytest.fixture(params=DAMAGE, ids=lambda content: str(content and content[:9]))
def damaged(folder, clearinghouse, request):  # noqa: ARG001  # `folder` must exist
    """A folder whose CURRENT is damaged, the name of its only generation, and what is said about the damage."""
    (name,) = publish_titles(folder, "First")[-1:]
    shutil.rmtree(generations(folder).folder(generations(folder).names()[0]))
    current = folder / "data/CURRENT"
    current.unlink()
    if request.param is not None:
        current.write_bytes(request.param)
    return folder, name, f"the file {current} {DAMAGE[request.param]}; 'clearinghouse index' repairs it"


@pytest.mark.parametrize("command", ["status", "rollback", "search"])
def test_a_command_names_the_damage_and_the_repair(damaged, clearinghouse, command):
    result = clearinghouse(command, *(["first"] if command == "search" else []))
    if command == "search":
        assert (result.exit_code, "First" in result.output) == (0, True)
    else:
        assert (result.exit_code, result.output) == (2, f"clearinghouse: {damaged[2]}\n")


def test_check_reports_the_damage_once(damaged):
    assert faults(damaged[0]) == [damaged[2]]


def test_the_next_run_names_the_damage_and_repairs_it(damaged, clearinghouse):
    folder, _, message = damaged
    result = clearinghouse("index", "--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["published"], report["notes"]) == (
        0,
        True,
        [f"{message}. Everything is indexed again."],
    )
    assert (generations(folder).current(), faults(folder)) == (report["generation"], [])


def test_a_rollback_to_a_named_generation_repairs_it_too(damaged, clearinghouse):
    folder, name, _ = damaged
    assert clearinghouse("rollback", name).exit_code == 0
    assert generations(folder).current() == name


def test_a_process_serves_the_newest_generation(damaged):
    folder, name, _ = damaged
    live = LiveSearcher(settings(folder))
    assert (live.current().generation, titles(live)) == (name, ["First"])


def test_a_run_from_scratch_publishes_no_empty_index_over_the_one_that_is_served(damaged, clearinghouse):
    folder = damaged[0]
    for path in (folder / "corpus/records").iterdir():
        path.unlink()
    result = clearinghouse("index", "--json")
    assert (json.loads(result.stdout)["published"], titles(LiveSearcher(settings(folder)))) == (False, ["First"])


def test_an_error_of_a_process_that_can_open_nothing_is_not_looked_up_again_for_each_request(tmp_path, caplog):
    (name,) = publish_titles(tmp_path, "First")[-1:]
    for generation in generations(tmp_path).names():
        corrupt_byte(generations(tmp_path).folder(generation) / "ledger.json")
    live = LiveSearcher(settings(tmp_path), retry_s=3600.0)
    for _ in range(3):
        with pytest.raises(DamagedError, match=f"{name}/ledger.json: was changed"):
            live.current()
    assert len(caplog.records) == 1
