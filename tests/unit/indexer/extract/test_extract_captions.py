"""Captions: times as locators, speakers, and broken files."""

import pytest

from catalog.model import Locator, LocatorKind
from extraction_results import refusal, texts
from indexer.extract import extract


def vtt(*cues):
    blocks = [f"{start} --> {end}\n{text}" for start, end, text in cues]
    return "\n\n".join(["WEBVTT\nKind: captions\nLanguage: en-US", *blocks]).encode()


def test_a_run_of_captions_is_a_section_with_its_start_time_as_locator():
    data = vtt(
        ("00:04:31.500", "00:04:35.000", "First words"),
        ("00:05:10.000", "00:05:15.000", "still the same minute."),
        ("00:05:17.000", "01:00:20.900", "Later words."),
    )
    document = extract(data, "talk.vtt")
    assert [(section.locator, section.text) for section in document.sections] == [
        (Locator(LocatorKind.TIME, "00:04:31", "t=271"), "First words still the same minute."),
        (Locator(LocatorKind.TIME, "00:05:17", "t=317"), "Later words."),
    ]
    assert (document.media_type, document.duration_s, document.language) == ("text/vtt", 3620, "en-US")


def test_the_speaker_is_named_when_the_speaker_changes():
    data = vtt(
        ("00:01.000", "00:02.000", "<v Ann Lee>Good morning."),
        ("00:02.000", "00:03.000", "<v Ann Lee>Welcome.</v>"),
        ("00:03.000", "00:04.000", "<v.loud Bo>Thank you."),
    )
    assert texts(data, "talk.vtt") == [("00:00:01", "Ann Lee: Good morning. Welcome.\n\nBo: Thank you.")]


def test_speakers_named_in_the_text_are_kept_once():
    data = vtt(
        ("00:01.000", "00:02.000", "Host: Good morning."),
        ("00:02.000", "00:03.000", "Host: Welcome."),
        ("00:03.000", "00:04.000", "&gt;&gt; Chief Diaz: Thank you."),
    )
    assert texts(data, "talk.vtt") == [("00:00:01", "Host: Good morning. Welcome.\n\nChief Diaz: Thank you.")]


def test_styles_notes_regions_identifiers_and_markup_are_left_out():
    data = (
        b"WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE not for\nreaders\n\nREGION\nid:fred\n\n"
        b"6e2b-id\n00:01.000 --> 00:02.000 align:start\n<i>One</i> &amp; <c.red>two</c>\n"
    )
    assert texts(data, "talk.vtt") == [("00:00:01", "One & two")]


def test_a_line_repeated_in_the_next_caption_counts_once():
    data = vtt(("00:01.000", "00:02.000", "so we"), ("00:02.000", "00:03.000", "so we\nbegan there"))
    assert texts(data, "talk.vtt") == [("00:00:01", "so we began there")]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo", "application/x-subrip"),
        (b"0:00:01.000,0:00:02.000\nOne\n\n0:00:02.000,0:00:03.000\nTwo", "text/x-sbv"),
        (b"\xef\xbb\xbfWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nOne\r\n\r\n00:02.000 --> 00:03.000\r\nTwo", "text/vtt"),
    ],
)
def test_the_three_caption_formats_are_recognized_by_their_content(data, media_type):
    document = extract(data, "captions.txt")
    assert (document.media_type, document.sections[0].text, document.duration_s) == (media_type, "One Two", 3)


@pytest.mark.parametrize(
    "broken",
    [
        "2\n00:00:02,000 --> 00:00:1d:890\nTwo",
        "2\nTwo",
        "2\n00:00:02 -->\nTwo",
        "00:00:02,000 --> 00:00:01,000\nTwo",
    ],
)
def test_a_caption_with_a_broken_timing_keeps_its_text(broken):
    data = f"1\n00:00:01,000 --> 00:00:02,000\nOne\n\n{broken}\n\n3\n00:00:05,000 --> 00:00:06,000\nThree"
    assert texts(data.encode(), "talk.srt") == [("00:00:01", "One Two Three")]


def test_a_year_on_its_own_line_is_speech():
    data = b"1\n00:00:01,000 --> 00:00:02,000\nIt was\n2015\n\n2\n00:00:02,000 --> 00:00:03,000\nthen."
    assert texts(data, "talk.srt") == [("00:00:01", "It was 2015 then.")]


def test_times_that_jump_back_begin_a_new_section():
    data = vtt(("10:00.000", "10:01.000", "Late."), ("00:01.000", "00:02.000", "Early."))
    assert texts(data, "talk.vtt") == [("00:10:00", "Late."), ("00:00:01", "Early.")]


def test_a_file_without_captions_is_refused_as_empty():
    assert refusal(b"WEBVTT\n\nNOTE nothing", "talk.vtt").kind == "empty"


def test_a_caption_file_without_times_is_refused_as_damaged():
    error = refusal(b"1\nwords without times", "talk.srt")
    assert (error.kind, str(error)) == (
        "damaged",
        "This caption file has no times such as 00:01:30.000 --> 00:01:34.000: save it as .vtt or .srt again.",
    )


@pytest.mark.parametrize(
    "line", ["If you have < 10 officers and > 5 cars.", "<applause>", "Write to <chief@example.org>."]
)
def test_angle_brackets_that_are_not_markup_are_speech(line):
    ((_, text),) = texts(f"1\n00:00:01,000 --> 00:00:02,000\n{line}\n".encode(), "talk.srt")
    assert text == line


def test_markup_of_captions_is_left_out():
    line = "<font color='red'>One</font> <c.yellow.bg>two</c> <00:00:01.500><lang es>tres</lang> {\\an8}<br/>end"
    ((_, text),) = texts(vtt(("00:01.000", "00:02.000", line)), "talk.vtt")
    assert text == "One two tres end"


def test_a_caption_that_begins_with_a_word_of_webvtt_is_speech_in_another_format():
    data = b"1\n00:00:01,000 --> 00:00:02,000\nBe careful.\n\nNOTE the date.\n"
    ((_, text),) = texts(data, "talk.srt")
    assert text == "Be careful. NOTE the date."
