"""What stands published beside the results that a batch brings: a business unit is never shown from two packs at once."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pmobook.record.store import Store
from pmobook.run.catalogue import Notebook
from pmobook.run.input_contents import InputContents
from pmobook.run.plan import Plan
from pmobook.vocabulary import Quarter

__all__ = ["StandingInputs", "refuse_mixed_packs", "standing_inputs"]


@dataclass(frozen=True)
class StandingInputs:
    """What results that stand were made from.

    Attributes
    ----------
    digest
        Of the business unit's inputs, byte for byte; empty if the table of runs doesn't know the run.
    parts
        The parts that the notebook read, as JSON; empty if they were not recorded.
    """

    digest: str = ""
    parts: str = ""

    def hold(self, notebook: Notebook, inputs: InputContents) -> bool:
        """Say whether a notebook would read the same of a business unit's inputs as they are now."""
        if notebook.reads is None:
            return self.digest == inputs.digest
        return bool(self.parts) and inputs.parts(notebook.reads) == json.loads(self.parts)


def standing_inputs(store: Store, quarter: Quarter) -> dict[str, dict[str, StandingInputs]]:
    """Return business unit to notebook to what its standing results were made from."""
    runs = store.table("runs", quarter).dropna(subset="input_digest")
    columns = [runs[name] for name in ("business_unit", "run_id", "input_digest", "inputs")]
    known = {
        (unit, run_id): StandingInputs(digest, parts if isinstance(parts, str) else "")
        for unit, run_id, digest, parts in zip(*columns, strict=True)
    }
    return {
        unit: {notebook: known.get((unit, run_id), StandingInputs()) for notebook, run_id in notebooks.items()}
        for unit, notebooks in store.run_ids(quarter).items()
    }


def refuse_mixed_packs(
    plan: Plan, standing: Mapping[str, Mapping[str, StandingInputs]], chosen: Collection[str], catalogue: Collection[Notebook]
) -> Plan:
    """Fail the business units of which a batch of some notebooks would show results beside those of another pack.

    Parameters
    ----------
    plan
        The plan of the batch.
    standing
        What `standing_inputs` returned.
    chosen
        Names of the notebooks that the batch runs.
    catalogue
        All notebooks there are; results of one that is no more go anyway.
    """
    others = sorted((one for one in catalogue if one.name not in chosen), key=lambda one: one.name)
    failed = dict(plan.failed)
    for unit, inputs in plan.inputs.items():
        stands = standing.get(unit, {})
        older = [one.name for one in others if one.name in stands and not stands[one.name].hold(one, inputs)]
        if older:
            failed[unit] = (
                f"Its pack (or its own file, or engagement.yaml) has changed since {', '.join(older)} "
                f"{'was' if len(older) == 1 else 'were'} recorded; run all notebooks."
            )
    tasks = tuple(task for task in plan.tasks if task.business_unit not in failed)
    return dataclasses.replace(plan, tasks=tasks, failed=failed)
