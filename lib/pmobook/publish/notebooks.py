"""Parameters put into a scorecard's notebook before it runs."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import nbformat

__all__ = ["with_parameters"]


def with_parameters(notebook: Any, parameters: Mapping[str, str]) -> Any:  # noqa: ANN401 - nbformat has no types
    """Return a notebook with a cell after its parameters cell that sets them.

    Parameters
    ----------
    notebook
        With one cell tagged ``parameters``.
    parameters
        Name to value. Names must be those of the cell: whatever stands in a name would be run.

    Raises
    ------
    ValueError
        If the notebook has no parameters cell, or its cell doesn't set a name.
    """
    places = [place for place, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", ())]
    if len(places) != 1:
        message = f"a scorecard's notebook has one cell tagged parameters, this one has {len(places)}"
        raise ValueError(message)
    known = _names(notebook.cells[places[0]].source)
    unknown = sorted(set(parameters) - known)
    if unknown:
        message = f"the notebook has no parameter {', '.join(unknown)}; it has {', '.join(sorted(known))}"
        raise ValueError(message)
    source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    cell = nbformat.v4.new_code_cell(  # type: ignore[no-untyped-call]
        source, id="injected-parameters", metadata={"tags": ["injected-parameters"]}
    )
    notebook.cells.insert(places[0] + 1, cell)
    return notebook


def _names(source: str) -> set[str]:
    """Return the names that a parameters cell sets."""
    return {
        node.target.id for node in ast.parse(source).body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
