"""Who is asked: the list that the consultant writes."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.csv_text import read_csv
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.faults import Fault, problems_of
from pmobook.inputs.headings import match_headings
from pmobook.inputs.perspectives import perspective_of, perspective_titles
from pmobook.inputs.references import find_repeated_keys
from pmobook.inputs.typed_frame import read_frame
from pmobook.method.forms import ColumnSpecification, FormSpecification
from pmobook.survey.places import survey_places
from pmobook.vocabulary import Quarter, nearest, quoted

__all__ = ["RESPONDENTS", "Respondent", "read_respondents", "role_notes", "write_blank_respondents"]

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)

RESPONDENTS = FormSpecification(
    name="respondents",
    title="Respondents of a survey",
    row="one person who is asked about one business unit",
    purpose="Says who gets a file. Without it, no survey can be issued.",
    key=("business_unit", "respondent_id"),
    columns=(
        ColumnSpecification(
            name="respondent_id", type="id", required=True, longest=63, example="R07",
            description="A short code for the person, the same in every quarter: letters, digits, - and _. Not a name.",
        ),
        ColumnSpecification(
            name="business_unit", type="id", required=True, longest=63, example="retail",
            description="Id of the business unit that the person rates.",
        ),
        ColumnSpecification(
            name="role", type="text", required=True, longest=200, example="Head of Retail PMO",
            description="What the person does; it decides which questions they are asked.",
        ),
        ColumnSpecification(
            name="perspective", type="id", longest=63, example="pmo",
            description="Id of the perspective of the maturity model; only where the role does not say it.",
        ),
    ),
)  # fmt: skip
"""The columns of ``respondents.csv``."""


@dataclass(frozen=True)
class Respondent:
    """One person who is asked about one business unit."""

    business_unit: str
    respondent_id: str
    role: str
    perspective: str
    """Id of the perspective; ``other`` where nobody says which."""

    @property
    def key(self) -> tuple[str, str]:
        """Business unit and respondent id, which together stand once."""
        return self.business_unit, self.respondent_id


def write_blank_respondents(engagement: Engagement, quarter: Quarter) -> None:
    """Write a list of respondents that holds its headings; it must not be there yet.

    Raises
    ------
    PmobookError
        If it can't be written.
    """
    path = survey_places(engagement, quarter).respondents
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(b"\xef\xbb\xbf" + ",".join(RESPONDENTS.column_names).encode() + b"\n")
    except OSError as error:
        message = f"{path} can't be written ({error.strerror}). Check the permissions of the engagement's folder."
        raise PmobookError(message) from None


def read_respondents(engagement: Engagement, quarter: Quarter) -> tuple[Respondent, ...]:
    """Return who is asked in a quarter, in the order of the list.

    Raises
    ------
    PmobookError
        If there is no list.
    ProblemsFound
        With everything that is wrong with it.
    """
    places = survey_places(engagement, quarter)
    if not places.respondents.is_file():
        message = (
            f"There is no {places.shown(places.respondents)}, which says who is asked. Make a blank one with: "
            f"pmobook survey issue {engagement.folder} --quarter {quarter}"
        )
        raise PmobookError(message)
    sheet, problems = read_csv(places.respondents, places.shown(places.respondents))
    columns, faults = match_headings(sheet, RESPONDENTS)
    frame, unreadable = read_frame(sheet, RESPONDENTS, columns)
    faults += [*unreadable, *find_repeated_keys(RESPONDENTS, frame, sheet.row_word), *_faults(frame, engagement)]
    problems += problems_of(sheet, faults, RESPONDENTS.column_names)
    if problems:
        raise ProblemsFound(problems)
    return tuple(_respondent(record, engagement) for record in frame.to_dict("records"))


def role_notes(engagement: Engagement, respondents: Iterable[Respondent]) -> list[str]:
    """Return a sentence for each role that results would count to another perspective than the list asks it by.

    The form responses carries the role alone, so only the model or ``engagement.yaml`` can place it there.
    """
    roles = engagement.parameters.respondent_roles
    elsewhere = {
        (one.business_unit, one.role, one.perspective)
        for one in respondents
        if perspective_of(one.role, engagement.model(one.business_unit), roles) != one.perspective
    }
    return [
        f"{unit}: {quoted(role)} is asked as {perspective} because respondents.csv says so. For results to count it there too, "
        f"add it to respondent_roles in engagement.yaml."
        for unit, role, perspective in sorted(elsewhere)
    ]


def _respondent(record: Mapping[Hashable, object], engagement: Engagement) -> Respondent:
    unit, role, perspective = str(record["business_unit"]), str(record["role"]), record["perspective"]
    if not isinstance(perspective, str):
        perspective = perspective_of(role, engagement.model(unit), engagement.parameters.respondent_roles)
    return Respondent(unit, str(record["respondent_id"]), role, perspective)


def _faults(frame: pd.DataFrame, engagement: Engagement) -> Iterator[Fault]:
    """Yield a fault for each id that can't name a file, each unknown business unit and each unknown perspective."""
    for record in frame.to_dict("records"):
        row, one, unit, perspective = (record[name] for name in ("row", "respondent_id", "business_unit", "perspective"))
        if isinstance(one, str) and (not _FILE_NAME.fullmatch(one) or _RESERVED.fullmatch(one)):
            yield Fault(row, "respondent_id", quoted(one), "letters, digits, - and _, since it names the respondent's file",
                        "Give a short code such as R07.")  # fmt: skip
        if not isinstance(unit, str):
            continue
        if unit not in engagement.business_units:
            yield _unknown(row, "business_unit", unit, list(engagement.business_units), "the id of a business unit")
        elif isinstance(perspective, str):
            known = list(perspective_titles(engagement.model(unit)))
            if perspective not in known:
                yield _unknown(
                    row, "perspective", perspective, known, "the id of a perspective of the maturity model, or nothing"
                )
    yield from _same_but_for_letter_case(frame)


def _unknown(row: int, column: str, value: str, known: Sequence[str], expected: str) -> Fault:
    guess = nearest(value, known)
    remedy = f"Did you mean {guess}?" if guess else f"Use one of {', '.join(known)}."
    return Fault(row, column, quoted(value), expected, remedy)


def _same_but_for_letter_case(frame: pd.DataFrame) -> Iterator[Fault]:
    """Yield a fault for each id that differs from an earlier one in letter case alone: some disks hold one file for both."""
    first: dict[tuple[str, str], str] = {}
    for record in frame[["row", "business_unit", "respondent_id"]].dropna().to_dict("records"):
        one = str(record["respondent_id"])
        before = first.setdefault((str(record["business_unit"]), one.casefold()), one)
        if before != one:
            yield Fault(int(record["row"]), "respondent_id", f"{quoted(one)}, while another is {quoted(before)}",
                        "ids that differ in more than letter case", "Give one of them another code.")  # fmt: skip
