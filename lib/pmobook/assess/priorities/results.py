"""What pairwise judgements come to: for the group and for each judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.priorities.disturbing import Disturbance
from pmobook.assess.priorities.judgements import Label

__all__ = ["ByJudge", "JudgeWeights", "Priorities"]


@dataclass(frozen=True, eq=False)
class JudgeWeights:
    """What one judge's judgements come to.

    Attributes
    ----------
    judge
        Who.
    counts
        What the judge's voice counts in the group, as a share.
    weights
        By option, summing to 1; missing if the judge's answers don't connect all options.
    lambda_max, consistency_index, consistency_ratio, consistency_ratio_for_missing
        See `Consistency`; missing where weights are.
    most_inconsistent
        The judgement that disturbs most; None if nothing contradicts anything.
    ask_again
        The judgement that disturbs most among those for which the scale has a step nearer to what would fit; None if none has.
    answered, possible
        Pairs.
    missing
        Pairs not answered.
    remarks
        What to know about this judge, in sentences.
    is_filled
        Whether the last of them only says that pairs not answered were filled.
    """

    judge: Label
    counts: float
    weights: pd.Series
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    consistency_ratio_for_missing: float
    most_inconsistent: Disturbance | None
    ask_again: Disturbance | None
    answered: int
    possible: int
    missing: tuple[tuple[Label, Label], ...]
    remarks: tuple[str, ...]
    is_filled: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """Remarks without the last where it only says that pairs not answered were filled."""
        return self.remarks[:-1] if self.is_filled else self.remarks


class ByJudge(Mapping[Label, JudgeWeights]):
    """Judges' results by judge, in the order in which they were handed in."""

    def __init__(self, judges: Mapping[Label, JudgeWeights]) -> None:
        self._judges = dict(judges)

    def __getitem__(self, judge: Label) -> JudgeWeights:
        return self._judges[judge]

    def __iter__(self) -> Iterator[Label]:
        return iter(self._judges)

    def __len__(self) -> int:
        return len(self._judges)

    @property
    def weights(self) -> pd.DataFrame:
        """Judges by options; a row is missing where a judge's weights can't be known."""
        rows = {judge: result.weights for judge, result in self._judges.items()}
        table = pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name="judge", tupleize_cols=False))
        return table.rename_axis(columns="option")

    @property
    def table(self) -> pd.DataFrame:
        """One row a judge: counts, answered, possible, lambda_max, consistency_ratio, most_inconsistent, remarks."""
        rows = [
            {
                "judge": judge,
                "counts": one.counts,
                "answered": one.answered,
                "possible": one.possible,
                "lambda_max": one.lambda_max,
                "consistency_index": one.consistency_index,
                "consistency_ratio": one.consistency_ratio,
                "most_inconsistent": "" if one.most_inconsistent is None else one.most_inconsistent.sentence,
                "remarks": ". ".join(one.remarks),
            }
            for judge, one in self._judges.items()
        ]
        return pd.DataFrame(rows).set_index("judge")


@dataclass(frozen=True, eq=False)
class Priorities:
    """Weights from pairwise judgements, with how they came about.

    Attributes
    ----------
    weights
        The group's, by option, summing to 1.
    lambda_max, consistency_index, consistency_ratio, consistency_ratio_for_missing
        Of the group's judgements, see `Consistency`.
    is_consistent
        Whether the ratio is within the method's limit.
    by_judge
        Each judge's own result.
    pairs
        One row a pair: option_a, option_b, judges (who compared it), preference (the group's; filled if nobody did), lowest,
        highest, geometric_standard_deviation (1 if all agree, missing below two judges), filled.
    disagreement
        One row an option: lowest, highest and spread of the judges' weights, geometric_standard_deviation of them (1 if all
        agree; missing below two judges), judges.
    concordance
        Kendall's W of the judges' rankings: 1 if all rank alike, 0 if rankings have nothing in common; missing below two
        judges with weights, and where every judge weighs all alike.
    concordance_source
        Where that measure comes from.
    most_disturbing
        One row a judge, worst first: the judgement that disturbs consistency most, with the value that would fit and the
        consistency ratio before and after; judges without contradiction have no row.
    ask_again
        The same, among judgements for which the scale has a step nearer to what would fit: worth putting to the judge again. (A
        judgement of 9 where the others imply 20 disturbs, but nothing better can be answered.)
    group_disturbance
        The same for the group's judgements taken together.
    missing
        Pairs that nobody compared; their values were filled.
    method, aggregation
        ``eigenvector`` or ``geometric_mean``; ``judgements`` or ``priorities``.
    random_index, random_index_value, random_index_source
        Name, value and source of what the ratio is measured against.
    remarks
        What to know, in sentences.
    sentence
        All of it in a few sentences.
    """

    weights: pd.Series
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    consistency_ratio_for_missing: float
    is_consistent: bool
    by_judge: ByJudge
    pairs: pd.DataFrame
    disagreement: pd.DataFrame
    concordance: float
    concordance_source: str
    most_disturbing: pd.DataFrame
    ask_again: pd.DataFrame
    group_disturbance: Disturbance | None
    missing: tuple[tuple[Label, Label], ...]
    method: str
    aggregation: str
    random_index: str
    random_index_value: float
    random_index_source: str
    remarks: tuple[str, ...]
    sentence: str
