"""Documents of published results as files: a board pack in a folder, a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pmobook.assess.results import TABLES_READ, Results
from pmobook.errors import PmobookError
from pmobook.export.pages import Shown, board_pack, narrowed
from pmobook.inputs.engagement import Engagement
from pmobook.language import say
from pmobook.record.store import open_store
from pmobook.vocabulary import quoted

__all__ = ["write_board_pack", "write_workbook"]


def write_board_pack(
    engagement: Engagement, folder: Path, quarter: str | None = None, business_units: Sequence[str] | None = None
) -> list[str]:
    """Write the board pack of a published quarter as PDF and as slides, and return a sentence for each file.

    Parameters
    ----------
    engagement
        With published results.
    folder
        Made if it is not there; files of the same name are replaced.
    quarter
        Such as 2026Q3; the latest published if not given.
    business_units
        Only these; all if none is named.

    Raises
    ------
    PmobookError
        If nothing is published, nothing for the quarter named, or there is no such business unit.
    """
    from pmobook.export.pdf import as_pdf  # noqa: PLC0415 - a workbook needs no typesetting
    from pmobook.export.slides import as_slides  # noqa: PLC0415

    pack = board_pack(_shown(engagement, quarter, business_units))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for suffix, content in (("pdf", as_pdf(pack)), ("pptx", as_slides(pack))):
        place = folder / f"board_pack_{pack.quarter}.{suffix}"
        place.write_bytes(content)
        written.append(
            say(
                "wrote {place}: {quarter}, publication {publication}.",
                place=place,
                quarter=pack.quarter,
                publication=pack.publication,
            )
        )
    return written


def write_workbook(
    engagement: Engagement, file: Path, quarter: str | None = None, business_units: Sequence[str] | None = None
) -> str:
    """Write the figures of a published quarter as an Excel workbook with charts, and return a sentence that says so.

    Parameters
    ----------
    engagement, quarter, business_units
        As in `write_board_pack`.
    file
        Its name ends in .xlsx; one that is there already is replaced.

    Raises
    ------
    PmobookError
        If the file's name ends otherwise, or as in `write_board_pack`.
    """
    from pmobook.export.workbook import as_workbook  # noqa: PLC0415 - a board pack needs no workbook

    if file.suffix.lower() != ".xlsx":
        message = f"The file {quoted(file.name)} must end in .xlsx."
        raise PmobookError(message)
    shown = _shown(engagement, quarter, business_units)
    content = as_workbook(shown)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return say(
        "wrote {file}: {quarter}, publication {number}.",
        file=file,
        quarter=shown.context.quarter,
        number=shown.publication.number,
    )


def _shown(engagement: Engagement, quarter: str | None, business_units: Sequence[str] | None) -> Shown:
    store = open_store(engagement.folder)
    if store.is_empty:
        message = f"Nothing has been published yet. Assess the business units first, with: pmobook run {engagement.folder}"
        raise PmobookError(message)
    results = Results(quarters=store.quarters(), **store.tables(TABLES_READ))
    return narrowed(engagement, results, store.publications()[-1], quarter or "", business_units or ())
