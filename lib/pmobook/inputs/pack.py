"""An input pack: one business unit's forms for one quarter, checked and typed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.errors import Problem, ProblemsFound
from pmobook.inputs import packs_read
from pmobook.inputs.checking import check_sheets, missing_forms
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.frames_when_asked import FramesWhenAsked
from pmobook.inputs.handed_in import PackFiles, find_pack_files, read_sheets
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method import forms as form_specifications
from pmobook.method.forms import FORM_NAMES
from pmobook.method.yaml_text import Definition, load_model
from pmobook.vocabulary import Quarter

__all__ = [
    "History",
    "InputPack",
    "Received",
    "examination_key",
    "examine",
    "find_problems",
    "history_digest",
    "read_earlier_form",
    "read_earlier_pack",
    "read_histories",
    "read_history",
    "read_pack",
]

_MOST_REMEMBERED = 32
_EXAMINED: dict[tuple[object, ...], tuple[InputPack, list[Problem]]] = {}


class Received(Definition):
    """``handover.yaml`` beside a pack: when it came, from whom, and what was said."""

    received_on: dt.date | None = None
    received_from: str | None = None
    """A role rather than a name."""
    note: str | None = None


@dataclass(frozen=True)
class InputPack:
    """A pack without problems.

    Attributes
    ----------
    business_unit
        Its id.
    quarter
        The quarter it was handed in for.
    source
        The file or folder, relative to the engagement: ``inputs/retail/2026Q3/pack.xlsx``.
    forms
        Each form whose sheet or CSV file is there, in the order of a pack, maybe without rows. The columns are the
        specification's; after each that may be ``not assessed`` comes ``<column>_not_assessed`` (the reason, empty if
        none was given, missing where there is a value or nothing); last comes ``row``, the row in the sheet or line in
        the CSV file. Amounts of money are in the engagement's; where some came in another currency, see
        `pmobook.inputs.currencies.convert_amounts`.
    digest
        SHA-256 over the names and bytes of the pack's files.
    received
        What ``handover.yaml`` says, if it is there.
    """

    business_unit: str
    quarter: Quarter
    source: str
    forms: Mapping[str, pd.DataFrame]
    digest: str
    received: Received | None = None

    def handed_in(self, form: str) -> bool:
        """Say whether a form is there and has at least one row."""
        return form in self.forms and not self.forms[form].empty

    def form(self, name: str) -> pd.DataFrame:
        """Return a form's rows; without rows, but with all columns, if it was not handed in.

        Raises
        ------
        PmobookError
            If no form has that name.
        """
        specification = form_specifications.form(name)
        return self.forms[name] if name in self.forms else empty_frame(specification)


@dataclass(frozen=True)
class History:
    """One form in every pack of a business unit up to a quarter.

    Attributes
    ----------
    frame
        The form's rows, oldest pack first, with a last column ``reported_in``: the quarter of the pack.
    unread
        Earlier packs that could not be read, with the first problem of each.
    """

    frame: pd.DataFrame
    unread: tuple[tuple[Quarter, str], ...]


def find_problems(engagement: Engagement, business_unit: str, quarter: Quarter) -> list[Problem]:
    """Return everything that is wrong with a pack, in the order in which its sender meets it; never raises for content.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """
    return examine(engagement, business_unit, quarter)[1]


def read_pack(engagement: Engagement, business_unit: str, quarter: Quarter) -> InputPack:
    """Return a business unit's pack for a quarter.

    Raises
    ------
    ProblemsFound
        With everything that is wrong, if anything is.
    PmobookError
        If the engagement has no such business unit.
    """
    pack, problems = examine(engagement, business_unit, quarter)
    if problems:
        raise ProblemsFound(problems)
    return pack


def read_earlier_pack(engagement: Engagement, business_unit: str, quarter: Quarter) -> InputPack | None:
    """Return a business unit's latest pack before a quarter that can be read; None if there is none.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """
    for earlier in reversed(engagement.quarters(business_unit)):
        if earlier < quarter:
            pack, problems = examine(engagement, business_unit, earlier)
            if not problems:
                return pack
    return None


def read_pack_of_year_before(engagement: Engagement, business_unit: str, quarter: Quarter) -> InputPack | None:
    """Return a business unit's pack for the same quarter of the year before; None if there is none that can be read.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """
    wanted = quarter.year_before
    if wanted not in engagement.quarters(business_unit):
        return None
    pack, problems = examine(engagement, business_unit, wanted)
    return None if problems else pack


def read_earlier_form(engagement: Engagement, business_unit: str, quarter: Quarter, form: str) -> pd.DataFrame:
    """Return a form of a business unit's latest readable pack before a quarter; without rows if that has none.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit, or there is no such form.
    """
    earlier = read_earlier_pack(engagement, business_unit, quarter)
    return empty_frame(form_specifications.form(form)) if earlier is None else earlier.form(form)


def read_history(engagement: Engagement, business_unit: str, form: str, quarter: Quarter) -> History:
    """Return one form's rows from every pack of a business unit up to and including a quarter.

    A quarter without a pack folder has no rows and is not listed: ``reported_in`` tells which quarters there are.

    Raises
    ------
    ProblemsFound
        If the quarter's own pack has problems; earlier packs that have are listed in ``unread``.
    PmobookError
        If the engagement has no such business unit, or there is no such form.
    """
    return read_histories(engagement, business_unit, [form], quarter)[form]


