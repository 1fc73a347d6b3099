"""Sentences with named places, said in the language at work."""

from __future__ import annotations

import numbers
import string
from functools import cache
from typing import Any, Self

from pmobook.language.catalogue import catalogue_at_work
from pmobook.language.chosen import language
from pmobook.language.codes import CODES
from pmobook.language.figures import as_written

__all__ = ["count", "inside", "of_method", "of_report", "said_later", "say", "say_many", "word"]

_CODES, _METHOD, _REPORT = "code", "method", "report"
_NAMES = frozenset({"name", "owner", "project", "role", "skill", "title", "who", "whose"})
"""Places that hold what somebody called something: never taken for a word of ours."""


class _Counted(str):
    """How many of something there are, which another place of a sentence may want in another grammatical case."""

    __slots__ = ("many", "number", "one")
    many: str
    number: int
    one: str

    def __new__(cls, text: str, number: int, one: str, many: str) -> Self:
        """Keep what was counted beside its text."""
        made = super().__new__(cls, text)
        made.number, made.one, made.many = number, one, many
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what it is made of, to be made again from a pickle."""
        return type(self), (str(self), self.number, self.one, self.many)

    def in_case(self, case: str) -> str:
        """Return it in a case that the catalogue knows; as it stands if it has no other form there."""
        catalogue = catalogue_at_work()
        if catalogue is None:
            return self
        found = catalogue.npgettext(case, self.one, self.many, self.number)
        return self if found in {self.one, self.many} else _filled(found, {"n": as_written(f"{self.number:,}")})


def say(sentence: str, /, **places: object) -> str:
    """Say a sentence in the language at work.

    Parameters
    ----------
    sentence
        In English, whole, with named places as `str.format` knows them: the key of the catalogue. Without places it is
        taken as it is, braces included.
    places
        What stands at them: text as it is, figures with a format as the language writes them, and our own words for a
        standing (met, later, not assessed) in the language.

    Examples
    --------
    >>> say("The level of {area} rose by {gain:.1f}", area="Benefits", gain=0.25)
    'The level of Benefits rose by 0.2'
    """
    catalogue = catalogue_at_work()
    if catalogue is None:
        return sentence.format(**places) if places else sentence
    said = catalogue.gettext(sentence) if sentence else sentence
    return _filled(said, places) if places else said


def say_many(one: str, many: str, n: int, /, **places: object) -> str:
    """Say a sentence about a number of things; ``{n}`` is the number.

    Examples
    --------
    >>> say_many("{n} project is late", "{n:,} projects are late", 1), say_many("one", "{n:,} projects are late", 1200)
    ('1 project is late', '1,200 projects are late')
    """
    catalogue = catalogue_at_work()
    if catalogue is None:
        return (one if n == 1 else many).format(n=n, **places)
    return _filled(catalogue.ngettext(one, many, n), {"n": n, **places})


def count(number: int, noun: str, plural: str) -> str:
    """Say how many of something there are.

    Examples
    --------
    >>> count(1, "project", "projects"), count(1200, "capability", "capabilities")
    ('1 project', '1,200 capabilities')
    """
    catalogue = catalogue_at_work()
    if catalogue is None:
        return f"{number:,} {noun if number == 1 else plural}"
    one, many = f"{{n}} {noun}", f"{{n}} {plural}"
    return _Counted(_filled(catalogue.ngettext(one, many, number), {"n": as_written(f"{number:,}")}), number, one, many)


def said_later(sentence: str) -> str:
    """Mark a sentence that stands in a table of the code and is said where it is used; returned as it is.

    Examples
    --------
    >>> said_later("Nothing is due")
    'Nothing is due'
    """
    return sentence


def word(code: str) -> str:
    """Return one of our own words for a standing, a status or a severity as a reader sees it; any other text as it is.

    Examples
    --------
    >>> word("not assessed")
    'not assessed'
    """
    catalogue = catalogue_at_work()
    return code if catalogue is None or code not in CODES else catalogue.pgettext(_CODES, code)


def inside(text: str, *, only_first: bool = False) -> str:
    """Return a heading or sentence as it stands inside another: in English in small letters, all or the first.

    Other languages keep their capitals, which may be those of nouns.

    Examples
    --------
    >>> inside("Gates Held"), inside("It waits for Anna", only_first=True)
    ('gates held', 'it waits for Anna')
    """
    if language() != "en":
        return text
    return f"{text[:1].lower()}{text[1:]}" if only_first else text.lower()


def of_method(text: str) -> str:
    """Return a text of the method, such as a capability's title or a rule's explanation, in the language at work.

    Examples
    --------
    >>> of_method("Benefits")
    'Benefits'
    """
    catalogue = catalogue_at_work()
    return text if catalogue is None or not text else catalogue.pgettext(_METHOD, text)


def of_report(text: str) -> str:
    """Return what a notebook says between its exhibits, in the language at work.

    Examples
    --------
    >>> of_report("What each risk may cost.")
    'What each risk may cost.'
    """
    catalogue = catalogue_at_work()
    return text if catalogue is None or not text else catalogue.pgettext(_REPORT, text)


@cache
def _parts(sentence: str) -> tuple[tuple[str, str | None, str, str | None], ...]:
    return tuple((text, name, form or "", turned) for text, name, form, turned in string.Formatter().parse(sentence))


def _filled(sentence: str, places: dict[str, object]) -> str:
    written = []
    for text, name, form, turned in _parts(sentence):
        written.append(text)
        if name is not None:
            written.append(_place(name, places[name], form, turned))
    return "".join(written)


def _place(name: str, value: object, form: str, turned: str | None) -> str:
    if isinstance(value, _Counted) and turned is not None:
        return format(value.in_case(turned), form)
    if isinstance(value, str):
        text = format(repr(value) if turned == "r" else value, form)
        return text if name in _NAMES else word(text)
    text = format(value, form)
    return as_written(text) if isinstance(value, numbers.Number) else text
