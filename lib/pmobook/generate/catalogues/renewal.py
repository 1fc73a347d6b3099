"""A language's catalogue, brought up to date with the texts that there are, and compiled for quick reading."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pmobook.generate.catalogues.gathering import gather_texts
from pmobook.language.catalogue import CATALOGUES

__all__ = ["compile_catalogue", "read_catalogue", "renew_catalogue"]

_HEADER = "# What pages and exports of pmobook say in the language {language}, beside the English that stands in the code."

_NO_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_OF_THE_DAY = (b'"POT-Creation', b'"PO-Revision', b'"Last-Trans', b'"Language-Team', b'"Generated-By', b'"Report-Msgid')
"""Lines that would differ from one day or one version to the next."""


def read_catalogue(code: str, folder: Path = CATALOGUES) -> Catalog:
    """Return the catalogue of a language as it stands; an empty one if there is none."""
    path = folder / f"{code}.po"
    if not path.is_file():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _key(message: Message) -> tuple[str, str]:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id, message.context or ""


def _cases(said: str | tuple[str, ...]) -> set[str]:
    texts = (said,) if isinstance(said, str) else said
    return {turned for text in texts if "!" in text for turned in _turned(text)} - {"r", "s", "a"}


def _turned(text: str) -> Iterator[str]:
    try:
        yield from (turned for _, _, _, turned in string.Formatter().parse(text) if turned)
    except ValueError:  # a text without places, in which braces are braces
        return


def renew_catalogue(code: str, folder: Path = CATALOGUES) -> bytes:
    """Return the catalogue of a language with an entry for every text that there is, and none for a text that is gone.

    An entry keeps its translation as long as its English stays the same; a new one is empty. A translation that wants what was
    counted in a grammatical case (``{projects!d}``) makes an entry in that case for everything that is counted; one that is left
    empty stands as without the case.
    """
    known: dict[tuple[str, str], Any] = {_key(one): one.string for one in read_catalogue(code, folder) if one.id}
    cases = sorted({case for said in known.values() for case in _cases(said)})
    renewed = Catalog(locale=code, header_comment=_HEADER.format(language=code), project="pmobook", charset="utf-8", fuzzy=False)
    texts = list(gather_texts())
    counted = [one for one in texts if one.is_noun]
    for text in [*texts, *(replace(one, context=case) for case in cases for one in counted)]:
        found = known.get((text.sentence, text.context))
        plural = bool(text.many)
        said = found if found is not None and isinstance(found, tuple | list) == plural else ("", "") if plural else ""
        identity = (text.sentence, text.many) if plural else text.sentence
        renewed.add(identity, said, locations=[text.where], context=text.context or None)
    written = BytesIO()
    write_po(written, renewed, width=130, sort_output=False, include_lineno=False, omit_header=False)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_OF_THE_DAY))


def compile_catalogue(code: str, folder: Path = CATALOGUES) -> bytes:
    """Return a language's catalogue compiled; texts without a translation are left out and so stay English."""
    catalogue, written = read_catalogue(code, folder), BytesIO()
    catalogue.creation_date = catalogue.revision_date = _NO_DAY  # or it would say when it was compiled
    write_mo(written, catalogue)
    return written.getvalue()
