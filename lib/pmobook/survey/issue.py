"""Issue a survey: write a file for each respondent, and remember which files are ours."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.perspectives import OTHER, perspective_titles
from pmobook.record.durable import replace_file
from pmobook.survey.anonymity import generalised, new_code, new_token
from pmobook.survey.batches import Batch, Request, file_digest, find_batch_problems, find_batches
from pmobook.survey.cover import SurveyFile
from pmobook.survey.places import SurveyPlaces, survey_places
from pmobook.survey.questionnaire import questionnaire_digest
from pmobook.survey.register import IssuedFile, IssuedTo, Register, read_register, write_register
from pmobook.survey.respondents import Respondent, read_respondents, role_notes, write_blank_respondents
from pmobook.survey.workbook import survey_workbook
from pmobook.vocabulary import Quarter

__all__ = ["DAYS_TO_ANSWER", "IssueReport", "issue_survey"]

DAYS_TO_ANSWER = 14
"""How long respondents have if nobody says by when files are to come back."""


@dataclass(frozen=True)
class IssueReport:
    """What was issued.

    Attributes
    ----------
    written
        Files, relative to the engagement's folder.
    had_one_already
        Respondents who were given a file earlier and keep it.
    notes
        What the consultant should know, in sentences.
    """

    written: tuple[str, ...]
    had_one_already: int
    notes: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return the report as text, line by line."""
        folders = Counter(path.rpartition("/")[0] for path in self.written)
        lines = [f"{folder}: {count} file{'' if count == 1 else 's'}" for folder, count in sorted(folders.items())]
        if self.had_one_already:
            lines.append(f"{self.had_one_already} already have a file and keep it.")
        if not lines:
            lines.append("Nothing was left to issue.")
        return [*lines, *self.notes]


def issue_survey(
    engagement: Engagement,
    quarter: Quarter,
    *,
    today: dt.date,
    business_units: Collection[str] | None = None,
    respondents: Collection[str] | None = None,
    return_by: dt.date | None = None,
    reissue: bool = False,
) -> IssueReport:
    """Write a survey file for each respondent who has none yet.

    Parameters
    ----------
    engagement
        The engagement; its folder holds, or gets, ``surveys/<quarter>/respondents.csv``.
    quarter
        The quarter that is rated.
    today
        The day of issue.
    business_units
        Only these; all in the list of respondents if not given.
    respondents
        Only these ids; not in an anonymous survey, where a file issued to one person would be known to be theirs.
    return_by
        The last day for answers; two weeks from today if not given.
    reissue
        Issue again to those who have a file; the old ones then no longer count.

    Raises
    ------
    PmobookError
        If there is no list of respondents yet (a blank one is then made), or nothing can be written.
    ProblemsFound
        With everything that stands in the way; nothing is written then.
    """
    places = survey_places(engagement, quarter)
    if not places.respondents.exists():
        write_blank_respondents(engagement, quarter)
        message = (
            f"Nobody is listed yet. A blank {places.shown(places.respondents)} was made: write a row for each person who is "
            "to be asked, then issue again."
        )
        raise PmobookError(message)
    due = return_by or today + dt.timedelta(days=DAYS_TO_ANSWER)
    if due < today:
        message = f"The files would be due on {due}, before they are issued ({today}). Name a later day."
        raise PmobookError(message)
    only = None if respondents is None else frozenset(respondents)
    request = Request(engagement, quarter, places, read_register(places), today, due, reissue, only)
    batches = find_batches(request, read_respondents(engagement, quarter), business_units)
    problems = [problem for batch in batches for problem in find_batch_problems(request, batch)]
    if problems:
        raise ProblemsFound(problems)
    return _issue(request, batches)


def _issue(request: Request, batches: Sequence[Batch]) -> IssueReport:
    files: list[IssuedFile] = []
    people: list[IssuedTo] = []
    notes: list[str] = []
    contents: dict[str, bytes] = {}
    taken = {one.code for one in request.register.files}
    for batch in batches:
        groups = _groups(request, batch)
        sizes = Counter(group for _, group in groups)
        for person, group in groups:
            file = _file(request, batch, person, group, sizes[group])
            if request.anonymous:
                file = dataclasses.replace(file, code=new_code(taken), role="")
                taken.add(file.code)
            content = survey_workbook(file)
            entry = _entry(file, file_digest(content))
            files.append(entry)
            contents[entry.place] = content
        people += [
            IssuedTo(batch.business_unit, one.respondent_id, one.role, one.perspective, group, str(request.today))
            for one, group in groups
        ]
        notes += _notes(request, batch, sizes)
    _write(request, batches, contents)
    write_register(request.places, _joined(request, batches, people, files), request.register)
    written = tuple(request.places.shown(request.places.issued / place) for place in sorted(contents))
    return IssueReport(written, sum(batch.had_one_already for batch in batches), tuple(notes))


