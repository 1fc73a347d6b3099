"""What a maturity model lacks: a level without a statement, a practice without evidence, a step without an action."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pmobook.method.capabilities import Capability
from pmobook.method.model_checks.finding import LintFinding
from pmobook.method.model_checks.rules import LintRules
from pmobook.method.model_definition import MaturityModel
from pmobook.vocabulary import quoted

__all__ = ["find_missing", "find_uneven_weights"]


def find_missing(model: MaturityModel, file_of: Callable[[str], str], rules: LintRules) -> list[LintFinding]:
    """Return a finding for everything that a complete model says of each capability and this one does not.

    Parameters
    ----------
    model
        The model.
    file_of
        Area id to how messages name its file.
    rules
        How many practices a level may have, and how long a title may be.
    """
    findings = []
    for area in model.areas:
        for capability in area.capabilities:
            where = f"{file_of(area.area_id)}, {capability.capability_id}"
            findings += _missing_levels(capability, model, where)
            findings += _missing_questions(capability, model, where)
            findings += _missing_practices(capability, model, where, rules)
            findings += _missing_actions(capability, model, where, rules)
    return findings


def _missing_levels(capability: Capability, model: MaturityModel, where: str) -> list[LintFinding]:
    return [
        LintFinding(f"{where}, levels > {level}", "nothing", f"what one would see at level {level} ({name})",
                    "Describe what is there to be seen.")
        for level, name in model.levels.items()
        if not capability.levels.get(level, "").strip()
    ]  # fmt: skip


def _missing_questions(capability: Capability, model: MaturityModel, where: str) -> list[LintFinding]:
    return [
        LintFinding(f"{where}, questions > {one.perspective_id}", "nothing", f"a plain question for {one.title}",
                    "Ask what these people can know.")
        for one in model.perspectives
        if not capability.questions.get(one.perspective_id, "").strip()
    ]  # fmt: skip


def _missing_practices(capability: Capability, model: MaturityModel, where: str, rules: LintRules) -> list[LintFinding]:
    asked = rules.practices_per_level
    findings = []
    for level in range(1, model.highest_level + 1):
        count = len(capability.practices_at(level))
        if not asked.fewest <= count <= asked.most:
            found = f"{count or 'no'} practice{'' if count == 1 else 's'} at level {level}"
            remedy = "Add what must be done." if count < asked.fewest else "Join or drop some."
            findings.append(LintFinding(f"{where}, practices", found, f"{asked.fewest} to {asked.most} for each level", remedy))
    for practice in capability.practices:
        place = f"{where}, practices > {practice.practice_id}"
        if not practice.evidence.strip():
            remedy = "Name the record that an assessor asks for."
            findings.append(LintFinding(f"{place} > evidence", "nothing", "the record that would prove it", remedy))
        beginning = f"{capability.capability_id}_{practice.level}"
        if not practice.practice_id.startswith(beginning):
            expected = f"an id that begins with {beginning}"
            findings.append(
                LintFinding(place, quoted(practice.practice_id), expected, "Rename it, so that the id tells its place.", "remark")
            )
    return findings


def _missing_actions(capability: Capability, model: MaturityModel, where: str, rules: LintRules) -> list[LintFinding]:
    findings = [
        LintFinding(f"{where}, actions", f"no action from level {level - 1} to {level}", "at least one for each step",
                    "Say what to do, with its effort and time.")
        for level in range(1, model.highest_level + 1)
        if not capability.actions_to(level)
    ]  # fmt: skip
    longest = int(rules.longest_action_title.value)
    for action in capability.actions:
        place = f"{where}, actions > {action.action_id}"
        if len(action.title) > longest:
            expected = f"at most {longest}"
            findings.append(LintFinding(f"{place} > title", f"{len(action.title)} characters", expected, "Shorten it."))
        if not action.steps.strip():
            findings.append(LintFinding(f"{place} > steps", "nothing", "what to do, in two or three sentences", "Describe it."))
    return findings


def find_uneven_weights(model: MaturityModel, header: str, file_of: Callable[[str], str], rules: LintRules) -> list[LintFinding]:
    """Return a remark for each focus area or capability that outweighs another beside it by far.

    Parameters
    ----------
    model
        The model.
    header
        How messages name the file of the model itself.
    file_of
        Area id to how messages name its file.
    rules
        How many times the smallest weight the largest may be.
    """
    groups = [(header, [(area.area_id, area.weight) for area in model.areas])]
    groups += [
        (f"{file_of(area.area_id)}, capabilities", [(one.capability_id, one.weight) for one in area.capabilities])
        for area in model.areas
    ]
    groups += [
        (f"{file_of(model.area_of(one.capability_id).area_id)}, {one.capability_id}, practices at level {level}",
         [(practice.practice_id, practice.weight) for practice in one.practices_at(level)])
        for one in model.capabilities
        for level in range(1, model.highest_level + 1)
    ]  # fmt: skip
    findings = (_uneven(where, weights, rules.largest_weight_ratio.value) for where, weights in groups)
    return [finding for finding in findings if finding]


def _uneven(where: str, weights: Sequence[tuple[str, float]], largest_ratio: float) -> LintFinding | None:
    if not weights:
        return None
    lightest, heaviest = min(weights, key=lambda one: one[1]), max(weights, key=lambda one: one[1])
    if heaviest[1] <= largest_ratio * lightest[1]:
        return None
    return LintFinding(
        where, f"a weight of {heaviest[1]:g} for {heaviest[0]} beside {lightest[1]:g} for {lightest[0]}",
        f"at most {largest_ratio:g} times the smallest", "Check that it is meant.", "remark",
    )  # fmt: skip
