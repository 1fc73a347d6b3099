"""The catalogue of a language: what stands for each English sentence."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from pmobook.language.chosen import language

__all__ = ["CATALOGUES", "catalogue_at_work"]

CATALOGUES = Path(__file__).parent / "catalogues"
"""Where the catalogues stand: one ``<language>.po`` to read and edit, one ``<language>.mo`` compiled from it."""


@cache
def _catalogue(code: str) -> gettext.GNUTranslations:
    with (CATALOGUES / f"{code}.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


def catalogue_at_work() -> gettext.GNUTranslations | None:
    """Return the catalogue of the language at work; None for English, whose sentences stand in the code."""
    code = language()
    return None if code == "en" else _catalogue(code)
