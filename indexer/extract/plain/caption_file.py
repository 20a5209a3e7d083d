"""Captions (WebVTT, SubRip, SBV) as runs of speech that begin at a time.

One lenient parser serves all three formats: every line that is not a timing, number, note or style is speech. A caption
with a broken timing, which is common on the web, keeps its words; a strict parser would drop them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Locator, LocatorKind
from indexer.extract.cleaning import clean_line
from indexer.extract.decoding import decode_text
from indexer.extract.hyphenation import fold_lines
from indexer.extract.media_types import SBV, VTT
from indexer.extract.result import ExtractedSection, Extraction

RUN_S = 45
"""A new run begins with the first caption that starts this many seconds after the current run."""

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,:]\d*)?"
_ARROW_TIMING = re.compile(rf"\s{{0,9}}{_CLOCK}\s{{0,9}}-->\s{{0,9}}(?:{_CLOCK})?")
_SBV_TIMING = re.compile(rf"\s{{0,9}}{_CLOCK}\s{{0,9}},\s{{0,9}}{_CLOCK}\s*$")
_NUMBER = re.compile(r"\s*\d+\s*")
_SKIPPED_BLOCK = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")  # WebVTT, section 4.1
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,200})>")  # WebVTT, section 4.2.2: the voice span
_SPEAKER = re.compile(r"(?:>>\s*)?([A-Z][\w.'\u2019-]*(?: [\w.'\u2019()-]+){0,3}):\s+(?=\S)")
_SPLIT_END = re.compile(r"\w[-\u2010\xad\xac]\s*\Z")
_TAG = re.compile(
    r"</?(?:[abcipuv]|ruby|rt|lang|font|br|em|strong|span|div|sync)(?:[.\s/][^<>]*)?>"
    r"|<(?:\d{1,3}:)?\d{1,3}:\d{2}\.\d{1,3}>"  # the time of a word
    r"|\{\\[^{}]*\}",
    re.IGNORECASE,
)
"""Markup of WebVTT and SubRip. What else is in angle brackets was said or heard, such as `<applause>`."""

_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)[ \t]*$", re.MULTILINE)
MAX_HEADER_CHARACTERS = 1_000


@dataclass(slots=True)
class _Cue:
    """A caption: its start and end in whole seconds, and its lines."""

    start_s: int
    end_s: int
    lines: list[str]


def read(data: bytes, media_type: str) -> Extraction:
    """Return one section for each run of about a minute, with its start time as locator; with speakers.

    Raises ExtractError: `damaged` for text without any timing, `empty` for a file without captions.
    """
    text = decode_text(data).removeprefix("\ufeff")
    timing = _SBV_TIMING if media_type == SBV else _ARROW_TIMING
    cues = list(_cues(text.splitlines(), timing, has_notes=media_type == VTT))
    if not cues:
        raise _no_captions_error(text)
    language = _LANGUAGE.search(text[:MAX_HEADER_CHARACTERS])
    return Extraction(
        media_type=media_type,
        sections=tuple(_sections(cues)),
        language=language[1] if language else "",
        duration_s=max(cue.end_s for cue in cues),
    )


def _no_captions_error(text: str) -> ExtractError:
    if _SKIPPED_BLOCK.match(text):
        return ExtractError(
            ExtractErrorKind.EMPTY, "This caption file has no captions: replace it with the right file."
        )
    return ExtractError(
        ExtractErrorKind.DAMAGED,
        "This caption file has no times such as 00:01:30.000 --> 00:01:34.000: save it as .vtt or .srt again.",
    )


def _cues(lines: Iterable[str], timing: re.Pattern[str], *, has_notes: bool) -> Iterator[_Cue]:
    """Yield the captions in file order; text without a timing belongs to the caption before it.

    `has_notes` is whether the format has notes and styles, as WebVTT does; in others, somebody says "NOTE".
    """
    cue: _Cue | None = None
    is_skipped = False  # the header, a note, a style or a region
    begins_block = True
    may_be_id = False  # the last line is the number or identifier of a caption if a timing follows
    for line in lines:
        if match := timing.match(line):
            if cue:
                if may_be_id:
                    cue.lines.pop()
                yield cue
            cue, is_skipped, may_be_id = _new_cue(match), False, False
        elif not line.strip():
            is_skipped, may_be_id, begins_block = False, False, True
            continue
        elif begins_block and has_notes and _SKIPPED_BLOCK.match(line):
            is_skipped, may_be_id = True, False
        elif cue and not is_skipped and not (begins_block and _NUMBER.fullmatch(line)):
            cue.lines.append(line)
            may_be_id = begins_block or _NUMBER.fullmatch(line) is not None
        begins_block = False
    if cue:
        yield cue


def _new_cue(timing: re.Match[str]) -> _Cue:
    """Return a caption without lines; its end is never before its start."""
    hours, minutes, seconds, *end = (int(part or 0) for part in timing.groups())
    start_s = hours * 3600 + minutes * 60 + seconds
    return _Cue(start_s, max(start_s, end[0] * 3600 + end[1] * 60 + end[2]), [])


def _sections(cues: Iterable[_Cue]) -> Iterator[ExtractedSection]:
    """Yield a section for each run of captions; each names its speakers again."""
    run: list[_Cue] = []
    for cue in cues:
        if run and not _continues(run, cue):
            yield _section(run)
            run = []
        run.append(cue)
    if run:
        yield _section(run)


def _continues(run: list[_Cue], cue: _Cue) -> bool:
    """Return whether a caption belongs to a run: by its time, or because it begins with the rest of a word."""
    elapsed_s = cue.start_s - run[0].start_s
    last_line = _TAG.sub("", run[-1].lines[-1]) if run[-1].lines else ""
    return elapsed_s >= 0 and (elapsed_s < RUN_S or _SPLIT_END.search(last_line) is not None)


def _section(run: list[_Cue]) -> ExtractedSection:
    start_s = run[0].start_s
    clock = f"{start_s // 3600:02d}:{start_s // 60 % 60:02d}:{start_s % 60:02d}"
    return ExtractedSection(Locator(LocatorKind.TIME, clock, f"t={start_s}"), "\n\n".join(_speech(run)))


def _speech(run: list[_Cue]) -> Iterator[str]:
    """Yield a paragraph for each speaker in turn; a line repeated in the next caption counts once."""
    speaker, last = "", ""
    lines: list[str] = []
    for name, line in _speaker_lines(run):
        if line == last:
            continue
        last = line
        if lines and name and name != speaker:
            yield _paragraph(speaker, lines)
            lines = []
        speaker = name or speaker
        lines.append(line)
    if lines:
        yield _paragraph(speaker, lines)


def _paragraph(speaker: str, lines: list[str]) -> str:
    text = fold_lines("\n".join(lines))
    return f"{speaker}: {text}" if speaker else text


def _speaker_lines(run: list[_Cue]) -> Iterator[tuple[str, str]]:
    """Yield (speaker, text) for each line; the speaker is empty if the line names none."""
    for cue in run:
        for raw in cue.lines:
            voice = _VOICE.search(raw)
            text = html.unescape(_TAG.sub("", raw))
            line = clean_line(text.replace("\xad", "\xac"))  # another soft hyphen, which cleaning keeps
            prefix = None if voice else _SPEAKER.match(line)
            name = clean_line(voice[1]) if voice else prefix[1] if prefix else ""
            line = line[prefix.end() :] if prefix else line
            if line:
                yield name, line