def read_histories(engagement: Engagement, business_unit: str, forms: Iterable[str], quarter: Quarter) -> dict[str, History]:
    """Return several forms' rows from every pack up to and including a quarter, by form; see `read_history`."""
    blank = {form: empty_frame(form_specifications.form(form)) for form in forms}
    frames: dict[str, list[pd.DataFrame]] = {form: [] for form in blank}
    unread: list[tuple[Quarter, str]] = []
    for earlier in (one for one in engagement.quarters(business_unit) if one < quarter):
        pack, problems = examine(engagement, business_unit, earlier)
        if problems:
            unread.append((earlier, _reason(problems)))
            continue
        for form in blank:
            if pack.handed_in(form):
                frames[form].append(pack.form(form).assign(reported_in=str(earlier)))
    own = read_pack(engagement, business_unit, quarter)
    return {form: _history(frames[form], own.form(form), blank[form], quarter, tuple(unread)) for form in blank}


def _history(
    frames: list[pd.DataFrame], own: pd.DataFrame, blank: pd.DataFrame, quarter: Quarter, unread: tuple[tuple[Quarter, str], ...]
) -> History:
    if frames and own.empty:
        return History(pd.concat(frames, ignore_index=True), unread)
    last = blank if own.empty else own
    stamped = last.assign(reported_in=pd.Series([str(quarter)] * len(last), index=last.index, dtype="str"))
    return History(pd.concat([*frames, stamped], ignore_index=True), unread)


def _reason(problems: list[Problem]) -> str:
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0]}{more}"


def history_digest(engagement: Engagement, business_unit: str, quarter: Quarter) -> str:
    """Return a SHA-256 over all packs of a business unit up to and including a quarter, byte for byte."""
    total = hashlib.sha256()
    for one in engagement.quarters(business_unit):
        if one <= quarter:
            total.update(f"{one}:{find_pack_files(engagement, business_unit, one).digest}\n".encode())
    return total.hexdigest()


def examination_key(files: PackFiles, engagement: Engagement, business_unit: str) -> tuple[object, ...]:
    """Return all that the examination of a pack depends on: its files, their digest, and what the engagement says."""
    given = engagement.parameters
    return files, files.digest, given.forms, given.money.model_dump_json(), engagement.model_digest(business_unit)


def examine(engagement: Engagement, business_unit: str, quarter: Quarter) -> tuple[InputPack, list[Problem]]:
    """Return a pack as far as it can be read, and everything that is wrong with it.

    A notebook reads the same packs for several forms: what has been examined is remembered by the content of its files
    and by all else that the examination depends on.
    """
    files = find_pack_files(engagement, business_unit, quarter)
    key = (str(engagement.folder), *examination_key(files, engagement, business_unit))
    if key not in _EXAMINED:
        while len(_EXAMINED) >= _MOST_REMEMBERED:
            del _EXAMINED[next(iter(_EXAMINED))]
        _EXAMINED[key] = _examine_files(files, engagement, business_unit, quarter, key[1:])
    pack, problems = _EXAMINED[key]
    # Under pandas' copy-on-write these are new frames that share the memory until somebody changes one.
    frames = {name: functools.partial(_shared, pack.forms, name) for name in pack.forms}
    return dataclasses.replace(pack, forms=FramesWhenAsked(frames)), list(problems)


def _shared(forms: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    return forms[name].copy(deep=False)


def _examine_files(
    files: PackFiles, engagement: Engagement, business_unit: str, quarter: Quarter, key: tuple[object, ...]
) -> tuple[InputPack, list[Problem]]:
    problems = list(files.problems)
    received = _read_handover(files, problems)
    frames = None if problems else packs_read.recall(engagement.results, key)
    if frames is None:
        frames, wrong = _examine_forms(files, engagement, business_unit)
        problems += wrong
        if not problems:
            packs_read.keep(engagement.results, key, frames)
    return InputPack(business_unit, quarter, files.source, frames, files.digest, received), problems


def _examine_forms(files: PackFiles, engagement: Engagement, business_unit: str) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    problems: list[Problem] = []
    frames: dict[str, pd.DataFrame] = {}
    if files.workbook or files.csv_files:
        sheets, unreadable = read_sheets(files)
        problems += unreadable
        if not sheets and not unreadable:
            names = ", ".join(FORM_NAMES)
            problems.append(
                Problem(files.source, "no form", f"sheets named after forms: {names}", "Hand in a filled-in blank pack.")
            )
        elif sheets:
            required = engagement.parameters.forms
            problems += missing_forms(required, sheets, files.source, as_workbook=files.workbook is not None)
        frames, wrong = check_sheets(sheets, engagement.model(business_unit), engagement.parameters.money)
        problems += wrong
    return frames, problems


def _read_handover(files: PackFiles, problems: list[Problem]) -> Received | None:
    if files.handover is None:
        return None
    try:
        return load_model(Received, files.handover, f"{files.shown_as}/{files.handover.name}")
    except ProblemsFound as found:
        problems += found.problems
        return None
