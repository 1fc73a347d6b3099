"""How it was computed: each index with its amounts, what was left out, the past projects, and the rates of exchange."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.earned_value import MoneyAssessment, ProjectMoney
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, measured, money, number, period, share_as_percent
from pmobook.show.money.lines import COSTS_MISSING, in_money
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["how_computed"]

_EACH = said_later("Each project's figures")


def how_computed(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    """Show the arithmetic of every project, one click each, the past projects and the rates of exchange."""
    if not assessment.projects:
        return paragraph(say(COSTS_MISSING))
    folded = [_project(one, money_of) for one in assessment.projects]
    return stack(Exhibit(f"<h3>{html.escape(say(_EACH))}</h3>"), *folded, _past(assessment, money_of), _rates(money_of))


def _project(one: ProjectMoney, money_of: Money) -> Exhibit:
    rows = pd.DataFrame(_arithmetic(one, money_of), columns=["value", "rule", "figures", "result"])
    columns = [
        Column("value", say("Value")),
        Column("rule", say("Rule")),
        Column("figures", say("Figures")),
        Column("result", say("Result"), "right"),
    ]
    shown = table(
        rows, columns, say("Figures of {title}", title=one.title), f"{one.note}." if one.note else "", caption_shown=False
    )
    as_of = say(", as of {as_of}", as_of=period(one.costs.as_of)) if one.costs.as_of else ""
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
        line(say("Planned value (PV)"), say("sum of the plan to date"), "", "pv", pv),
        line(say("Earned value (EV)"), say("sum to date"), "", "ev", ev),
        line(say("Actual cost (AC)"), say("sum to date"), "", "ac", ac),
        line(say("Budget at completion (BAC)"), say("sum of the plan"), "", "bac", bac),
        line(say("Cost performance index (CPI)"), say("EV / AC"), f"{ev} / {ac}", "cpi", cpi),
        line(say("Schedule performance index (SPI)"), say("EV / PV"), f"{ev} / {pv}", "spi", spi),
        line(say("If it goes on so (EAC)"), say("BAC / CPI"), f"{bac} / {cpi}", "eac_typical", amount("eac_typical")),
        line(say("If the rest is as planned (EAC)"), say("AC + BAC \N{MINUS SIGN} EV"), f"{ac} + {rest}", "eac_atypical",
             amount("eac_atypical")),
        line(say("If lateness costs too (EAC)"), say("AC + (BAC \N{MINUS SIGN} EV) / (CPI \N{MULTIPLICATION SIGN} SPI)"),
             f"{ac} + ({rest}) / ({cpi} \N{MULTIPLICATION SIGN} {spi})", "eac_combined", amount("eac_combined")),
        line(say("CPI needed (TCPI)"), say("(BAC \N{MINUS SIGN} EV) / (BAC \N{MINUS SIGN} AC)"),
             f"({rest}) / ({bac}\N{MINUS SIGN}{ac})", "tcpi", number(got.tcpi, 2)),
        (say("Earned schedule (ES)"), say("months of the plan until it had EV"), "", measured(time.es)),
        (say("Schedule index in time, SPI(t)"), say("ES / months gone by"), f"{measured(time.es)} / {measured(time.at)}",
         number(time.spi_t, 2)),
        (say("Duration forecast"), say("planned months / SPI(t)"), f"{measured(time.planned_duration)} / {number(time.spi_t, 2)}",
         measured(time.forecast_duration)),
    ]  # fmt: skip


def _past(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    amount = in_money(money_of, 2)
    columns = [
        Column("project_id", say("Project")),
        Column("basis", say("What is compared")),
        Column("first_reported", say("First in")),
        Column("first_cost", say("First"), "right", amount),
        Column("last_reported", say("Last in")),
        Column("last_cost", say("Last"), "right", amount),
        Column("ratio", say("Last of first"), "right", lambda value: share_as_percent(value, 1)),
    ]
    rows = assessment.outcomes
    present = [column for column in columns if column.name in rows.columns]
    note = f"{assessment.past.sentence}."
    shown = table(rows.sort_values("ratio"), present, say("Past projects"), note, when_empty=say("There is no past project."))
    return Exhibit(
        f"<h3>{say('The past that forecasts stand beside')}</h3>"
        f"<details><summary>{say('Past projects')}</summary>{shown.html}</details>"
    )


def _rates(money_of: Money) -> Exhibit:
    if not money_of.rates:
        return paragraph(say("Every amount came in {currency}; no rate of exchange was used.", currency=money_of.currency))
    said = "".join(
        f"<li>1 {html.escape(code)} = {number(rate.rate, 4)} {money_of.currency} "
        f"({date(rate.dated)}, {html.escape(rate.source)})</li>"
        for code, rate in sorted(money_of.rates.items())
    )
    return Exhibit(
        f"<p>{say('Amounts in other currencies were converted where the packs are read, at these rates:')}</p><ul>{said}</ul>"
    )
