"""The message that carries the news of a quarter: a subject, a text without markup, and the same as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmobook.assess.quarter_news import QuarterNews, Row
from pmobook.assess.wording import as_number, as_plain_text, counted, listed
from pmobook.language import of_method, said_later, say, word
from pmobook.method.news import news_rules
from pmobook.vocabulary import day_in_words

__all__ = ["Message", "compose_message", "compose_nothing_handed_in"]

_SUBJECT = 160


@dataclass(frozen=True)
class Message:
    """What is sent.

    Attributes
    ----------
    subject
        One line.
    text
        Plain text: whatever stands in a form is text in it.
    content
        The same as data that JSON can hold.
    """

    subject: str
    text: str
    content: Mapping[str, Any]


_ABOUT = {"focus area": said_later("focus area"), "project": said_later("project"), "measure": said_later("measure")}


def compose_message(news: QuarterNews) -> Message:
    """Put the news of a quarter into words.

    Parameters
    ----------
    news
        What `gather_news` returned.

    Notes
    -----
    Each heading lists at most as many lines as ``params/method/news.yaml`` says; the data hold all of them. Findings that are
    only to be known (severity note) are counted and not listed.
    """
    most = int(news_rules().most_listed.value)
    parts = [
        _head(news),
        _part(say("What changed"), _changed_lines(news, most)),
        _part(say("What is breached"), _capped((_breach_line(row) for row in news.breached), most) or [say("Nothing.")]),
        _part(say("What failed, is missing or came late"), _trouble(news, most) or [say("Nothing.")]),
    ]
    if news.address:
        parts.append(say("Scorecards: {address}", address=news.address))
    return Message(_subject(news), "\n\n".join(parts) + "\n", _content(news))


def compose_nothing_handed_in(
    organisation: str, quarter: str, in_words: str, wait_until: dt.date, names: Sequence[str]
) -> Message:
    """Put into words that packs are awaited no longer and that nobody handed one in.

    Parameters
    ----------
    wait_until
        The last day on which late packs were awaited.
    names
        Of the business units of which a pack was expected.
    """
    most, whose = int(news_rules().most_listed.value), as_plain_text(organisation)
    plain = [as_plain_text(name) for name in names]
    head = say(
        "{whose}: {in_words}. Nobody handed in a pack by {wait_until}; nothing was assessed or published.",
        whose=whose,
        in_words=in_words,
        wait_until=day_in_words(wait_until),
    )
    text = (
        "\n\n".join(
            [head, _part(say("What is missing"), _capped((say("No pack of {name}.", name=name) for name in plain), most))]
        )
        + "\n"
    )
    content = {"organisation": whose, "quarter": quarter, "quarter_in_words": in_words, "publication": None, "missing": plain}
    return Message(_titled(whose, say(", {quarter}: nobody handed in a pack", quarter=quarter)), text, content)


def _titled(organisation: str, tail: str) -> str:
    """Return a subject that fits, whatever the organisation is called."""
    room = _SUBJECT - len(tail)
    return f"{organisation if len(organisation) <= room else f'{organisation[: room - 1]}…'}{tail}"


def _subject(news: QuarterNews) -> str:
    told = [
        counted(len(news.changed), "change") if news.changed else "",
        say("{breached} breached", breached=len(news.breached)) if news.breached else "",
        say("{failed} failed", failed=len(news.failed)) if news.failed else "",
        say("{missing} missing", missing=len(news.missing)) if news.missing else "",
    ]
    return _titled(news.organisation, f", {news.published.quarter}: {', '.join(filter(None, told)) or say('no change')}")


def _head(news: QuarterNews) -> str:
    published = news.published
    day = say("{astimezone:%Y-%m-%d %H:%M} UTC", astimezone=published.published_at.astimezone(dt.UTC))
    lines = [
        say(
            "{organisation}: {in_words}, published as number {number} on {day}.",
            organisation=news.organisation,
            in_words=news.in_words,
            number=published.number,
            day=day,
        )
    ]
    lines.append(
        say("New results: {renewed}.", renewed=listed(news.renewed)) if news.renewed else say("No business unit has new results.")
    )
    if news.renewed:
        compared = (
            say("Compared with {compared_with}.", compared_with=news.compared_with)
            if news.compared_with
            else say("There is no earlier quarter to compare with.")
        )
        lines.append(compared)
    return "\n".join(lines)


def _part(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading.upper(), *(f"- {line}" for line in lines)])


def _changed_lines(news: QuarterNews, most: int) -> list[str]:
    if not news.renewed:
        return [say("Nothing.")]
    still = [say("No level, confidence or measure moved.")] if news.compared_with else []
    lines = _capped((_change_line(row) for row in news.changed), most) or still
    told = (
        (said_later("New findings: {rows}, of which {asks} ask for action or attention."), say("New"), news.new),
        (said_later("Gone findings: {rows}, of which {asks} ask for action or attention."), say("Gone"), news.gone),
    )
    for counted_so, heading, rows in told:
        asks = sorted((row for row in rows if row["severity"] != "note"), key=lambda row: str(row["severity"]) != "act")
        lines.append(say(counted_so, rows=len(rows), asks=len(asks)))
        lines += _capped((_finding_line(heading, row) for row in asks), most)
    return lines


def _change_line(row: Row) -> str:
    before, now = (_standing(row[name]) for name in ("before", "now"))
    return say(
        "{business_unit}, {about} '{title}': {direction}, from {before} to {now}.",
        business_unit=row["business_unit"],
        about=say(_ABOUT[row["about"]]) if row["about"] in _ABOUT else row["about"],
        title=row["title"],
        direction=row["direction"],
        before=before,
        now=now,
    )


def _standing(value: float | str | None) -> str:
    if value is None:
        return "not assessed"
    return value if isinstance(value, str) else as_number(value)


def _finding_line(heading: str, row: Row) -> str:
    return f"{heading} ({word(row['severity'])}), {row['business_unit']}: {row['sentence']}{_owned(row)}"


def _breach_line(row: Row) -> str:
    where = f", {row['business_unit']}" if row["business_unit"] else ""
    since = "" if row["is_new"] is None else say(" (new)") if row["is_new"] else say(" (as before)")
    return f"{of_method(row['limit'])}{since}{where}: {row['sentence']}{_owned(row)}"


def _owned(row: Row) -> str:
    return say(" Owner: {owner}.", owner=row["owner"]) if row["owner"] else ""


def _trouble(news: QuarterNews, most: int) -> list[str]:
    failed = [
        say(
            "Failed, {business_unit} ({notebook}): {reason}",
            business_unit=row["business_unit"],
            notebook=counted(len(row["notebooks"]), "notebook"),
            reason=row["reason"],
        )
        for row in news.failed
    ]
    missing = [say("Missing: no pack of {name}.", name=name) for name in news.missing]
    late = [
        say("Late, {business_unit}: {sentence}", business_unit=row["business_unit"], sentence=row["sentence"])
        for row in news.late
    ]
    return [*_capped(failed, most), *_capped(missing, most), *_capped(late, most)]


def _capped(lines: Iterable[str], most: int) -> list[str]:
    every = list(lines)
    left = len(every) - most
    return every if left <= 0 else [*every[:most], say("and {left:,} more.", left=left)]


def _content(news: QuarterNews) -> dict[str, Any]:
    published = news.published
    return {
        "organisation": news.organisation,
        "quarter": str(published.quarter),
        "quarter_in_words": news.in_words,
        "publication": published.number,
        "published_at": published.published_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "compared_with": news.compared_with or None,
        "scorecards_url": news.address or None,
        "renewed": list(news.renewed),
        "changed": list(news.changed),
        "new_findings": list(news.new),
        "gone_findings": list(news.gone),
        "breached": list(news.breached),
        "failed": list(news.failed),
        "missing": list(news.missing),
        "late": list(news.late),
    }
