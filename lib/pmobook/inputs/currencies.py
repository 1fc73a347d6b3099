"""Amounts in other currencies become the engagement's money, once, at the rates it states; nothing is converted in silence."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.faults import Fault
from pmobook.method.forms import FormSpecification
from pmobook.vocabulary import quoted

__all__ = ["convert_amounts", "find_unknown_currencies"]

_CURRENCY, _COUNTED, _MONEY = "currency", "unit_of_measure", "money"


def find_unknown_currencies(form: FormSpecification, frame: pd.DataFrame, money: Money) -> list[Fault]:
    """Return a fault for each row in a currency without a stated rate, or with a currency for amounts that are no money.

    Parameters
    ----------
    form
        The form; one without a column ``currency`` has no such fault.
    frame
        Its typed rows.
    money
        The engagement's currency and the rates it states.
    """
    if _CURRENCY not in form.column_names:
        return []
    codes, is_money = _codes(frame, money), _is_money(form, frame)
    known = {money.currency, *money.rates}
    rows = zip(frame["row"].tolist(), frame[_CURRENCY].tolist(), codes.tolist(), is_money.tolist(), strict=True)
    return [
        _no_rate(int(row), given, code, money) if counted else _no_money(int(row), given)
        for row, given, code, counted in rows
        if not pd.isna(given) and (code not in known or not counted)
    ]


def _no_rate(row: int, given: str, code: str, money: Money) -> Fault:
    rated = f", or a currency with a rate: {', '.join(sorted(money.rates))}" if money.rates else ""
    remedy = (
        f"State what it is worth in engagement.yaml, under money > rates > {code}: rate, dated, source. "
        "Or leave the cell empty if the amounts are in the engagement's currency."
    )
    return Fault(row, _CURRENCY, quoted(given), f"the engagement's {money.currency}{rated}", remedy)


def _no_money(row: int, given: str) -> Fault:
    return Fault(row, _CURRENCY, f"{quoted(given)}, while {_COUNTED} is not money", "a currency only beside amounts of money",
                 "Clear the currency, or write money as the unit of measure.")  # fmt: skip


def convert_amounts(form: FormSpecification, frame: pd.DataFrame, money: Money) -> pd.DataFrame:
    """Return a form's rows in the engagement's money.

    Parameters
    ----------
    form
        The form; one without a column ``currency`` stays as it is.
    frame
        Its typed rows. An empty currency is the engagement's.
    money
        The engagement's currency and the rates it states.

    Returns
    -------
    DataFrame
        Unchanged if no row is in another currency. Else each amount of money is that given times ``rate``, and before the
        column ``row`` stand ``<amount>_as_given`` and ``rate`` (1 for rows in the engagement's currency). An amount whose
        currency has no stated rate is missing.
    """
    if _CURRENCY not in form.column_names or frame.empty:
        return frame
    codes = _codes(frame, money)
    if not (codes.ne(money.currency) & _is_money(form, frame)).any():
        return frame
    worth = {money.currency: 1.0, **{code: one.rate for code, one in money.rates.items()}}
    rates = codes.map(worth).astype("float64").where(_is_money(form, frame), 1.0)
    amounts = [column.name for column in form.columns if column.unit_of_measure in {_MONEY, f"as in {_COUNTED}"}]
    kept = {f"{name}_as_given": frame[name] for name in amounts}
    changed = frame.drop(columns="row").assign(**{name: frame[name] * rates for name in amounts}, **kept)
    return changed.assign(rate=rates, row=frame["row"])


def _codes(frame: pd.DataFrame, money: Money) -> pd.Series:
    """Return each row's currency as a code; the engagement's where none is given."""
    return frame[_CURRENCY].str.strip().str.upper().replace("", None).fillna(money.currency)


def _is_money(form: FormSpecification, frame: pd.DataFrame) -> pd.Series:
    """Say for each row whether its amounts count money."""
    if _COUNTED not in form.column_names:
        return pd.Series(True, index=frame.index)
    return frame[_COUNTED].str.strip().str.casefold().eq(_MONEY)
