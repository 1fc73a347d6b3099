"""The method's texts in the language at work: titles, definitions, explanations; ids and numbers stay as they are."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from pydantic import BaseModel

from pmobook.language import language, of_method

__all__ = ["TEXT_KEYS", "in_each_language", "translated"]

TEXT_KEYS = frozenset(
    {
        "action", "basis", "definition", "description", "evidence", "explanation", "first_step", "improvement", "label",
        "meaning", "name", "note", "pitfalls", "purpose", "question", "reason", "said", "said_of_many", "short_title",
        "statement", "steps", "summary", "text", "title", "what", "who", "why", "words",
    }
)  # fmt: skip
"""Keys of the method's files whose values are texts that pages show."""

Given = ParamSpec("Given")
Read = TypeVar("Read")


def in_each_language(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """Remember what a function reads of the method, once, and once more for each language that its texts are shown in."""
    as_written: Any = functools.cache(read)

    def speak(code: str, *given: Any, **named: Any) -> Any:  # noqa: ANN401, ARG001 - the language is part of the key
        return translated(as_written(*given, **named))

    spoken: Any = functools.cache(speak)

    @functools.wraps(read)
    def reading(*given: Given.args, **named: Given.kwargs) -> Read:
        code = language()
        return cast("Read", as_written(*given, **named) if code == "en" else spoken(code, *given, **named))

    def forget() -> None:
        as_written.cache_clear()
        spoken.cache_clear()

    reading.cache_clear = forget  # type: ignore[attr-defined]
    reading.cache_info = as_written.cache_info  # type: ignore[attr-defined]
    return reading


def translated(value: Any, key: str = "") -> Any:  # noqa: ANN401 - a model, or a piece of one
    """Return a model of the method with its texts in the language at work.

    Parameters
    ----------
    value
        A model that has been checked, or a part of one.
    key
        The key under which it stands; texts under `TEXT_KEYS` alone are translated.
    """
    if isinstance(value, str):
        return of_method(value) if key in TEXT_KEYS and type(value) is str else value
    if isinstance(value, BaseModel):
        fields = {name: translated(getattr(value, name), name) for name in type(value).model_fields}
        return type(value).model_construct(value.model_fields_set, **fields)
    if isinstance(value, dict):
        return {name: translated(one, key or str(name)) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(translated(one, key) for one in value)
    return value
