"""Roles and skills that forms share: written the same way everywhere, or they count as several."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.whole_rows import whole_rows
from pmobook.vocabulary import quoted, same_words

__all__ = ["find_other_spellings"]

_SHARED = {"role": ("capacity", "demand", "skills"), "skill": ("skills", "skill_needs")}


def find_other_spellings(frames: Mapping[str, pd.DataFrame]) -> dict[str, list[Fault]]:
    """Return, by form, a fault for each spelling of a role or skill that differs from an earlier one in capitals or blanks alone.

    People of ``Project Manager`` would not be found for a need of ``Project manager``, and nobody would see why.

    Parameters
    ----------
    frames
        Typed frames of the pack by form; forms that are not there are passed over.
    """
    found: dict[str, list[Fault]] = {}
    for column, names in _SHARED.items():
        first: dict[str, tuple[str, str]] = {}
        for form in names:
            if form not in frames or frames[form].empty:
                continue
            spelled: dict[str, list[int]] = {}
            for spelling, row in whole_rows(frames[form], column):
                spelled.setdefault(spelling, []).append(row)
            for spelling, (row, *others) in spelled.items():
                known, where = first.setdefault(same_words(spelling), (spelling, form))
                if spelling != known:
                    expected = f"one spelling of a {column} in {', '.join(names[:-1])} and {names[-1]}"
                    remedy = f"Write {quoted(known)}, as the form {where} does."
                    found.setdefault(form, []).append(Fault(row, column, quoted(spelling), expected, remedy, tuple(others)))
    return found
