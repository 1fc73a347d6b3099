"""What stands published beside the results that a batch brings: a business unit is never shown from two packs at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

from pmobook.record.store import Store
from pmobook.run.plan import Plan
from pmobook.vocabulary import Quarter

__all__ = ["refuse_mixed_packs", "standing_inputs"]


def standing_inputs(store: Store, quarter: Quarter) -> dict[str, dict[str, str]]:
    """Return business unit to notebook to the digest of the inputs from which its standing results were made.

    The digest is empty if the table of runs doesn't know the run.
    """
    runs = store.table("runs", quarter).dropna(subset="input_digest")
    digests = dict(zip(zip(runs["business_unit"], runs["run_id"], strict=True), runs["input_digest"], strict=True))
    return {
        unit: {notebook: digests.get((unit, run_id), "") for notebook, run_id in notebooks.items()}
        for unit, notebooks in store.run_ids(quarter).items()
    }


def refuse_mixed_packs(
    plan: Plan, standing: Mapping[str, Mapping[str, str]], chosen: Collection[str], catalogue: Collection[str]
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
        Names of all notebooks there are; results of one that is no more go anyway.
    """
    others = [name for name in sorted(catalogue) if name not in chosen]
    failed = dict(plan.failed)
    for task in plan.tasks:
        stands = standing.get(task.business_unit, {})
        older = [name for name in others if name in stands and stands[name] != task.fingerprint.input_digest]
        if older:
            failed[task.business_unit] = (
                f"Its pack (or its own file, or engagement.yaml) has changed since {', '.join(older)} "
                f"{'was' if len(older) == 1 else 'were'} recorded; run all notebooks."
            )
    tasks = tuple(task for task in plan.tasks if task.business_unit not in failed)
    return dataclasses.replace(plan, tasks=tasks, failed=failed)
