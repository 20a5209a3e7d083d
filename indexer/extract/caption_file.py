"""Captions (WebVTT, SubRip, SBV) as runs of speech that begin at a time.

One tolerant reader serves all three formats: what is no timing, number, note or style is speech, so that a caption
with a broken timing keeps its words. (Captions from the web break their formats often; strict readers drop those.)
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.errors import ExtractError
from catalog.model import Locator
from indexer.extract.cleaning import one_line
from indexer.extract.decoding import decoded
from indexer.extract.media_types import SBV
from indexer.extract.result import Extracted, Section

RUN_S = 45
"""A run of captions ends with the first caption that begins so many seconds after the run did."""

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,:]\d*)?"
_ARROW_TIMING = re.compile(rf"\s{{0,9}}{_CLOCK}\s{{0,9}}-->\s{{0,9}}(?:{_CLOCK})?")
_SBV_TIMING = re.compile(rf"\s{{0,9}}{_CLOCK}\s{{0,9}},\s{{0,9}}{_CLOCK}\s*$")
_NUMBER = re.compile(r"\s*\d+\s*")
_SKIPPED_BLOCK = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")  # WebVTT, section 4.1
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,200})>")  # WebVTT, section 4.2.2: the voice span
_NAMED = re.compile(r"(?:>>\s*)?([A-Z][\w.'\u2019-]*(?: [\w.'\u2019()-]+){0,3}):\s+(?=\S)")
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)[ \t]*$", re.MULTILINE)
HEADER_CHARACTERS = 1_000


@dataclass(slots=True)
class _Cue:
    """One caption: whole seconds from the beginning, and its lines."""

    start_s: int
    end_s: int
    lines: list[str]


def read(data: bytes, media_type: str) -> Extracted:
    """Return one section for each run of about a minute, with the time where it begins; speakers are kept.

    Raises ExtractError `damaged` if there is text but not one timing, `empty` if there are no captions.
    """
    text = decoded(data).removeprefix("\ufeff")
    cues = list(_cues(text.splitlines(), _SBV_TIMING if media_type == SBV else _ARROW_TIMING))
    if not cues:
        raise _no_captions(text)
    language = _LANGUAGE.search(text[:HEADER_CHARACTERS])
    return Extracted(
        media_type=media_type,
        sections=tuple(_sections(cues)),
        language=language[1] if language else "",
        duration_s=max(cue.end_s for cue in cues),
    )


def _no_captions(text: str) -> ExtractError:
    if _SKIPPED_BLOCK.match(text):
        return ExtractError("empty", "This caption file holds no captions: put the right file in its place.")
    return ExtractError(
        "damaged",
        "This caption file holds no times such as 00:01:30.000 --> 00:01:34.000: save it as .vtt or .srt again.",
    )


def _cues(lines: Iterable[str], timing: re.Pattern[str]) -> Iterator[_Cue]:
    """Yield the captions in file order; words without a timing of their own go with the caption before them."""
    cue: _Cue | None = None
    is_skipped = False  # the header, a note, a style or a region
    begins_block = True
    names_next = False  # the last line is a caption's number or identifier, if a timing follows
    for line in lines:
        if found := timing.match(line):
            if cue:
                if names_next:
                    cue.lines.pop()
                yield cue
            cue, is_skipped, names_next = _timed(found), False, False
        elif not line.strip():
            is_skipped, names_next, begins_block = False, False, True
            continue
        elif begins_block and _SKIPPED_BLOCK.match(line):
            is_skipped, names_next = True, False
        elif cue and not is_skipped and not (begins_block and _NUMBER.fullmatch(line)):
            cue.lines.append(line)
            names_next = begins_block or _NUMBER.fullmatch(line) is not None
        begins_block = False
    if cue:
        yield cue


def _timed(timing: re.Match[str]) -> _Cue:
    """Return a caption without words yet; one that ends before it begins ends where it begins."""
    hours, minutes, seconds, *end = (int(part or 0) for part in timing.groups())
    start_s = hours * 3600 + minutes * 60 + seconds
    return _Cue(start_s, max(start_s, end[0] * 3600 + end[1] * 60 + end[2]), [])


def _sections(cues: Iterable[_Cue]) -> Iterator[Section]:
    """Yield the runs of captions; each names its speaker anew."""
    run: list[_Cue] = []
    for cue in cues:
        if run and not 0 <= cue.start_s - run[0].start_s < RUN_S:
            yield _section(run)
            run = []
        run.append(cue)
    if run:
        yield _section(run)


def _section(run: list[_Cue]) -> Section:
    start_s = run[0].start_s
    clock = f"{start_s // 3600:02d}:{start_s // 60 % 60:02d}:{start_s % 60:02d}"
    return Section(Locator("time", clock, f"t={start_s}"), "\n\n".join(_speech(run)))


def _speech(run: list[_Cue]) -> Iterator[str]:
    """Yield what one voice says before the next one speaks; a line that rolls on into the next caption counts once."""
    voice, last = "", ""
    words: list[str] = []
    for name, line in _voiced_lines(run):
        if line == last:
            continue
        last = line
        if words and name and name != voice:
            yield _said(voice, words)
            words = []
        voice = name or voice
        words.append(line)
    if words:
        yield _said(voice, words)


def _said(voice: str, words: list[str]) -> str:
    return f"{voice}: {' '.join(words)}" if voice else " ".join(words)


def _voiced_lines(run: list[_Cue]) -> Iterator[tuple[str, str]]:
    """Yield (voice, words) for each line, the voice empty where none is named."""
    for cue in run:
        for raw in cue.lines:
            voice = _VOICE.search(raw)
            line = one_line(html.unescape(_TAG.sub("", raw)))
            named = None if voice else _NAMED.match(line)
            name = one_line(voice[1]) if voice else named[1] if named else ""
            line = line[named.end() :] if named else line
            if line:
                yield name, line
