"""The rerun of a quarter by a timer: which quarter is due, whether its packs are in, run it, and tell what it brought."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from pmobook.assess.quarter_message import Message, compose_message, compose_nothing_handed_in
from pmobook.assess.quarter_news import Published, gather_news
from pmobook.assess.results import TABLES_READ, Results
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement, open_engagement
from pmobook.inputs.misplaced import find_misplaced
from pmobook.inputs.unmatched_names import find_unmatched_names
from pmobook.record.lock import RunUnderWay
from pmobook.record.publication import Publication
from pmobook.record.store import open_store
from pmobook.run.batch import run_engagement
from pmobook.run.notify.audience import own_messages, restricted_readers, restricted_to
from pmobook.run.notify.delivery import Delivery, Post, deliver
from pmobook.run.notify.outbox import Outbox
from pmobook.run.quarter import Due, find_due
from pmobook.run.report import FAILED as NOTEBOOK_FAILED
from pmobook.run.report import BatchReport, Progress
from pmobook.vocabulary import Quarter

__all__ = ["DONE", "FAILED", "NOT_TOLD", "UNDER_WAY", "WAITING", "RerunReport", "rerun_quarter", "wait_until_due"]

DONE, WAITING, FAILED, UNDER_WAY, NOT_TOLD = 0, 3, 4, 5, 6
"""Exit statuses: done or nothing new; not due, or packs are awaited; something failed or nobody handed in; another run is under
way; published, and not everybody could be told."""


@dataclass(frozen=True)
class RerunReport:
    """What a rerun did.

    Attributes
    ----------
    due
        The quarter and how far its packs have come.
    batch
        What became of the run; None if there was none.
    deliveries
        What became of messages, also of those that had waited since an earlier rerun.
    not_read
        Packs that nobody reads because their folder is misnamed.
    under_way
        Who else runs the engagement; empty if nobody does.
    """

    due: Due
    batch: BatchReport | None = None
    deliveries: tuple[Delivery, ...] = ()
    not_read: tuple[str, ...] = ()
    under_way: str = ""

    @property
    def exit_status(self) -> int:
        """0, or one of the others of this module, the most pressing first."""
        if self.under_way:
            return UNDER_WAY
        if self.due.action == "nothing" or self.not_read or (self.batch is not None and self.batch.exit_status):
            return FAILED
        if any(one.reason for one in self.deliveries):
            return NOT_TOLD
        return DONE if self.batch is not None else WAITING

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened, for an operator, without the outcomes of the batch."""
        told = [self.due.sentence]
        if self.under_way:
            told.append(self.under_way)
        if self.batch is not None:
            number = self.batch.publication.number if self.batch.publication else None
            told.append(
                f"Published as number {number}." if number else "Nothing has changed: nothing is published, nobody is told."
            )
        return (*told, *(f"not read: {one}" for one in self.not_read), *(one.sentence for one in self.deliveries))

    def refuse_failures(self) -> None:
        """End what called the rerun from a notebook, if something failed or not everybody could be told.

        Raises
        ------
        PmobookError
            With everything that happened; not if nothing is due, packs are awaited, or another run is under way.
        """
        if self.exit_status in {FAILED, NOT_TOLD}:
            failed = [row for row in self.batch.rows if row.status == NOTEBOOK_FAILED] if self.batch else []
            told = [f"failed: {row.business_unit}, {row.notebook}: {row.reason}" for row in failed]
            raise PmobookError("\n".join([*self.sentences, *told]))


def rerun_quarter(  # noqa: PLR0913 - each is a choice of whoever runs it
    folder: str | Path,
    quarter: Quarter | str | None = None,
    *,
    moment: dt.datetime | dt.date | None = None,
    workers: int | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    notebook_folder: Path | None = None,
    post: Post | None = None,
    scheduler: str | None = None,
) -> RerunReport:
    """Do what is due: run the quarter if it is time, publish what is new, tell what it brought. Safe to repeat at any time.

    Parameters
    ----------
    folder
        The engagement's.
    quarter
        A quarter; the last that has ended if not given.
    moment
        When it is; now if not given. A day means its beginning in the organisation's time zone.
    workers, progress, notebook_folder, scheduler
        As of `pmobook.run.batch.run_engagement`.
    dry_run
        Look only: nothing is run, published, sent or written.
    post
        How messages are sent.

    Raises
    ------
    PmobookError
        If the engagement or its results can't be read, or there is nothing to run.
    RunStopped
        If Ctrl-C or SIGTERM asked for it; what was published before is told with the next rerun.
    """
    engagement = open_engagement(folder)
    due = find_due(engagement, _day(engagement, moment), Quarter.parse(quarter) if isinstance(quarter, str) else quarter)
    misplaced = tuple(
        str(problem) for problem in [*find_misplaced(engagement), *find_unmatched_names(engagement, due.quarter)[0]]
    )
    if dry_run:
        return RerunReport(due, not_read=misplaced)
    outbox = Outbox(engagement.results)
    if _put_published(engagement, outbox):
        outbox.settle_intent()  # what hasn't been published may be under way, and is then told by the rerun that runs it
    batch = None
    if due.action == "run":
        try:
            batch = _run(engagement, due, outbox, workers, progress, notebook_folder, scheduler)
        except RunUnderWay as error:
            return RerunReport(due, under_way=str(error))
        _put_published(engagement, outbox)
        outbox.settle_intent()
    elif due.action == "nothing" and engagement.parameters.notify:
        _put_nothing_handed_in(engagement, due, outbox)
    return RerunReport(due, batch, _delivered(engagement, post), misplaced)


