"""Packs made from rows: staged beside the engagement, checked like any pack, then put in place."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import PmobookError, Problem
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.own_models import OWN_MODELS
from pmobook.inputs.pack import find_problems
from pmobook.inputs.source_rows import FormRow
from pmobook.method.forms import form
from pmobook.vocabulary import Quarter

__all__ = ["MadePack", "find_pack_problems", "form_as_csv", "put_in_place", "stage_pack", "staged_engagement"]


@dataclass(frozen=True)
class MadePack:
    """The forms that an import makes for one business unit and quarter."""

    business_unit: str
    quarter: Quarter
    forms: dict[str, tuple[FormRow, ...]]

    @property
    def place(self) -> Path:
        """The pack's folder, relative to the engagement's."""
        return Path("inputs") / self.business_unit / str(self.quarter)


@contextmanager
def staged_engagement(folder: Path, added: dict[str, str]) -> Iterator[Path]:
    """Make a copy of an engagement's parameters, business units and own models in a folder that is removed afterwards.

    Parameters
    ----------
    folder
        The engagement; the copy stands inside it, so that files can be moved from one to the other in one step.
    added
        Id to name of the business units to add; one that exists stays as it is.

    Raises
    ------
    PmobookError
        If nothing can be written in the engagement's folder.
    """
    try:
        staging = Path(tempfile.mkdtemp(prefix=".import_", dir=folder))
    except OSError as error:
        message = f"{folder} can't be written to ({error.strerror}). Check the folder's permissions and the disk's space."
        raise PmobookError(message) from None
    try:
        (staging / "business_units").mkdir()
        (staging / "inputs").mkdir()
        shutil.copy(folder / "engagement.yaml", staging)
        for path in sorted((folder / "business_units").glob("*.yaml")):
            shutil.copy(path, staging / "business_units")
        if (folder / OWN_MODELS).is_dir():
            shutil.copytree(folder / OWN_MODELS, staging / OWN_MODELS, symlinks=True)
        for business_unit, name in added.items():
            path = staging / "business_units" / f"{business_unit}.yaml"
            if not path.exists():
                path.write_text(f"name: {json.dumps(name, ensure_ascii=False)}\n", encoding="utf-8")
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def form_as_csv(rows: Sequence[FormRow]) -> str:
    """Return rows of one form as the text of its CSV file: the form's columns in order, those that any row fills."""
    specification = form(rows[0].form)
    columns = [name for name in specification.column_names if any(name in row.cells for row in rows)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.cells.get(name, "") for name in columns] for row in rows)
    return text.getvalue()


def stage_pack(pack: MadePack, engagement: Path, staging: Path) -> list[str]:
    """Write a pack's forms into the staged engagement, beside copies of the forms that are there and stay.

    Returns
    -------
    list of str
        Forms of which the engagement has the very same file already.
    """
    there, target = engagement / pack.place, staging / pack.place
    target.mkdir(parents=True)
    for path in sorted(there.iterdir()) if there.is_dir() else ():
        if path.is_file() and path.name not in {f"{name}.csv" for name in pack.forms}:
            shutil.copy(path, target)
    unchanged = []
    for name, rows in pack.forms.items():
        content = form_as_csv(rows).encode()
        (target / f"{name}.csv").write_bytes(content)
        path = there / f"{name}.csv"
        if path.is_file() and path.read_bytes() == content:
            unchanged.append(name)
    return unchanged


def find_pack_problems(
    pack: MadePack, engagement: Path, staged: Engagement, unchanged: Sequence[str], *, replace: bool
) -> list[Problem]:
    """Return a problem for what stands in the way of a pack, and for what its forms don't allow in it."""
    there = engagement / pack.place
    shown = pack.place.as_posix()
    workbooks = sorted(path.name for path in there.glob("*.xls*")) if there.is_dir() else []
    if workbooks:
        return [Problem(f"{shown}/{workbooks[0]}", "an Excel pack", "no pack, or one of CSV files, to add the imported forms to",
                        "Take the Excel pack away, or copy the rows into it by hand; an import never edits one.")]  # fmt: skip
    problems = [
        Problem(f"{shown}/{name}.csv", "a form that is there and differs", "none, since an import overwrites nothing unasked",
                "Import with --replace to put the new one in its place.")
        for name in pack.forms
        if not replace and name not in unchanged and (there / f"{name}.csv").exists()
    ]  # fmt: skip
    for problem in find_problems(staged, pack.business_unit, pack.quarter):
        for name, rows in pack.forms.items():
            if f"/{name}.csv" in problem.where:
                problems.append(_with_origin(problem, rows))
    return problems


def _with_origin(problem: Problem, rows: Sequence[FormRow]) -> Problem:
    """Say in a pack's problem which row of the source it comes from."""
    match = re.search(r"\b(?:row|line) (\d+)", problem.where)
    place = int(match[1]) - 2 if match else -1
    if not 0 <= place < len(rows):
        return problem
    origin = rows[place]
    where = f"{origin.source}, row {origin.row}, which makes {problem.where}"
    return Problem(where, problem.found, problem.expected, problem.remedy)


def put_in_place(pack: MadePack, unchanged: Iterable[str], engagement: Path, staging: Path) -> list[str]:
    """Move a staged pack into the engagement: a new pack in one step, else form by form.

    Returns
    -------
    list of str
        Files written, relative to the engagement's folder.
    """
    there, staged = engagement / pack.place, staging / pack.place
    written = [name for name in pack.forms if name not in set(unchanged)]
    if not there.exists():
        there.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(there)
    else:
        for name in written:
            os.replace(staged / f"{name}.csv", there / f"{name}.csv")  # noqa: PTH105 - says that it replaces
    return [(pack.place / f"{name}.csv").as_posix() for name in written]
