"""Questions about the maturity of an invented PMO, small enough to be worked out by hand.

Tests are no package: a conftest loads this module by its place, as the one of tests/show does.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from pmobook.assess.maturity import MaturityPolicy, MaturityQuestion
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.method.maturity import MaturityModel
from pmobook.method.scoring_rules import RULE_NAMES

PERSPECTIVES = {
    "executive": ("Executives", "Executive"),
    "sponsor": ("Sponsors", "Sponsor"),
    "pmo": ("PMO", "PMO"),
}
LAST_DAY = dt.date(2026, 9, 30)


def fill_form(name, rows):
    """Return rows as the typed frame that reading a pack gives."""
    empty = empty_frame(form(name))
    unknown = {key for row in rows for key in row} - set(empty.columns)
    assert not unknown, f"the form {name} has no column {unknown}"
    numbered = [{"row": number, **row} for number, row in enumerate(rows, 2)]
    return pd.DataFrame(
        {column: pd.Series([row.get(column) for row in numbered], dtype=kind) for column, kind in empty.dtypes.items()}
    )


def model_of(areas, rules=RULE_NAMES):
    """Return a model from area id to (weight, {capability id: weight}), with one practice and one action a level."""
    return MaturityModel.model_validate(
        {
            "model_id": "small",
            "title": "Small",
            "version": "1",
            "dated": "2026-01-01",
            "source": "a test",
            "levels": {str(level): f"Level {level}" for level in range(6)},
            "scoring_rules": list(rules),
            "perspectives": [
                {"perspective_id": one, "title": title, "roles": [role]} for one, (title, role) in PERSPECTIVES.items()
            ],
            "areas": [
                {
                    "area_id": area,
                    "title": area.replace("_", " ").title(),
                    "short_title": area.replace("_", " ").title()[:24],
                    "definition": area,
                    "weight": weight,
                    "capabilities": [_capability(one, own) for one, own in capabilities.items()],
                }
                for area, (weight, capabilities) in areas.items()
            ],
        }
    )


def _capability(capability_id, weight):
    title = capability_id.replace("_", " ").title()
    return {
        "capability_id": capability_id,
        "title": title,
        "definition": title,
        "weight": weight,
        "practices": [
            {
                "practice_id": f"{capability_id}_{level}a",
                "level": level,
                "statement": f"{title} is done as level {level} asks.",
                "evidence": f"The record of level {level}",
            }
            for level in range(1, 6)
        ],
        "actions": [
            {
                "action_id": f"{capability_id}_to_{level}",
                "to_level": level,
                "title": f"Bring {title} to level {level}",
                "person_days": 4 * level,
                "weeks": level,
            }
            for level in range(1, 6)
        ],
    }


def responses_of(ratings, roles=()):
    """Return the form responses from capability id to the ratings of raters r1, r2, r3…; None is "not assessed".

    Every rater has the role PMO unless `roles` names another, in the raters' order.
    """
    rows = [
        {
            "respondent_id": f"r{number}",
            "role": roles[number - 1] if number <= len(roles) else "PMO",
            "capability_id": capability,
            "rating": rating,
            "rating_not_assessed": "" if rating is None else None,
        }
        for capability, given in ratings.items()
        for number, rating in enumerate(given, 1)
    ]
    return fill_form("responses", rows)


def question_of(  # noqa: PLR0917 - what differs from case to case comes first
    ratings: Mapping[str, Sequence[int | None]],
    areas: Mapping[str, tuple[float, Mapping[str, float]]],
    targets: Mapping[str, float],
    rule: str = "weighted_mean",
    instrument: str = "survey",
    minimum_raters: int = 1,
    practices: Sequence[Mapping[str, object]] | None = None,
    evidence: Sequence[Mapping[str, object]] | None = None,
    *,
    roles: Sequence[str] = (),
    rules: Sequence[str] = RULE_NAMES,
    model: MaturityModel | None = None,
    earlier: Mapping[str, Sequence[int | None]] | None = None,
    unit: BusinessUnit | None = None,
    pool: pd.DataFrame | None = None,
    sector: str | None = None,
    size: str | None = None,
    **policy: object,
) -> MaturityQuestion:
    """Return a question about Retail's PMO.

    Parameters
    ----------
    ratings
        Capability to the ratings of r1, r2, r3…; None is "not assessed". No entry: nobody was asked.
    areas
        Area to its weight and its capabilities with theirs; not used if a `model` is given.
    targets
        Area or capability to level.
    practices, evidence
        Rows of the forms of those names, each a mapping of the columns that matter.
    roles
        Of r1, r2, r3…; PMO for the rest.
    earlier
        Ratings of the pack before; None: there is no pack before.
    policy
        Further entries of `MaturityPolicy`, such as anonymous=True.
    """
    given = {} if pool is None else {"pool": pool}
    before = {}
    if earlier is not None:
        before = {
            "responses": responses_of(earlier, roles),
            "practices": fill_form("practices", []),
            "evidence": fill_form("evidence", []),
        }
    return MaturityQuestion(
        model=model or model_of(areas, rules),
        business_unit=unit or BusinessUnit(name="Retail", lead="Head of Retail PMO"),
        last_day=LAST_DAY,
        responses=responses_of(ratings, roles),
        practices=fill_form("practices", [*(practices or ())]),
        evidence=fill_form("evidence", [*(evidence or ())]),
        targets=targets,
        policy=MaturityPolicy(rule=rule, instrument=instrument, minimum_raters=minimum_raters, **policy),
        earlier=before,
        earlier_quarter="2026Q2" if earlier is not None else "",
        sector=sector,
        size=size,
        **given,
    )
