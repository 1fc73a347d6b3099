"""Which language is spoken: that of the engagement at work, English where there is none."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from pathlib import Path

__all__ = ["CATALOGUES", "LANGUAGES", "language", "language_tag", "use_language"]

CATALOGUES = Path(__file__).parent / "catalogues"
"""Where the catalogues stand: one ``<language>.po`` to read and edit, one ``<language>.mo`` compiled from it."""

LANGUAGES = ("en", *sorted(path.stem for path in CATALOGUES.glob("*.po")))
"""Codes of the languages that there is a catalogue for, English first."""

_CHOSEN: ContextVar[str | None] = ContextVar("pmobook_language", default=None)
_FIRST: list[str] = []
"""Of the engagement that the process opened first: it speaks where a thread was started without a context."""


def language() -> str:
    """Return the code of the language that is spoken here.

    Examples
    --------
    >>> use_language("en")
    >>> language()
    'en'
    """
    return _CHOSEN.get() or (_FIRST[0] if _FIRST else "en")


def language_tag() -> str:
    """Return the language that is spoken here and its country, as documents say it (BCP 47).

    Examples
    --------
    >>> use_language("en")
    >>> language_tag()
    'en-GB'
    """
    return _tag(language())


@cache
def _tag(code: str) -> str:
    if code == "en":
        return "en-GB"
    from babel.core import get_global  # noqa: PLC0415 - read only where another language than English is spoken

    territory = str(get_global("likely_subtags").get(code, code)).rpartition("_")[2]
    return code if territory == code else f"{code}-{territory}"


def use_language(code: str) -> None:
    """Speak a language from here on, in this thread or task and in those that inherit its context.

    Parameters
    ----------
    code
        One of `LANGUAGES`.

    Raises
    ------
    LookupError
        If there is no catalogue for it.
    """
    if code not in LANGUAGES:
        message = f"There is no catalogue for the language {code!r}. Choose one of {', '.join(LANGUAGES)}."
        raise LookupError(message)
    _CHOSEN.set(code)
    if not _FIRST:
        _FIRST.append(code)
