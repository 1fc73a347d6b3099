"""Read YAML the careful way: nothing executed, no key twice, no word turned into something else."""

from __future__ import annotations

import contextlib
import functools
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pmobook.errors import Problem, ProblemsFound
from pmobook.vocabulary import nearest, quoted

__all__ = ["Definition", "check_content", "load_model", "load_yaml"]

_MOST_BYTES = 4_000_000
_MOST_REMEMBERED = 256
"""Texts of which is remembered what they say; a longer text than that of any file of the method is not."""
_LONGEST_REMEMBERED = 100_000


class Definition(BaseModel):
    """A piece of the method or of an engagement: frozen, strict, no unknown key."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


Model = TypeVar("Model", bound=BaseModel)


class _Strict(yaml.constructor.SafeConstructor):
    """A key may stand once, and is a plain word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: dict[Any, yaml.Mark] = {}
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key that is not a plain word", key_node.start_mark)
            key = self.construct_object(key_node)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} a second time (first in line {seen[key].line + 1})", key_node.start_mark
                )
            seen[key] = key_node.start_mark
        return super().construct_mapping(node, deep=deep)


class _Loader(_Strict, yaml.SafeLoader):
    """YAML's safe subset without its surprises.

    Plain ``No``, ``on`` and ``12:30`` stay the texts they are, a key may stand once, and aliases are refused
    (a small file could otherwise unfold into a huge one).
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(None, None, "an alias (*name); write the value out", mark)
        return super().compose_node(parent, index)


# YAML 1.1 reads yes, no, on, off as truth values and 12:30 as a number of minutes: only true, false and plain numbers stay.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in {"tag:yaml.org,2002:null", "tag:yaml.org,2002:timestamp"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)

if yaml.__with_libyaml__:

    class _QuickLoader(_Strict, yaml.CSafeLoader):
        """The same by libyaml, ten times as fast, for texts that can't hold an alias or be nested deeply."""

        yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers


_BEFORE_HOST = re.compile(r"://.*@", re.DOTALL)
_QUERY = re.compile(r"\?.*", re.DOTALL)
_MAYBE_AN_ALIAS = re.compile(r"(?:^|[\s\[{,:?-])\*", re.MULTILINE)
_DEEPEST = 1000  # libyaml nests by itself, and would break at some depth where Python refuses


def _parse(text: str) -> Any:  # noqa: ANN401
    """Return what a text says; whatever libyaml refuses is refused again in our words."""
    plain = not _MAYBE_AN_ALIAS.search(text) and text.count("[") + text.count("{") < _DEEPEST
    if yaml.__with_libyaml__ and plain and max(map(len, text.splitlines()), default=0) < _DEEPEST:
        with contextlib.suppress(yaml.YAMLError, ValueError, RecursionError):
            return yaml.load(text, Loader=_QuickLoader)  # noqa: S506 - a SafeLoader, made stricter
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader, made stricter


@functools.lru_cache(maxsize=_MOST_REMEMBERED)
def _parsed(text: str) -> Any:  # noqa: ANN401
    """Return what a text says, to be copied for everyone who asks: the text alone decides, whatever file it stands in."""
    return _parse(text)


def _copied(part: Any) -> Any:  # noqa: ANN401
    """Return a copy of lists and mappings in each other; what stands in them can't be changed."""
    if isinstance(part, dict):
        return {key: _copied(value) for key, value in part.items()}
    return [_copied(value) for value in part] if isinstance(part, list) else part


def load_yaml(path: Path, shown_as: str | None = None) -> Any:  # noqa: ANN401
    """Return the content of a YAML file.

    Parameters
    ----------
    path
        The file.
    shown_as
        How messages name it; its path if not given.

    Raises
    ------
    ProblemsFound
        If the file can't be read, is too large, or is not YAML as we accept it.
    """
    name = shown_as or str(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ProblemsFound(
                [Problem(name, f"{path.stat().st_size:,} bytes", f"at most {_MOST_BYTES:,}", "Check that it is the right file.")]
            )
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ProblemsFound([Problem(name, "no such file", "a YAML file", "Check the name, or add the file.")]) from None
    except UnicodeDecodeError as error:
        raise ProblemsFound(
            [Problem(name, f"a byte that is not UTF-8 at position {error.start}", "text in UTF-8", "Save the file as UTF-8.")]
        ) from None
    except OSError as error:
        raise ProblemsFound([Problem(name, str(error.strerror), "a readable file", "Check the file's permissions.")]) from None
    try:
        return _copied(_parsed(text)) if len(text) <= _LONGEST_REMEMBERED else _parse(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{name}, line {mark.line + 1}, column {mark.column + 1}" if mark else name
        raise ProblemsFound(
            [Problem(where, str(error.problem), "YAML", "Mend the line; put texts with special characters in quotes.")]
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ProblemsFound(
            [Problem(name, quoted(error), "YAML", "Mend the file; put texts with special characters in quotes.")]
        ) from None


def load_model(model: type[Model], path: Path, shown_as: str | None = None) -> Model:
    """Return a YAML file's content as a checked model.

    Raises
    ------
    ProblemsFound
        With one problem for each key that is unknown, missing or of a wrong kind.
    """
    name = shown_as or str(path)
    return check_content(model, load_yaml(path, name), name)


def check_content(model: type[Model], content: object, name: str) -> Model:
    """Return what a YAML file holds as a checked model.

    Parameters
    ----------
    model
        What it should be.
    content
        What `load_yaml` returned, or what was put together from several files.
    name
        How messages name the file.

    Raises
    ------
    ProblemsFound
        With one problem for each key that is unknown, missing or of a wrong kind.
    """
    if not isinstance(content, dict):
        found = "an empty file" if content is None else f"a {type(content).__name__}"
        raise ProblemsFound([Problem(name, found, "keys with values", "Start each line with a key and a colon.")])
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise ProblemsFound(_problem(name, model, fault) for fault in error.errors()) from None


def _problem(name: str, model: type[BaseModel], fault: Any) -> Problem:  # noqa: ANN401
    place = " > ".join(str(step) for step in fault["loc"]) or "the whole file"
    where = f"{name}, {place}"
    if fault["type"] == "extra_forbidden":
        key = str(fault["loc"][-1])
        guess = nearest(key, model.model_fields) if len(fault["loc"]) == 1 else None
        remedy = f"Did you mean {guess}?" if guess else "Remove it, or correct its spelling."
        return Problem(where, f"the unknown key {quoted(key)}", "only keys that have a meaning here", remedy)
    if fault["type"] == "missing":
        return Problem(where, "nothing", "a value", "Add the key.")
    message = str(fault["msg"])
    expected = (
        message.removeprefix("Value error, ").removeprefix("Input should be ").partition(", unable to parse")[0].rstrip(".")
    )
    return Problem(where, quoted(_without_secrets(fault["input"])), expected, "Correct the value.")


def _without_secrets(value: object) -> object:
    """Return a value without what an address may hold of a user name, password or key: it would stand in logs."""
    if not isinstance(value, str) or "://" not in value:
        return value
    return _QUERY.sub("?…", _BEFORE_HOST.sub("://…@", value))
