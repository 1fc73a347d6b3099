"""Gather a survey: read everything that came back, say what is wrong with it, and write what is right into the packs."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pmobook.errors import PmobookError, Problem
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.perspectives import perspective_titles
from pmobook.survey.answers import Answers, read_answers
from pmobook.survey.matching import Known, broken_promises, match_file
from pmobook.survey.places import survey_places
from pmobook.survey.placing import Placed, place_responses
from pmobook.survey.questionnaire import items
from pmobook.survey.register import IssuedFile, read_register
from pmobook.survey.report import GroupCount, SurveyReport
from pmobook.survey.respondents import read_respondents, role_notes
from pmobook.survey.response_rows import response_rows
from pmobook.survey.returned import read_returned, returned_paths
from pmobook.survey.sorting import MatchedFile, SortedFiles, sort_files
from pmobook.vocabulary import Quarter

__all__ = ["gather_survey", "survey_status"]


@dataclass
class _Found:
    """What came back.

    ``foreign`` are problems of files that belong to nobody; ``of`` are the files and problems of each entry of the
    register.
    """

    files_read: int = 0
    foreign: list[Problem] = field(default_factory=list)
    of: dict[IssuedFile, list[MatchedFile]] = field(default_factory=lambda: defaultdict(list))


def survey_status(
    engagement: Engagement, quarter: Quarter, *, business_units: Collection[str] | None = None, take_incomplete: bool = False
) -> SurveyReport:
    """Say what came back of a survey and what is wrong with it, without writing anything.

    Parameters
    ----------
    engagement, quarter
        Whose survey it is.
    business_units
        Only these; all to which files were issued if not given.
    take_incomplete
        Count files as usable although ratings are missing in them.

    Raises
    ------
    PmobookError
        If no file was issued for the quarter, or the register is damaged.
    ProblemsFound
        If the list of respondents can't be read.
    """
    return _gathered(engagement, quarter, business_units, take_incomplete=take_incomplete)[0]


def gather_survey(
    engagement: Engagement,
    quarter: Quarter,
    *,
    business_units: Collection[str] | None = None,
    allow_partial: bool = False,
    take_incomplete: bool = False,
    replace: bool = False,
) -> SurveyReport:
    """Turn the files that came back into the form responses of each business unit's pack.

    Parameters
    ----------
    engagement, quarter
        Whose survey it is.
    business_units
        Only these; all to which files were issued if not given.
    allow_partial
        Take the files that are right although others have problems. If False, one problem means that nothing is written.
    take_incomplete
        Take files in which ratings are missing too; what was not answered stays without an answer.
    replace
        Put the form in the place of one that is there and differs.

    Returns
    -------
    SurveyReport
        What came back, all problems at once, and the forms that were written.

    Raises
    ------
    PmobookError
        If no file was issued for the quarter, the register is damaged, or nothing can be written.
    ProblemsFound
        If the list of respondents can't be read.
    """
    report, sorted_files, known = _gathered(engagement, quarter, business_units, take_incomplete=take_incomplete)
    if report.problems and not allow_partial:
        return dataclasses.replace(
            report, notes=(*report.notes, "Nothing was written. Mend the problems, or use --allow-partial.")
        )
    rows = {unit: response_rows(known, unit, files) for unit, files in _by_unit(sorted_files.usable.values()).items()}
    places = survey_places(engagement, quarter)
    placed = place_responses(engagement, quarter, places, rows, replace=replace, whole=not allow_partial)
    return dataclasses.replace(
        report,
        problems=(*report.problems, *placed.problems),
        notes=(*report.notes, *_outcome(placed, report, sorted_files)),
        written=tuple(placed.written),
        unchanged=tuple(placed.unchanged),
    )


def _gathered(
    engagement: Engagement, quarter: Quarter, business_units: Collection[str] | None, *, take_incomplete: bool
) -> tuple[SurveyReport, SortedFiles, Known]:
    places = survey_places(engagement, quarter)
    register = read_register(places)
    for one in business_units or ():
        engagement.business_unit(one)
    counting = [one for one in register.counting() if business_units is None or one.business_unit in business_units]
    if not counting:
        message = (
            f"No survey file was issued for {quarter}. List the respondents in {places.shown(places.respondents)}, then: "
            f"pmobook survey issue {engagement.folder} --quarter {quarter}"
        )
        raise PmobookError(message)
    known = Known.of(engagement, quarter, register, read_respondents(engagement, quarter))
    promises = broken_promises(known, counting)
    found = _read(known)
    chosen = {
        entry: files for entry, files in found.of.items() if business_units is None or entry.business_unit in business_units
    }
    done = sort_files(chosen, take_incomplete=take_incomplete)
    for entry in [one for one in done.usable if one.business_unit in promises]:
        del done.usable[entry]
        done.refused.add(entry)
    report = SurveyReport(
        quarter=quarter,
        files_read=found.files_read,
        groups=_counts(engagement, counting, done, {entry for entry, files in chosen.items() if files}),
        problems=(*promises.values(), *found.foreign, *done.problems),
        notes=(*done.notes, *_notes(known, done)),
    )
    return report, done, known


def _read(known: Known) -> _Found:
    """Read every file that came back, and find whose it is."""
    places = survey_places(known.engagement, known.quarter)
    paths, problems = returned_paths(places)
    found = _Found(len(paths), problems)
    for path in paths:
        file = read_returned(path, places.shown(path))
        if file.problems:
            found.foreign += file.problems
            continue
        entry, problem = match_file(file, known)
        if entry is None or problem is not None:
            # A file that was replaced says nothing about the one that counts, which may come back all the same.
            if entry is None or not entry.counts:
                found.foreign += [problem] if problem else []
            else:
                found.of[entry].append(MatchedFile(file, entry, Answers({}, (), ()), (problem,) if problem else ()))
            continue
        asked = items(known.engagement.model(entry.business_unit), entry.perspective)
        answers = read_answers(file, asked, entry.code)
        found.of[entry].append(MatchedFile(file, entry, answers, answers.problems))
    return found


def _counts(
    engagement: Engagement, counting: Iterable[IssuedFile], done: SortedFiles, returned: Collection[IssuedFile]
) -> tuple[GroupCount, ...]:
    groups: dict[tuple[str, str], list[IssuedFile]] = defaultdict(list)
    for one in counting:
        groups[one.business_unit, one.perspective].append(one)
    return tuple(
        GroupCount(
            business_unit=unit,
            perspective=_title(engagement, unit, perspective),
            issued=len(files),
            taken=sum(one in done.usable for one in files),
            refused=sum(one in done.refused for one in files),
            not_returned=tuple(one.code for one in files if one not in returned and not one.is_anonymous),
        )
        for (unit, perspective), files in sorted(groups.items())
    )


def _title(engagement: Engagement, unit: str, perspective: str) -> str:
    if unit not in engagement.business_units:
        return perspective
    return perspective_titles(engagement.model(unit)).get(perspective, perspective)


def _by_unit(files: Iterable[MatchedFile]) -> dict[str, list[MatchedFile]]:
    units: dict[str, list[MatchedFile]] = defaultdict(list)
    for one in sorted(files, key=lambda file: (file.entry.business_unit, file.entry.code)):
        units[one.entry.business_unit].append(one)
    return units


def _notes(known: Known, done: SortedFiles) -> list[str]:
    """Return what the consultant should know about the answers that can be used."""
    minimum = known.engagement.parameters.survey.minimum_group
    units = _by_unit(done.usable.values())
    small = [
        f"{unit}: {len(files)} came back that can be used, fewer than {minimum}; no result is shown for it yet."
        for unit, files in units.items()
        if any(one.entry.is_anonymous for one in files) and len(files) < minimum
    ]
    by_name = [
        known.respondents[unit, one.entry.code] for unit, files in units.items() for one in files if not one.entry.is_anonymous
    ]
    return [*small, *role_notes(known.engagement, by_name)]


def _outcome(placed: Placed, report: SurveyReport, done: SortedFiles) -> list[str]:
    if placed.written or placed.unchanged:
        left_out = f" {len(done.refused)} respondents' files were left out." if done.refused else ""
        return [f"Answers of {report.taken} respondents were gathered.{left_out}"]
    return ["Nothing was written."]
