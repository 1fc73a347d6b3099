"""The page of the documentation that says how results are recorded and what every table holds."""

from __future__ import annotations

from pmobook.record.tables import STAMP, TABLES, Column

__all__ = ["results_reference"]

_ABOUT = """\
# How results are recorded

<!-- The tables are made from lib/pmobook/record/tables/ by `make docs`; change them there. -->

An engagement keeps what was assessed in its folder `results/`, or in [an object store](storage.md). Nothing there needs a
server, and nothing of it belongs into version control.

| place | what it is |
| --- | --- |
| `tables/` | one [Delta Lake](https://delta-io.github.io/delta-rs/) table for each kind of result |
| `publications/` | numbered statements: which version of every table was published, when, from which batch |
| `notebooks/<quarter>/<business unit>/` | the executed notebooks; one that failed ends in `.failed.ipynb` |
| `staging/` | results that wait for the rest of their batch; a run that was stopped goes on from here |
| `method/` | the method of each publication, by which [a past quarter](history.md) is computed again |
| `log/` | [a line a notebook](running.md#while-it-runs) of the newest batches |
| `packs_read/`, `pages/` | packs read and pages drawn before, which may be deleted; they hold figures, so guard them |
| `outbox/` | [news](quarter.md#what-is-told) that is not delivered yet |

**Published together.** A batch commits each table once and then writes one publication. Readers see the versions that the
newest publication names, so a run that is killed half-way shows nothing half. Run it again: what was ready is kept.

**Kept apart.** A batch replaces exactly the business units and the quarter that it assessed. A business unit of which anything
fails keeps what was published of it before, all of it; the others go on.

**Traceable.** Every row carries the run that made it; `runs` says what went into that run (digests of the input packs, the
method, the library, the notebook; the parameters). The same inputs and method give the same `run_id` and the same rows, so a
run whose inputs have not changed is kept and not repeated; `--force` repeats it.

## Reading them

```python
from pmobook.record.store import open_store
from pmobook.vocabulary import Quarter

store = open_store("params/demo")
store.table("area_scores", Quarter.parse("2026Q3"), "retail")  # a pandas frame, as last published
store.as_of(1).table("area_scores")  # as it stood after the first publication
```

DuckDB, Spark and Power BI open the folders in `tables/` directly, at the version that the newest publication names. A missing
value means not assessed, or not applicable, as the column says; it is never zero. A share is 0 to 1; money is in the
engagement's currency and scale.

## Every table begins with

"""


def results_reference() -> str:
    """Return the page in Markdown."""
    parts = [_ABOUT + _lines(STAMP)]
    for table in TABLES.values():
        key = ", ".join(table.key)
        parts.append(
            f"## {table.name}\n\n{table.meaning} Rows are told apart by {key or 'run_id'}.\n\n{_lines(table.own_columns)}"
        )
    return "\n".join(parts)


def _lines(columns: tuple[Column, ...]) -> str:
    rows = [f"| {column.name} | {column.kind} | {column.meaning.replace('|', '/')} |" for column in columns]
    return "\n".join(["| column | kind | meaning |", "| --- | --- | --- |", *rows, ""])
