"""How it was computed: each index with its amounts, what was left out, the past projects, and the rates of exchange."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.earned_value import MoneyAssessment, ProjectMoney
from pmobook.inputs.engagement_parameters import Money
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, measured, money, number, period, share_as_percent
from pmobook.show.money.lines import COSTS_MISSING, in_money
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["how_computed"]


def how_computed(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    """Show the arithmetic of every project, one click each, the past projects and the rates of exchange."""
    if not assessment.projects:
        return paragraph(COSTS_MISSING)
    folded = [_project(one, money_of) for one in assessment.projects]
    return stack(Exhibit("<h3>Each project's figures</h3>"), *folded, _past(assessment, money_of), _rates(money_of))


def _project(one: ProjectMoney, money_of: Money) -> Exhibit:
    rows = pd.DataFrame(_arithmetic(one, money_of), columns=["value", "rule", "figures", "result"])
    columns = [
        Column("value", "Value"),
        Column("rule", "Rule"),
        Column("figures", "Figures"),
        Column("result", "Result", "right"),
    ]
    shown = table(rows, columns, f"Figures of {one.title}", f"{one.note}." if one.note else "", caption_shown=False)
    as_of = f", as of {period(one.costs.as_of)}" if one.costs.as_of else ""
    head = html.escape(f"{one.title}{as_of}")
    return Exhibit(f'<details class="pmo-nested"><summary>{head}</summary>{shown.html}</details>')


def _arithmetic(one: ProjectMoney, money_of: Money) -> list[tuple[str, str, str, str]]:
    got, time = one.indices, one.schedule
    pv, ev, ac, bac = (money(value, money_of, 2) for value in (got.pv, got.ev, got.ac, got.bac))

    def line(name: str, rule: str, figures: str, key: str, result: str) -> tuple[str, str, str, str]:
        why = got.reason(key)
        return name, rule, figures, f"{NOT_ASSESSED}: {why}" if why else result

    def amount(key: str) -> str:
        return money(got[key], money_of, 2)

    rest = f"{bac}\N{MINUS SIGN}{ev}"
    cpi, spi = number(got.cpi, 3), number(got.spi, 3)
    return [
        line("Planned value (PV)", "sum of the plan to date", "", "pv", pv),
        line("Earned value (EV)", "sum to date", "", "ev", ev),
        line("Actual cost (AC)", "sum to date", "", "ac", ac),
        line("Budget at completion (BAC)", "sum of the plan", "", "bac", bac),
        line("Cost performance index (CPI)", "EV / AC", f"{ev} / {ac}", "cpi", cpi),
        line("Schedule performance index (SPI)", "EV / PV", f"{ev} / {pv}", "spi", spi),
        line("If it goes on so (EAC)", "BAC / CPI", f"{bac} / {cpi}", "eac_typical", amount("eac_typical")),
        line("If the rest is as planned (EAC)", "AC + BAC \N{MINUS SIGN} EV", f"{ac} + {rest}", "eac_atypical",
             amount("eac_atypical")),
        line("If lateness costs too (EAC)", "AC + (BAC \N{MINUS SIGN} EV) / (CPI \N{MULTIPLICATION SIGN} SPI)",
             f"{ac} + ({rest}) / ({cpi} \N{MULTIPLICATION SIGN} {spi})", "eac_combined", amount("eac_combined")),
        line("CPI needed (TCPI)", "(BAC \N{MINUS SIGN} EV) / (BAC \N{MINUS SIGN} AC)",
             f"({rest}) / ({bac}\N{MINUS SIGN}{ac})", "tcpi", number(got.tcpi, 2)),
        ("Earned schedule (ES)", "months of the plan until it had EV", "", measured(time.es)),
        ("Schedule index in time, SPI(t)", "ES / months gone by", f"{measured(time.es)} / {measured(time.at)}",
         number(time.spi_t, 2)),
        ("Duration forecast", "planned months / SPI(t)", f"{measured(time.planned_duration)} / {number(time.spi_t, 2)}",
         measured(time.forecast_duration)),
    ]  # fmt: skip


def _past(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    amount = in_money(money_of, 2)
    columns = [
        Column("project_id", "Project"),
        Column("basis", "What is compared"),
        Column("first_reported", "First in"),
        Column("first_cost", "First", "right", amount),
        Column("last_reported", "Last in"),
        Column("last_cost", "Last", "right", amount),
        Column("ratio", "Last of first", "right", lambda value: share_as_percent(value, 1)),
    ]
    rows = assessment.outcomes
    present = [column for column in columns if column.name in rows.columns]
    note = f"{assessment.past.sentence}."
    shown = table(rows.sort_values("ratio"), present, "Past projects", note, when_empty="There is no past project.")
    return Exhibit(
        f"<h3>The past that forecasts stand beside</h3><details><summary>Past projects</summary>{shown.html}</details>"
    )


def _rates(money_of: Money) -> Exhibit:
    if not money_of.rates:
        return paragraph(f"Every amount came in {money_of.currency}; no rate of exchange was used.")
    said = "".join(
        f"<li>1 {html.escape(code)} = {number(rate.rate, 4)} {money_of.currency} "
        f"({date(rate.dated)}, {html.escape(rate.source)})</li>"
        for code, rate in sorted(money_of.rates.items())
    )
    return Exhibit(f"<p>Amounts in other currencies were converted where the packs are read, at these rates:</p><ul>{said}</ul>")
