"""Write an organisation's contribution to a pool: scores, sector and size, and no name of anything."""

from __future__ import annotations

import json
import math
import secrets
from pathlib import Path

import pandas as pd

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pool import CONTRIBUTED, AreaRecord, Contribution, ExchangeRecord, RatersBand
from pmobook.record.store import open_store
from pmobook.vocabulary import Quarter

__all__ = ["write_contribution"]


def write_contribution(engagement: Engagement, quarter: Quarter | None = None) -> Path:
    """Write the published scores of a quarter as exchange records to the engagement's folder ``contributed``.

    The file holds, for each business unit, the scores by the rule and instrument that it is judged by, rounded to two
    places, and how many people rated as a band. It holds no name or id of the organisation, its business units or its
    people. Whether it leaves the building is its owner's decision: nothing is sent.

    Parameters
    ----------
    engagement
        With published results.
    quarter
        The latest published if not given.

    Raises
    ------
    PmobookError
        If nothing, or no maturity, is published for the quarter, or the business units are assessed by several models.
    """
    store = open_store(engagement.folder)
    chosen = quarter or max(store.quarters(), default=None)
    if chosen is None or chosen not in store.quarters():
        message = f"Nothing is published{f' for {chosen}' if chosen else ''}. Assess the business units first: pmobook run"
        raise PmobookError(message)
    scores = store.table("area_scores", chosen)
    scores = scores[scores["is_chosen_rule"].astype(bool)]
    units = [unit for unit in engagement.business_units if unit in set(scores["business_unit"])]
    models = {(model.model_id, model.version) for model in map(engagement.model, units)}
    if not models:
        message = f"No maturity is published for {chosen}, and a contribution is made of it. Run 10_maturity first: pmobook run"
        raise PmobookError(message)
    if len(models) > 1:
        named = ", ".join(sorted(f"{model_id} {version}" for model_id, version in models))
        message = f"A contribution is made by one maturity model; the business units are assessed by {named}"
        raise PmobookError(message)
    ((model_id, version),) = models
    contribution = Contribution(
        format="pmobook exchange 1",
        contribution_id=secrets.token_hex(16),
        model_id=model_id,
        model_version=version,
        sector=engagement.parameters.sector,
        size=engagement.parameters.size,
        # By score, not by business unit: the order of the records says nothing about whose they are.
        records=tuple(sorted((_record(chosen, rows) for _, rows in scores.groupby("business_unit")), key=str)),
    )
    place = engagement.folder / CONTRIBUTED / f"{chosen}-{contribution.contribution_id[:8]}.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(contribution.model_dump(mode="json"), indent=1) + "\n", encoding="utf-8")
    return place


def _record(quarter: Quarter, rows: pd.DataFrame) -> ExchangeRecord:
    first = rows.iloc[0]
    return ExchangeRecord(
        quarter=str(quarter),
        rule=first["rule"],
        instrument="survey" if pd.isna(first["instrument"]) else first["instrument"],
        raters=_band(int(rows["raters"].fillna(0).max())),
        areas={
            row["area_id"]: AreaRecord(score=_two(row["score"]), low=_two(row["low"]), high=_two(row["high"]))
            for row in rows.to_dict(orient="records")
        },
    )


def _two(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 2)


def _band(raters: int) -> RatersBand:
    bands: tuple[tuple[int, RatersBand], ...] = ((25, "25 or more"), (10, "10 to 24"), (5, "5 to 9"), (1, "1 to 4"))
    return next((word for least, word in bands if raters >= least), "none")
