"""The parameters of a notebook: what it declares, and whether what is given fits."""

from __future__ import annotations

import ast
import keyword
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pmobook.errors import Problem, ProblemsFound
from pmobook.vocabulary import nearest, quoted

__all__ = ["GATHERS", "GIVEN_BY_THE_RUNNER", "Declared", "Value", "declared_parameters", "fit_parameters"]

Value: TypeAlias = str | int | float | bool | list["Value"] | None
"""What a parameter can be: values that papermill writes into a notebook as they are."""

GIVEN_BY_THE_RUNNER = frozenset({"engagement", "business_unit", "quarter", "run_id", "staging"})
"""Parameters that say what a notebook runs for; nobody else may give them."""

GATHERS = "gathers"
"""A notebook that declares this parameter gathers what the notebooks numbered before it recorded; the runner gives it too."""

_KINDS = {"str": (str,), "int": (int,), "float": (float, int), "bool": (bool,), "list": (list,), "None": (type(None),)}


@dataclass(frozen=True)
class Declared:
    """One parameter as a notebook's parameters cell declares it: ``quarter: str = "2026Q3"``."""

    name: str
    annotation: str
    default: Value


def declared_parameters(source: str, notebook: str) -> dict[str, Declared]:
    """Return the parameters that a parameters cell declares, in its order.

    They are read as Python rather than through ``papermill.inspect_notebook``, which passes over ``str | None`` and over
    defaults with an equals sign in them.

    Parameters
    ----------
    source
        The cell.
    notebook
        The notebook's name, for messages.

    Raises
    ------
    ValueError
        If a line is anything but an annotated name with a literal: a mistake of ours.
    """
    found = {}
    for line in ast.parse(source).body:
        if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name) or line.value is None:
            message = f"notebook {notebook}, parameters, line {line.lineno}: expected a name, its type and a value"
            raise ValueError(message)
        name = line.target.id
        found[name] = Declared(name, ast.unparse(line.annotation), ast.literal_eval(line.value))
    return found


def fit_parameters(given: Mapping[str, object], notebooks: Mapping[str, Mapping[str, Declared]]) -> dict[str, dict[str, Value]]:
    """Return what each notebook is to be given, or refuse what no notebook declares or whose value doesn't fit.

    Parameters
    ----------
    given
        Parameter name to value, as a person gave them. A text given for a number or a truth value, as a command line
        does, is read as one.
    notebooks
        Notebook to its declared parameters. A parameter must be declared by at least one, and fit wherever it is.

    Returns
    -------
    dict
        Notebook to parameter name to value; only parameters that the notebook declares.

    Raises
    ------
    ProblemsFound
        With a problem for each parameter that is unknown, belongs to the runner, or has a value that doesn't fit.
    """
    problems = []
    fitted: dict[str, dict[str, Value]] = {notebook: {} for notebook in notebooks}
    known = {name for declared in notebooks.values() for name in declared} - GIVEN_BY_THE_RUNNER - {GATHERS}
    for name, value in given.items():
        if name not in known or not name.isidentifier() or keyword.iskeyword(name):
            problems.append(_unknown(name, known, notebooks))
            continue
        for notebook, declared in notebooks.items():
            if name not in declared:
                continue
            try:
                fitted[notebook][name] = _fitted(value, declared[name].annotation)
            except ValueError:
                problems.append(
                    Problem(
                        f"notebook {notebook}, parameter {name}",
                        f"{quoted(value)} ({type(value).__name__})",
                        declared[name].annotation,
                        f"Give a value like {declared[name].default!r}.",
                    )
                )
    if problems:
        raise ProblemsFound(problems)
    return fitted


def _fitted(value: object, annotation: str) -> Value:
    """Return a value that fits an annotation.

    Raises
    ------
    ValueError
        If it doesn't.
    """
    if isinstance(value, str) and not _fits(value, annotation):
        try:
            value = ast.literal_eval({"true": "True", "false": "False"}.get(value.strip().lower(), value.strip()))
        except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
            raise ValueError(value) from error
    if not _fits(value, annotation):
        raise ValueError(value)
    return value  # type: ignore[return-value]  # _fits has seen that it is one


def _unknown(name: object, known: Iterable[str], notebooks: Iterable[str]) -> Problem:
    if name == GATHERS or name in GIVEN_BY_THE_RUNNER:
        return Problem(
            f"parameter {name}",
            "a value",
            "none",
            "The runner gives it; choose business units and the quarter of the run instead.",
        )
    names = sorted(known)
    guess = nearest(str(name), names)
    expected = f"one of {', '.join(names)}" if names else "none: the notebooks have no parameters of their own"
    remedy = f"Did you mean {guess}?" if guess else f"The parameters of {', '.join(notebooks)} are listed at their top."
    return Problem(f"parameter {quoted(name)}", "an unknown name", expected, remedy)


def _fits(value: object, annotation: str) -> bool:
    """Say whether a value is plain Python and of one of the kinds an annotation names."""
    if not _is_plain(value):
        return False
    kinds = [part.strip().split("[")[0] for part in annotation.strip("\"'").split("|")]
    accepted = [kind for name in kinds for kind in _KINDS.get(name, ())]
    if isinstance(value, bool):
        return bool in accepted
    return isinstance(value, tuple(accepted)) and (not isinstance(value, list) or _items_fit(value, annotation))


def _items_fit(values: list[object], annotation: str) -> bool:
    _, found, rest = annotation.partition("list[")
    return not found or all(_fits(value, rest.split("]")[0]) for value in values)


def _is_plain(value: object) -> bool:
    # type() and not isinstance: papermill writes a subclass, such as a numpy number, as a text
    if type(value) is list:
        return all(_is_plain(item) for item in value)
    if type(value) is float:
        return math.isfinite(value)
    return value is None or type(value) in {str, int, bool}
