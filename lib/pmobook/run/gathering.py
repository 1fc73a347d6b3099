"""What a notebook gathers: the runs of the notebooks numbered before it, by their ids, before any of them has run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pmobook.record.store import Store
from pmobook.run.catalogue import Notebook
from pmobook.vocabulary import Quarter

__all__ = ["NotRecorded", "Standing", "gathered_runs"]


class NotRecorded(Exception):
    """A notebook's results are to be gathered and are neither recorded nor about to be; says so in a sentence."""


@dataclass(frozen=True)
class Standing:
    """The runs that stand published.

    Attributes
    ----------
    now
        Business unit to notebook to run id, for the quarter assessed.
    before
        Business unit to the last quarter before it with results, and to its runs in the same way.
    """

    now: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    before: Mapping[str, tuple[Quarter, Mapping[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, quarter: Quarter) -> Standing:
        """Return the runs that a store holds."""
        before: dict[str, tuple[Quarter, Mapping[str, str]]] = {}
        for earlier in store.quarters():
            if earlier < quarter:
                before |= {unit: (earlier, runs) for unit, runs in store.run_ids(earlier).items() if runs}
        return cls(store.run_ids(quarter), before)


def gathered_runs(
    business_unit: str,
    quarter: Quarter,
    notebook: Notebook,
    catalogue: Collection[Notebook],
    planned: Mapping[str, str],
    standing: Standing,
) -> str:
    """Return the runs that a notebook gathers, as it is given them: ``2026Q3/10_maturity=1f…,2026Q2/10_maturity=9c…``.

    Parameters
    ----------
    business_unit, quarter, notebook
        Which.
    catalogue
        All notebooks there are.
    planned
        Notebook to run id, for those of the business unit that this batch runs.
    standing
        What stands published.

    Raises
    ------
    NotRecorded
        If a notebook numbered before it is neither planned nor published.
    """
    names = sorted(one.name for one in catalogue if one.name < notebook.name and not one.gathers)
    now = {**standing.now.get(business_unit, {}), **planned}
    missing = [name for name in names if name not in now]
    if missing:
        message = (
            f"{notebook.name} gathers what {', '.join(missing)} recorded for {quarter}, and nothing is recorded. "
            "Run all notebooks, or these too."
        )
        raise NotRecorded(message)
    runs = [f"{quarter}/{name}={now[name]}" for name in names]
    if business_unit in standing.before:
        earlier, recorded = standing.before[business_unit]
        runs += [f"{earlier}/{name}={recorded[name]}" for name in sorted(recorded)]
    return ",".join(runs)
