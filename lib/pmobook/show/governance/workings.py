"""Why the evidence implies what it does: every project's dimensions, figures, bands and the rule."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.governance import GovernanceAssessment, ImpliedRating
from pmobook.language import say
from pmobook.method.governance import Dimension, GovernanceMethod, governance_method
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import days, number, share_as_percent
from pmobook.show.status import confidence_mark
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["why_implied"]

_BANDS = tuple(str(one) for one in reversed(Confidence))


def why_implied(governance: GovernanceAssessment, method: GovernanceMethod | None = None) -> Exhibit:
    """Show the rule and its bands, then for each project, one click away, every dimension with its figure and band."""
    rules = method or governance_method()
    if not governance.implied:
        return paragraph(say("Nothing is implied: the form projects was not handed in."))
    titles = dict(zip(governance.governance_status["project_id"], governance.governance_status["title"], strict=True))
    folded = [_project(titles.get(project) or project, found) for project, found in governance.implied.items()]
    return stack(paragraph(_rule(rules)), _bands(rules), Exhibit(f"<h3>{say('Each project')}</h3>"), *folded)


def _rule(method: GovernanceMethod) -> str:
    how, fewest = method.combination, number(method.combination.fewest_dimensions.value)
    if how.rule == "worst":
        return say("The worst dimension decides. With fewer than {fewest} dimensions known, nothing is implied.", fewest=fewest)
    most = number(how.most_above_worst.value)
    return say(
        "Each dimension of evidence falls in a band. The implied rating is the mean of the "
        "bands, red 0 to green 4, to the nearest band with halves down, and at most {most} above "
        "the worst. With fewer than {fewest} dimensions known, nothing is implied.",
        most=most,
        fewest=fewest,
    )


def _bands(method: GovernanceMethod) -> Exhibit:
    rows = pd.DataFrame(
        [
            {
                "title": one.title,
                "measures": one.measures,
                "weight": one.weight,
                **{band: _limit(name, one, band) for band in _BANDS[1:]},
            }
            for name, one in method.evidence.items()
        ]
    )
    columns = [
        Column("title", say("Dimension")),
        Column("measures", say("Its figure"), hide_on_phone=True),
        *(Column(band, say("{band} from", band=band.capitalize()), "right") for band in _BANDS[1:]),
        Column("weight", say("Weight"), "right", lambda value: number(value, 0 if float(str(value)).is_integer() else 2)),
    ]
    gates = say(
        "A skipped gate makes the gate record {gate_skipped} at best, conditions open long make it {gate_conditions} at best.",
        gate_skipped=method.gate_skipped,
        gate_conditions=method.gate_conditions,
    )
    return table(
        rows,
        columns,
        say("Bands of the evidence"),
        say("Short of the first limit a dimension is green; of benefits, a limit and less counts as worse. {gates}", gates=gates),
    )


def _limit(name: str, dimension: Dimension, band: str) -> str:
    value = dimension.limits[band]
    return days(value) if name in {"schedule", "gates"} else share_as_percent(value)


def _project(title: str, found: ImpliedRating) -> Exhibit:
    rows = pd.DataFrame(
        {
            "title": [one.title for one in found.evidence],
            "written": [one.written for one in found.evidence],
            "band": [None if one.band is None else str(one.band) for one in found.evidence],
            "reason": [one.reason for one in found.evidence],
        }
    )
    columns = [
        Column("title", say("Dimension")),
        Column("written", say("Figure")),
        Column("band", say("Band"), form=confidence_mark, is_html=True),
        Column("reason", say("Note")),
    ]
    shown = table(rows, columns, say("Evidence of {title}", title=title), found.reason, caption_shown=False)
    head = f"{title}: {found.rating or NOT_ASSESSED}"
    return Exhibit(f'<details class="pmo-nested"><summary>{html.escape(head)}</summary>{shown.html}</details>')
