"""Makers of findings, forms and recorded tables."""

import pandas as pd
import pytest

from pmobook.assess import tables
from pmobook.assess.findings import Finding, findings_table
from pmobook.assess.tables import build
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form


@pytest.fixture
def findings():
    """A table of findings from notebook to findings as (kind, subject, severity, owner)."""

    def make(**notebooks):
        made = [
            findings_table(
                name, [Finding(kind, subject, severity, f"{kind} {subject}.", owner) for kind, subject, severity, owner in told]
            )
            for name, told in notebooks.items()
        ]
        return pd.concat(made, ignore_index=True)

    return make


@pytest.fixture
def recorded():
    """A recorded table from rows that name only some of its columns."""

    def make(name, *rows):
        kinds = getattr(tables, name.upper())
        blank = {"str": "", "bool": False, "datetime64[us]": pd.NaT, "float64": float("nan")}
        return build(({column: row.get(column, blank.get(kind, pd.NA)) for column, kind in kinds.items()} for row in rows), kinds)

    return make


@pytest.fixture
def agreed():
    """The form actions from rows that name only some of its columns."""

    def make(*rows):
        empty = empty_frame(form("actions"))
        if not rows:
            return empty
        numbered = [{"row": place, **one} for place, one in enumerate(rows, start=2)]
        columns = {name: pd.Series([one.get(name) for one in numbered], dtype=empty[name].dtype) for name in empty.columns}
        return pd.DataFrame(columns)

    return make