def _groups(request: Request, batch: Batch) -> list[tuple[Respondent, str]]:
    """Return the people of a batch, each with the perspective that their file states."""
    if not request.anonymous:
        return [(one, one.perspective) for one in batch.people]
    stated = generalised(Counter(one.perspective for one in batch.people), request.minimum)
    return [(one, stated[one.perspective]) for one in batch.people]


def _file(request: Request, batch: Batch, person: Respondent, group: str, asked_in_group: int) -> SurveyFile:
    unit = batch.business_unit
    return SurveyFile(
        organisation=request.engagement.parameters.organisation,
        business_unit=unit,
        business_unit_name=request.engagement.business_unit(unit).name,
        quarter=request.quarter,
        code=person.respondent_id,
        role=person.role,
        perspective=group,
        anonymous=request.anonymous,
        minimum_group=request.minimum,
        asked=batch.asked,
        asked_in_group=asked_in_group,
        model=request.engagement.model(unit),
        token=new_token(),
        issued_on=request.today,
        return_by=request.return_by,
    )


def _entry(file: SurveyFile, digest: str) -> IssuedFile:
    return IssuedFile(
        business_unit=file.business_unit,
        code=file.code,
        anonymous="yes" if file.anonymous else "no",
        minimum_group=str(file.minimum_group) if file.anonymous else "",
        role=file.role,
        perspective=file.perspective,
        model_id=file.model.model_id,
        model_version=file.model.version,
        questionnaire=questionnaire_digest(file.model),
        token=file.token,
        file_digest=digest,
        issued_on=str(file.issued_on),
        return_by=str(file.return_by),
    )


def _notes(request: Request, batch: Batch, sizes: Counter[str]) -> list[str]:
    """Return what the consultant should know about a batch."""
    unit, minimum = batch.business_unit, request.minimum
    notes = []
    now = questionnaire_digest(request.engagement.model(unit))
    outdated = [one for one in request.register.counting(unit) if one not in batch.replaced and one.questionnaire != now]
    if outdated:
        notes.append(
            f"{unit}: {len(outdated)} files were issued with other questions than the maturity model has now, and can't be "
            "gathered by it. Issue to the business unit again with --reissue, or put the model back."
        )
    unplaced = sorted({one.role for one in batch.people if one.perspective == OTHER})
    if unplaced:
        notes.append(
            f"{unit}: asked as {perspective_titles(request.engagement.model(unit))[OTHER]}, because neither the maturity model "
            f"nor respondent_roles in engagement.yaml places the role: {', '.join(unplaced)}."
        )
    notes += role_notes(request.engagement, [] if request.anonymous else batch.people)
    if request.anonymous and batch.people:
        if batch.asked < minimum:
            notes.append(f"{unit}: {batch.asked} are asked, fewer than {minimum}; no result will be shown for it alone.")
        hidden = sorted({one.perspective for one, group in _groups(request, batch) if one.perspective != group})
        if hidden:
            notes.append(
                f"{unit}: fewer than {minimum} people share a perspective, so files don't state it for: {', '.join(hidden)}."
            )
        notes.append(
            f"{unit}: give each person any one file from the folder that issued_to.csv names under group "
            f"({', '.join(f'{group}: {count}' for group, count in sorted(sizes.items()))}), and don't note which."
        )
    return notes


def _write(request: Request, batches: Sequence[Batch], contents: dict[str, bytes]) -> None:
    places = request.places
    try:
        # In order of the path, which is that of the codes: neither names nor times of files follow the list of people.
        for place in sorted(contents):
            replace_file(places.issued / place, contents[place])
        for path in _outdated(places, batches, contents):
            path.unlink(missing_ok=True)
        places.returned.mkdir(exist_ok=True)
    except OSError as error:
        message = f"{places.issued} can't be written to ({error.strerror}). Check its permissions and the disk's space."
        raise PmobookError(message) from None


def _outdated(places: SurveyPlaces, batches: Sequence[Batch], contents: dict[str, bytes]) -> Iterable[Path]:
    return [places.issued / one.place for batch in batches for one in batch.replaced if one.place not in contents]


def _joined(request: Request, batches: Sequence[Batch], people: Sequence[IssuedTo], files: Sequence[IssuedFile]) -> Register:
    """Return the registers with what was issued now; what it replaces stays there and no longer counts."""
    replaced = {one for batch in batches for one in batch.replaced}
    before = [
        dataclasses.replace(one, replaced_on=str(request.today)) if one in replaced else one for one in request.register.files
    ]
    now = {(one.business_unit, one.respondent_id) for one in people}
    # Whoever is no longer listed when a whole business unit begins afresh has no file that counts.
    afresh = {batch.business_unit for batch in batches if request.reissue and request.only is None}
    kept = [
        one
        for one in request.register.people
        if (one.business_unit, one.respondent_id) not in now and one.business_unit not in afresh
    ]
    return Register((*kept, *people), (*before, *files))
