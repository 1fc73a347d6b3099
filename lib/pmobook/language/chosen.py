"""Which language is spoken: that of the engagement at work, English where there is none."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Literal, get_args

__all__ = ["LANGUAGES", "Language", "language", "language_tag", "use_language"]

Language = Literal["en", "de"]

LANGUAGES: tuple[str, ...] = get_args(Language)
"""Codes of the languages that there is a catalogue for, English first."""

_TAGS = {"en": "en-GB", "de": "de-DE"}

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
    return _TAGS[language()]


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
