"""Who gets a file now, and what stands in the way of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pmobook.errors import PmobookError, Problem
from pmobook.inputs.engagement import Engagement
from pmobook.survey.places import SurveyPlaces
from pmobook.survey.register import IssuedFile, Register
from pmobook.survey.respondents import Respondent
from pmobook.vocabulary import Quarter

__all__ = ["Batch", "Request", "file_digest", "find_batch_problems", "find_batches"]


@dataclass(frozen=True)
class Request:
    """What was asked for, and what stands already; see `pmobook.survey.issue.issue_survey`."""

    engagement: Engagement
    quarter: Quarter
    places: SurveyPlaces
    register: Register
    today: dt.date
    return_by: dt.date
    reissue: bool
    only: frozenset[str] | None

    @property
    def anonymous(self) -> bool:
        """Whether nobody may be able to tell who answered."""
        return self.engagement.parameters.survey.anonymous

    @property
    def minimum(self) -> int:
        """The smallest group that may be told apart in an anonymous survey."""
        return self.engagement.parameters.survey.minimum_group


@dataclass(frozen=True)
class Batch:
    """The people of one business unit who get a file now, and the files that stop counting."""

    business_unit: str
    people: tuple[Respondent, ...]
    had_one_already: int
    replaced: frozenset[IssuedFile]
    asked: int


def find_batches(request: Request, listed: Sequence[Respondent], business_units: Collection[str] | None) -> list[Batch]:
    """Return who gets a file now, by business unit.

    Raises
    ------
    PmobookError
        If a business unit or respondent is unknown, or single respondents are named in an anonymous survey.
    """
    for one in business_units or ():
        request.engagement.business_unit(one)
    chosen = [one for one in listed if business_units is None or one.business_unit in business_units]
    if not chosen:
        where = f" of {', '.join(business_units)}" if business_units else ""
        message = f"{request.places.shown(request.places.respondents)} lists nobody{where}. Add a row for each person."
        raise PmobookError(message)
    if request.only is not None:
        if request.anonymous:
            message = (
                "In an anonymous survey files can't be issued to single respondents: a new code beside a name would give them "
                "away. Issue to whole business units."
            )
            raise PmobookError(message)
        unknown = sorted(request.only - {one.respondent_id for one in chosen})
        if unknown:
            message = f"{request.places.shown(request.places.respondents)} does not list {', '.join(unknown)}. Correct the id."
            raise PmobookError(message)
    return [_batch(request, unit, chosen) for unit in dict.fromkeys(one.business_unit for one in chosen)]


def _batch(request: Request, unit: str, chosen: Sequence[Respondent]) -> Batch:
    listed = [one for one in chosen if one.business_unit == unit]
    wanted = [one for one in listed if request.only is None or one.respondent_id in request.only]
    counting = request.register.counting(unit)
    if request.reissue:
        ids = {one.respondent_id for one in wanted}
        # A whole business unit begins afresh; a few people of a survey that is not anonymous get a new file each.
        replaced = frozenset(one for one in counting if request.only is None or one.code in ids)
        return Batch(unit, tuple(wanted), 0, replaced, len(listed))
    have = {one.respondent_id for one in request.register.people if one.business_unit == unit} if counting else set()
    new = tuple(one for one in wanted if one.respondent_id not in have)
    return Batch(unit, new, len(wanted) - len(new), frozenset(), len(listed))


def find_batch_problems(request: Request, batch: Batch) -> list[Problem]:
    """Return what keeps a business unit's files from being issued."""
    if not batch.people:
        return []
    unit, places = batch.business_unit, request.places
    counting = [one for one in request.register.counting(unit) if one not in batch.replaced]
    problems = []
    if any(one.is_anonymous != request.anonymous for one in counting):
        was, now = ("anonymous", "not anonymous") if counting[0].is_anonymous else ("not anonymous", "anonymous")
        problems.append(
            Problem(f"{places.shown(places.files)}, {unit}", f"files whose covers say that the survey is {was}",
                    f"the same as in engagement.yaml, which says that it is {now}",
                    "Change engagement.yaml back, or issue to the whole business unit again with --reissue.")
        )  # fmt: skip
    elif request.anonymous and counting and len(batch.people) < request.minimum:
        problems.append(
            Problem(f"{places.shown(places.respondents)}, {unit}", f"{len(batch.people)} new after the first files were issued",
                    f"at least {request.minimum} at once, so that new codes don't tell whose they are",
                    "Give them files of their group that nobody has used; or wait for more; or issue to the whole business unit "
                    "again with --reissue.")
        )  # fmt: skip
    return problems + _files_in_the_way(request, unit)


def _files_in_the_way(request: Request, unit: str) -> list[Problem]:
    """Return a problem for each file among those issued that is none of ours, or that somebody has written in."""
    places = request.places
    ours = {(places.issued / one.place, one.file_digest) for one in request.register.files}
    found = sorted((places.issued / unit).rglob("*.xlsx"))
    return [
        Problem(places.shown(path), "a file that was changed since it was issued, or is not from here",
                "files as they were issued, and nothing else",
                "If it holds answers, move it to the folder returned; otherwise take it away.")
        for path in found
        if not path.name.startswith("~$") and (path, file_digest(path.read_bytes())) not in ours
    ]  # fmt: skip


def file_digest(content: bytes) -> str:
    """Return a digest by which an issued file is known to be as it was; a letter first, so that it stays a text."""
    return "f" + hashlib.sha256(content).hexdigest()[:32]
