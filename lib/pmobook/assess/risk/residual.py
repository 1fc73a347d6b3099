"""Estimates of risks after their responses are carried out, read beside the estimates of now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.risk.reading import IMPACTS, Risks
from pmobook.assess.tables import present, records_of, text_of
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.vocabulary import NOT_ASSESSED, quoted

__all__ = ["RESIDUAL", "Responses", "read_responses"]

RESIDUAL = ("residual_probability", "residual_impact_low", "residual_impact_likely", "residual_impact_high")
_NUMBERS = ("response_cost", *RESIDUAL)
_AS_IT_IS = ("", "accept")


@dataclass(frozen=True, eq=False)
class Responses:
    """What is done about risks, and what would be left of them.

    Attributes
    ----------
    residual
        The risks with the estimates that hold once every response is carried out; a risk whose response has no estimate, or
        that has none, stays as it is.
    table
        By risk id, only risks that something is done about: response, title, owner, cost (missing: not assessed), due (missing:
        no day set) and note (why its effect is not assessed; empty if it is).
    """

    residual: Risks
    table: pd.DataFrame

    @property
    def assessed(self) -> list[str]:
        """Risks of which it is known what their response would leave."""
        return [str(risk) for risk, note in zip(self.table.index, self.table["note"], strict=True) if not note]


def read_responses(risks: pd.DataFrame, known: Risks) -> Responses:
    """Return the estimates that hold after the responses.

    Parameters
    ----------
    risks
        As handed in: where known response_cost, response_due, residual_probability, residual_impact_low, residual_impact_likely
        and residual_impact_high. Where a column or value is missing, the estimate of now holds.
    known
        The same risks, read.

    Raises
    ------
    ProblemsFound
        With every residual probability outside 0 to 1, residual impact that is negative, out of order or without the other two,
        cost below 0, day that is none and figure that is no number.
    """
    names = risks["risk_id"].map(text_of).tolist() if "risk_id" in risks else list(_names(len(risks)))
    rows = dict(zip(names, records_of(risks), strict=True))
    read: dict[str, dict[str, float]] = {}
    problems: list[Problem] = []
    for risk, row in rows.items():
        read[risk] = {
            name: _number(row.get(name), say("risk {risk}, {name}", risk=risk, name=name), problems) for name in _NUMBERS
        }
        problems += _wrong(say("risk {risk}", risk=risk), read[risk], is_normal=known.is_normal)
    due = {
        risk: _day(row.get("response_due"), say("risk {risk}, response_due", risk=risk), problems) for risk, row in rows.items()
    }
    if problems:
        raise ProblemsFound(problems)
    described = [
        _described(risk, row, read[risk], due[risk], known) for risk, row in sorted(rows.items()) if _is_response(row, read[risk])
    ]
    columns = ["risk_id", "response", "title", "owner", "cost", "due", "note"]
    table = pd.DataFrame(described, columns=columns).set_index("risk_id").astype({"cost": "float64", "due": "datetime64[us]"})
    return Responses(replace(known, table=_residual(known, read)), table)


def _names(count: int) -> Iterator[str]:
    """Yield the ids of risks that have none, as `pmobook.assess.risk.reading` gives them."""
    return (f"K{place:05}" for place in range(1, count + 1))


def _number(value: object, where: str, problems: list[Problem]) -> float:
    if not present(value) or (isinstance(value, str) and (not value.strip() or value.strip().lower().startswith(NOT_ASSESSED))):
        return float("nan")
    number = float(pd.to_numeric(pd.Series([value], dtype=object), errors="coerce").iloc[0])
    if np.isnan(number):
        problems.append(Problem(where, quoted(value), "a number", "Write a number, or leave it empty."))
    return number


def _day(value: object, where: str, problems: list[Problem]) -> Any:  # noqa: ANN401 - a moment or none
    if not present(value) or (isinstance(value, str) and not value.strip()):
        return pd.NaT
    day = pd.to_datetime(pd.Series([value], dtype=object), errors="coerce").iloc[0]
    if pd.isna(day):
        problems.append(Problem(where, quoted(value), "a day, as in 2026-09-15", "Write the day, or leave it empty."))
    return day


def _wrong(where: str, row: Mapping[str, float], *, is_normal: bool) -> Iterator[Problem]:
    cost, chance, impacts = row["response_cost"], row["residual_probability"], [row[name] for name in RESIDUAL[1:]]
    if cost < 0 or np.isinf(cost):
        yield Problem(f"{where}, response_cost", f"{cost:g}", "0 or more", "Write what carrying it out costs, without a sign.")
    if chance < 0 or chance > 1:
        yield Problem(f"{where}, residual_probability", f"{chance:g}", "a number from 0 to 1", "Write 40 % as 0.4.")
    given = [name for name, value in zip(RESIDUAL[1:], impacts, strict=True) if not np.isnan(value)]
    if not given:
        return
    at = say("{where}, residual_impact_low / likely / high", where=where)
    found = " / ".join("nothing" if np.isnan(one) else f"{one:g}" for one in impacts)
    if is_normal:
        yield Problem(at, found, "no residual impacts beside mean and sd", "Give impacts as low, likely and high.")
    elif len(given) < len(impacts):
        yield Problem(at, found, "all three, or none", "Fill in what is missing; leave all three empty if impacts stay.")
    elif min(impacts) < 0 or np.isinf(impacts).any():
        yield Problem(at, found, "amounts of 0 or more", "An impact is a loss; write it without a sign.")
    elif impacts != sorted(impacts):
        yield Problem(at, found, "amounts that rise", "Put the three in order.")


def _is_response(row: Mapping[str, Any], read: Mapping[str, float]) -> bool:
    return text_of(row.get("response")).strip().lower() not in _AS_IT_IS or not all(np.isnan(one) for one in read.values())


def _described(risk: str, row: Mapping[str, Any], read: Mapping[str, float], due: object, known: Risks) -> tuple[Any, ...]:
    note = ""
    if risk in known.left_out:
        note = say("the risk has {left_out}", left_out=known.left_out[risk])
    elif all(np.isnan(read[name]) for name in RESIDUAL):
        note = say("nobody says what it would leave")
    return (
        risk,
        text_of(row.get("response")),
        text_of(row.get("title")),
        text_of(row.get("owner")),
        read["response_cost"],
        due,
        note,
    )


def _residual(known: Risks, read: Mapping[str, Mapping[str, float]]) -> pd.DataFrame:
    table = known.table.copy()
    names = ("probability",) if known.is_normal else ("probability", *IMPACTS)
    for name in names:
        after = np.array([read[str(risk)][f"residual_{name}"] for risk in table.index], dtype=np.float64)
        table[name] = np.where(np.isnan(after), table[name].to_numpy(dtype=np.float64), after)
    return table