def wait_until_due(
    folder: str | Path,
    quarter: Quarter | None = None,
    *,
    seconds: float = 600.0,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], dt.datetime] | None = None,
    announce: Callable[[str], None] | None = None,
) -> Quarter:
    """Wait until it is time to run, looking again and again, and return the quarter to run.

    The quarter is chosen when the waiting begins and stays the same, also when another one ends meanwhile.

    Parameters
    ----------
    seconds
        Between two looks.
    sleep, now
        The clock; only tests need another.
    announce
        Told what is awaited, whenever that changes.
    """
    clock = now or (lambda: dt.datetime.now(dt.UTC))
    chosen, said = quarter, ""
    while True:
        engagement = open_engagement(folder)
        moment = clock()
        due = find_due(engagement, _day(engagement, moment), chosen)
        chosen = due.quarter
        if due.next_on is None:
            return chosen
        if announce and due.sentence != said:
            announce(due.sentence)
        said = due.sentence
        left = (engagement.parameters.calendar.start_of(due.next_on) - moment).total_seconds()
        sleep(max(1.0, min(seconds, left)))


def _run(
    engagement: Engagement,
    due: Due,
    outbox: Outbox,
    workers: int | None,
    progress: Progress | None,
    notebook_folder: Path | None,
    scheduler: str | None,
) -> BatchReport:
    standing = outbox.intent()
    if engagement.parameters.notify:
        publications = open_store(engagement.folder).publications()
        outbox.intend(due.quarter, publications[-1].number if publications else 0)
    try:
        return run_engagement(
            engagement, due.quarter, workers=workers, progress=progress, notebook_folder=notebook_folder, scheduler=scheduler
        )
    except RunUnderWay:
        if standing is not None:  # that of the rerun under way, which may be of another quarter
            outbox.intend(standing.quarter, standing.after)
        raise


def _delivered(engagement: Engagement, post: Post | None) -> tuple[Delivery, ...]:
    """Deliver what waits; an outbox that a hand or a disk has broken is reported beside what is published, not in its place."""
    try:
        return deliver(engagement, post)
    except PmobookError as error:
        return (Delivery("all that wait", "any channel", str(error)),)


def _put_published(engagement: Engagement, outbox: Outbox) -> bool:
    """Put a message into the outbox for each publication that a rerun set out to make, also one that was killed right after.

    Returns
    -------
    bool
        Whether there is any.
    """
    intent = outbox.intent()
    if intent is None:
        return False
    publications = open_store(engagement.folder).publications()
    meant = [one for one in publications if one.number > intent.after and one.quarter == str(intent.quarter)]
    for publication in meant:
        if not outbox.has(f"{publication.number:06d}"):
            earlier = [one for one in publications if one.quarter == publication.quarter and one.number < publication.number]
            _put_news(engagement, publication, earlier[-1] if earlier else None, outbox)
    return bool(meant)


def _put_news(engagement: Engagement, publication: Publication, before: Publication | None, outbox: Outbox) -> None:
    """Put the news of a publication into the outbox; who may not see every business unit is told of those they may see."""
    results, facts = _results(engagement, publication), _facts(publication, before)
    runs = results.runs[(results.runs["publication"] == publication.number) & ~results.runs["status"].isin(["ran", "kept"])]
    readers = restricted_readers(engagement)

    def compose(units: tuple[str, ...]) -> Message:
        return compose_message(gather_news(engagement.restricted_to(units), results.only(units), restricted_to(facts, units)))

    own = own_messages(readers, [*facts.renewed, *publication.failed, *runs["business_unit"]], compose)
    outbox.put(f"{publication.number:06d}", compose_message(gather_news(engagement, results, facts)), own)


def _put_nothing_handed_in(engagement: Engagement, due: Due, outbox: Outbox) -> None:
    def compose(units: Collection[str]) -> Message:
        names = [engagement.business_units[unit].name for unit in due.missing if unit in units]
        organisation = engagement.parameters.organisation
        return compose_nothing_handed_in(organisation, str(due.quarter), due.in_words, due.wait_until, names)

    own = own_messages(restricted_readers(engagement), due.missing, compose)
    outbox.put(f"{due.quarter}_nothing_handed_in", compose(due.missing), own)


def _results(engagement: Engagement, publication: Publication) -> Results:
    store = open_store(engagement.folder).as_of(publication.number)
    return Results(store.quarters(), **store.tables(TABLES_READ))


def _facts(publication: Publication, before: Publication | None) -> Published:
    earlier = before.results if before else {}
    renewed = tuple(unit for unit, runs in sorted(publication.results.items()) if runs != earlier.get(unit))
    standing = {unit: tuple(runs) for unit, runs in publication.results.items()}
    return Published(publication.number, publication.committed_at, Quarter.parse(publication.quarter), renewed, standing)


def _day(engagement: Engagement, moment: dt.datetime | dt.date | None) -> dt.date:
    if moment is None or isinstance(moment, dt.datetime):
        return engagement.parameters.calendar.day_of(moment or dt.datetime.now(dt.UTC))
    if isinstance(moment, dt.date):
        return moment
    message = f"moment: found {moment!r}, expected a day or a moment. Give a date or datetime."
    raise PmobookError(message)
