"""Names in an engagement's files that mean something that does not exist: models, focus areas, rules, perspectives, parents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import EngagementParameters
from pmobook.inputs.own_models import find_model_problems, model_source
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import nearest, quoted

__all__ = ["find_unknown_names"]


def find_unknown_names(folder: Path, parameters: EngagementParameters, units: dict[str, BusinessUnit]) -> list[Problem]:
    """Return a problem for each model, area, capability, rule, perspective or parent that is named and does not exist."""
    problems = find_model_problems(folder)
    named = [("engagement.yaml", parameters.maturity_model, parameters.scoring_rule, parameters.target_levels)]
    for unit_id, unit in units.items():
        model_id, rule = unit.maturity_model or parameters.maturity_model, unit.scoring_rule or parameters.scoring_rule
        named.append((f"business_units/{unit_id}.yaml", model_id, rule, unit.target_levels))
        if unit.parent is not None and unit.parent not in units:
            problems.append(
                Problem(f"business_units/{unit_id}.yaml, parent", quoted(unit.parent), "the id of another business unit",
                        f"Use one of {', '.join(units)}, or leave parent out.")
            )  # fmt: skip
    models: dict[str, MaturityModel] = {}
    for name, model_id, rule, targets in named:
        try:
            model = models[model_id] = model_source(folder, model_id).model
        except ProblemsFound as found:
            problems += [problem for problem in found.problems if problem not in problems]
            continue
        except PmobookError as error:
            expected = "a model of the method, or of the engagement's folder maturity"
            problems.append(Problem(f"{name}, maturity_model", quoted(model_id), expected, str(error)))
            continue
        problems += _wrong_targets(name, model, targets)
        if rule not in model.scoring_rules:
            expected = f"a rule that the model {model_id} offers"
            remedy = f"Use one of {', '.join(model.scoring_rules)}."
            problems.append(Problem(f"{name}, scoring_rule", quoted(rule), expected, remedy))
    return problems + _wrong_roles(parameters, models.values())


def _wrong_targets(name: str, model: MaturityModel, targets: Mapping[str, float]) -> list[Problem]:
    areas = [area.area_id for area in model.areas]
    problems = []
    for one, level in targets.items():
        where = f"{name}, target_levels > {one}"
        if one not in areas and one not in model.capability_ids:
            guess = nearest(one, [*areas, *model.capability_ids])
            expected = f"one of {', '.join(areas)}, or the id of a capability"
            remedy = f"Did you mean {guess}?" if guess else "Correct the name."
            problems.append(Problem(where, "an unknown focus area", expected, remedy))
        if not 0 <= level <= model.highest_level:
            problems.append(Problem(where, str(level), f"a level from 0 to {model.highest_level}", "Correct the level."))
    return problems


def _wrong_roles(parameters: EngagementParameters, models: Iterable[MaturityModel]) -> list[Problem]:
    """Return a problem for each role that is placed in a perspective which no model of the engagement has."""
    known = list(dict.fromkeys(one.perspective_id for model in models for one in model.perspectives))
    if not known:
        return []
    return [
        Problem(f"engagement.yaml, respondent_roles > {role}", quoted(one), f"a perspective: {', '.join(known)}",
                f"Did you mean {guess}?" if (guess := nearest(one, known)) else "Use one of these.")
        for role, one in parameters.respondent_roles.items()
        if one not in known
    ]  # fmt: skip
