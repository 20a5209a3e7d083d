"""What the answer of a server says of a link, and what that means for what was known of it. Pure functions.

One failure says little: servers are down for maintenance, and walls against robots answer 403 to every program. So only
an answer that there is no such page or no such site counts as a strike, and only strikes on several days make a link
dead. What cannot be told changes nothing.

Visitors read "last reached on", and each change of that day indexes the record again. So the day that they see changes
only if it is SHOWN_DAYS old, or if the link failed in between. It is always a day on which the link was reached.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from catalog.web_hosts import site_host
from indexer.harvest.content_type import is_page_in_place_of_file, leads_to_sign_in
from indexer.harvest.link_states import LinkState, LinkVerdict
from indexer.harvest.model import FetchError, FetchErrorKind

SHOWN_DAYS = 28
MAX_STRIKE_DAYS = 30
"""The days of failures that are kept."""

STRIKE_STATUSES = frozenset({404, 410})
STRIKE_KINDS = frozenset({FetchErrorKind.DNS, FetchErrorKind.INVALID_URL})
SUSPECT_KINDS = frozenset({FetchErrorKind.REDIRECTS})
HOME_PATHS = re.compile(r"/*(?:(?:index|home|default)(?:\.\w+)?)?/*", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_GONE_TITLE = re.compile(
    r"\b404\b|\bnot\s+found\b|page\s+(?:can(?:no|')t|cannot)\s+be\s+found|no\s+longer\s+(?:available|exists?)"
    r"|does\s+not\s+exist|error\s+page|page\s+missing|\bno\s+encontrad[ao]\b",
    re.IGNORECASE,
)
_GONE_PATH = re.compile(r"(?:^|[/_.-])(?:404|not-?found|error|page-?missing)(?:[/_.-]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What answered at a link: the status, the URL after redirects, and the beginning of a web page's text."""

    status: int
    final_url: str
    moved_for_good: bool = False
    media_type: str = ""
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class LinkJudgment:
    """What one check says, with the reason as a sentence for editors; empty if the link was reached."""

    verdict: LinkVerdict
    reason: str = ""


def judge_answer(url: str, answer: LinkAnswer) -> LinkJudgment:
    """Return what an answer says of a link."""
    if answer.status in STRIKE_STATUSES:
        return LinkJudgment(LinkVerdict.FAILED, f"The site says that this page does not exist ({answer.status}).")
    if not 200 <= answer.status < 300:  # noqa: PLR2004  # success
        reason = f"The site does not let programs see whether this page exists ({answer.status}). Open it by hand."
        return LinkJudgment(LinkVerdict.CANNOT_TELL, reason)
    if leads_to_sign_in(url, answer.final_url):
        reason = "It leads to a page to sign in, so programs cannot see whether this page exists. Open it by hand."
        return LinkJudgment(LinkVerdict.CANNOT_TELL, reason)
    if reason := _suspicion(url, answer):
        return LinkJudgment(LinkVerdict.SUSPECT, reason)
    return LinkJudgment(LinkVerdict.REACHED)


def judge_error(error: FetchError) -> LinkJudgment:
    """Return what an error says of a link."""
    if error.kind in STRIKE_KINDS:
        return LinkJudgment(LinkVerdict.FAILED, str(error))
    verdict = LinkVerdict.SUSPECT if error.kind in SUSPECT_KINDS else LinkVerdict.CANNOT_TELL
    return LinkJudgment(verdict, str(error))


def state_after(before: LinkState, judgment: LinkJudgment, answer: LinkAnswer | None, now: dt.datetime) -> LinkState:
    """Return what is known of a link after a check."""
    today = now.date().isoformat()
    checked = replace(
        before,
        verdict=judgment.verdict,
        reason=judgment.reason,
        status=answer.status if answer else 0,
        final_url=answer.final_url if answer else "",
        moved_for_good=int(answer.moved_for_good) if answer else 0,
        checked_at=now.isoformat(timespec="seconds"),
    )
    match judgment.verdict:
        case LinkVerdict.REACHED:
            return replace(checked, reached_on=today, shown_on=_shown_on(before, now.date()), strike_days="")
        case LinkVerdict.FAILED:
            # Later days are of a clock that was wrong.
            days = sorted({day for day in before.strike_days.split() if day < today} | {today})
            return replace(checked, strike_days=" ".join(_kept(days)))
    return checked


def _kept(days: list[str]) -> list[str]:
    """Return the first day of failure, and the last ones."""
    return days if len(days) <= MAX_STRIKE_DAYS else [days[0], *days[-MAX_STRIKE_DAYS + 1 :]]


def _shown_on(before: LinkState, today: dt.date) -> str:
    if not before.shown_on or before.strike_days:
        return today.isoformat()
    is_recent = 0 <= (today - dt.date.fromisoformat(before.shown_on)).days < SHOWN_DAYS
    return before.shown_on if is_recent else today.isoformat()


def _suspicion(url: str, answer: LinkAnswer) -> str:
    """Return why a page that answers may be another one than was meant, or an empty string."""
    before, after = urlsplit(url), urlsplit(answer.final_url)
    if _is_home(after.path) and not (_is_home(before.path) or after.query):
        return f"It leads to the home page of {site_host(answer.final_url)}."
    if _GONE_PATH.search(after.path) and not _GONE_PATH.search(before.path):
        return f"It leads to a page that seems to say that something is missing: {answer.final_url}"
    if is_page_in_place_of_file(url, answer.media_type):
        return "A web page answers in place of the file."
    title = _TITLE.search(answer.beginning)
    if title and _GONE_TITLE.search(title[1]):
        return f"The title of the page says that something is missing: {' '.join(title[1].split())[:200]}"
    return ""


def _is_home(path: str) -> bool:
    return bool(HOME_PATHS.fullmatch(path))
