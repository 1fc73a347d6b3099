"""Number formats that make a spreadsheet show a number exactly as every other output writes it."""

from __future__ import annotations

import re
from functools import cache

from pmobook.language import marks
from pmobook.rounding import MINUS

__all__ = ["number_format"]


@cache
def _written(decimal: str, group: str) -> re.Pattern[str]:
    digits = rf"\d+(?:{re.escape(group)}\d+)*"
    return re.compile(rf"([+{MINUS}-]?)([^\d+{MINUS}-]*)({digits})(?:{re.escape(decimal)}(\d+))?(.*)", re.DOTALL)


def number_format(text: str) -> str:
    """Return the format of a spreadsheet's cell from a figure as it is written.

    Parameters
    ----------
    text
        A figure with its sign, currency and unit of measure, such as £1,203m. One that is no figure is shown as it stands.

    Notes
    -----
    A percentage belongs to a share of 0 to 1, as everywhere in the workbook: the spreadsheet multiplies it itself.

    Examples
    --------
    >>> number_format("£1,203m").split(";")[0], number_format("+0.3").split(";")[0], number_format("13%").split(";")[0]
    ('"£"#,##0"m"', '"+"#,##0.0', '#,##0%')
    """
    found = _written(*marks()).fullmatch(text)
    if found is None:
        return _quoted(text) or "General"
    sign, before, _, decimals, after = found.groups()
    digits = f"#,##0.{'0' * len(decimals)}" if decimals else "#,##0"
    gap, percent, behind = after.partition("%") if after.lstrip().startswith("%") else ("", "", after)
    rest = f"{_quoted(gap)}{percent}{_quoted(behind)}"
    plain = f"{_quoted(before)}{digits}{rest}"
    negative = f"{_quoted(MINUS + before)}{digits}{rest}"
    if sign == "+":
        return f"{_quoted('+' + before)}{digits}{rest};{negative};{plain}"
    return f"{plain};{negative}"


def _quoted(text: str) -> str:
    """Return a text as it stands in a format: between quotes, a quote of its own left out."""
    held = text.replace('"', "")
    return f'"{held}"' if held else ""
