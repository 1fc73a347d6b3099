"""How results are compared with other organisations': the smallest group that is shown, as data."""

from __future__ import annotations

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["ComparisonRules", "comparison_rules"]


class ComparisonRules(Definition):
    """A dated version of the rules of comparison."""

    title: str
    version: str
    dated: str
    source: str
    minimum_group: Threshold
    interval_share: Threshold


@in_each_language
def comparison_rules() -> ComparisonRules:
    """Return the rules of comparison.

    Raises
    ------
    ProblemsFound
        If ``params/method/comparison.yaml`` does not hold together.
    """
    return load_model(ComparisonRules, method_folder() / "comparison.yaml", "params/method/comparison.yaml")
