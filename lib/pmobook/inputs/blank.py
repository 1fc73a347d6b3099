"""Blank input packs: what is sent out to be filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.inputs.blank_workbook import BlankPack, blank_workbook
from pmobook.inputs.csv_text import read_csv
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.excel import read_workbook
from pmobook.inputs.headings import match_headings
from pmobook.inputs.prefilled import prefilled_rows, without_untouched_rows
from pmobook.inputs.sheets import Sheet
from pmobook.method.catalogue_measure import CatalogueMeasure
from pmobook.method.forms import FORM_NAMES, FormSpecification, form
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import Quarter

__all__ = ["write_blank_csv", "write_blank_pack", "write_blank_packs"]


def write_blank_pack(
    path: Path,
    forms: Sequence[str] = FORM_NAMES,
    *,
    model: MaturityModel | None = None,
    title: str = "Input pack",
    required: Sequence[str] = (),
    money: str | None = None,
    measures: Sequence[CatalogueMeasure] = (),
) -> None:
    """Write a blank pack as an Excel workbook: a sheet a form, with drop-downs, hints and explanations.

    The same arguments give the same bytes.

    Parameters
    ----------
    path
        The file; its folder must exist.
    forms
        Names of the forms, in the order of the sheets.
    model
        The maturity model whose capabilities the drop-downs offer; without one they can be typed freely.
    title
        Stands at the top of the first sheet, such as ``Retail, 2026Q3``.
    required
        Forms that the engagement asks of every pack; the first sheet says so.
    money
        What an amount of money counts, such as ``million GBP``; without it, the engagement's currency and scale.
    measures
        Measures of the catalogue that the form measures names already.

    Raises
    ------
    PmobookError
        If there is no form of a name, or the file holds answers already.
    """
    pack = BlankPack(title, tuple(form(name) for name in forms), model, tuple(required), money, tuple(measures))
    _refuse_answers(path, read_workbook(path, path.name)[0] if path.exists() else [])
    _write(path, blank_workbook(pack))


def write_blank_csv(folder: Path, forms: Iterable[str] = FORM_NAMES, *, measures: Sequence[CatalogueMeasure] = ()) -> list[Path]:
    """Write a blank pack as CSV files, one a form with its headings, and return their paths.

    The form measures names the measures given, if any; every other file has no rows. They begin with a byte order mark, without
    which Excel takes them for another encoding.

    Raises
    ------
    PmobookError
        If there is no form of a name, or a file holds answers already.
    """
    contents = {folder / f"{name}.csv": _as_csv(form(name), measures) for name in forms}
    for path in contents:
        _refuse_answers(path, [read_csv(path, path.name)[0]] if path.exists() else [])
    for path, content in contents.items():
        _write(path, content)
    return list(contents)


def _as_csv(specification: FormSpecification, measures: Sequence[CatalogueMeasure]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, specification.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(prefilled_rows(specification, None, measures))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def write_blank_packs(
    engagement: Engagement,
    quarter: Quarter,
    business_units: Iterable[str] | None = None,
    *,
    measures: Sequence[CatalogueMeasure] = (),
) -> list[Path]:
    """Write blank packs for business units and return the paths of the workbooks.

    Each goes to ``forms/<business unit>/<quarter>/pack.xlsx`` in the engagement's folder, with the same forms as CSV
    files in a folder ``csv`` beside it. A blank pack that is there already is replaced; one with answers never is.

    Parameters
    ----------
    engagement
        The engagement.
    quarter
        The quarter that the packs are for.
    business_units
        Their ids; all if not given.
    measures
        Measures of the catalogue that the form measures names already.

    Raises
    ------
    PmobookError
        If a business unit does not exist, a file holds answers already, or nothing can be written there.
    """
    ids = list(engagement.business_units if business_units is None else business_units)
    units = {one: engagement.business_unit(one) for one in ids}
    money = engagement.parameters.money
    in_words = f"{money.scale} {money.currency}" if money.scale != "one" else money.currency
    written = []
    for one, unit in units.items():
        folder = engagement.folder / "forms" / one / str(quarter)
        try:
            (folder / "csv").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{folder} can't be made ({error.strerror}). Check the permissions of the engagement's folder."
            raise PmobookError(message) from None
        write_blank_pack(
            folder / "pack.xlsx", model=engagement.model(one), required=engagement.parameters.forms, money=in_words,
            title=f"{engagement.parameters.organisation}: {unit.name}, {quarter}", measures=measures,
        )  # fmt: skip
        write_blank_csv(folder / "csv", measures=measures)
        written.append(folder / "pack.xlsx")
    return written


def _refuse_answers(path: Path, sheets: Iterable[Sheet]) -> None:
    filled = [sheet.name for sheet in sheets if _has_answers(sheet)]
    if filled:
        message = (
            f"{path} holds answers already (in {', '.join(filled[:3])}{' …' if len(filled) > 3 else ''}) and is left as it is. "
            "Move it to the inputs folder, or elsewhere, and ask for blank forms again."
        )
        raise PmobookError(message)


def _has_answers(sheet: Sheet) -> bool:
    if sheet.name in FORM_NAMES:
        specification = form(sheet.name)
        sheet = without_untouched_rows(sheet, specification, match_headings(sheet, specification)[0])
    return len(sheet.rows) > 1


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        message = (
            f"{path} can't be written ({error.strerror}). Close it if it is open in Excel, and check the folder's permissions."
        )
        raise PmobookError(message) from None
