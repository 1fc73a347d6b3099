"""The catalogue of a language: what stands for each English sentence."""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from pmobook.language.chosen import CATALOGUES, language

__all__ = ["CATALOGUES", "catalogue_at_work"]


@cache
def _catalogue(code: str) -> gettext.GNUTranslations:
    compiled = CATALOGUES / f"{code}.mo"
    if not compiled.is_file():
        return gettext.GNUTranslations(_compiled(CATALOGUES / f"{code}.po"))
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def _compiled(path: Path) -> BytesIO:
    """Compile a catalogue that was added and is not compiled yet."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - read only by whoever adds a language
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above

    written = BytesIO()
    with path.open("rb") as file:
        write_mo(written, read_po(file, locale=path.stem))
    written.seek(0)
    return written


def catalogue_at_work() -> gettext.GNUTranslations | None:
    """Return the catalogue of the language at work; None for English, whose sentences stand in the code."""
    code = language()
    return None if code == "en" else _catalogue(code)
