"""A maturity model as a page of the documentation: areas, capabilities, levels, practices, actions, crosswalks."""

from __future__ import annotations

from pmobook.method.capabilities import Action, Capability, FocusArea
from pmobook.method.crosswalks import Crosswalks, Frame
from pmobook.method.markdown import anchor, flat, table
from pmobook.method.model_definition import MaturityModel

__all__ = ["maturity_model_page"]

_HOW_IT_WORKS = """\
A focus area holds capabilities, and each capability is at a level. A level says what one would see there, and which practices
it adds to those of the levels below. An action leads one level up."""
_PERSPECTIVES = """\
Each capability has a question for each of these. A respondent belongs to the perspective that names the role;
`respondent_roles` in `engagement.yaml` places other wordings."""
_FRAMES = """\
The same answers, read in a frame that somebody knows already. A share says how much of a capability counts in a part of the
frame; the score of the part is the mean of its capabilities' scores by weight and share."""


def maturity_model_page(model: MaturityModel, crosswalks: Crosswalks) -> str:
    """Return the page in Markdown.

    Parameters
    ----------
    model
        The model; what it does not say is left out.
    crosswalks
        The frames in which it can be read too.
    """
    parts = [*_introduction(model), *_contents(model), *_perspectives(model)]
    for area in model.areas:
        parts += _area(area, model)
    parts += _crosswalks(crosswalks, model)
    return "\n".join(parts).rstrip() + "\n"


def _introduction(model: MaturityModel) -> list[str]:
    return [
        f"# The maturity model: {model.title}",
        "",
        f"<!-- Made from params/method/maturity/{model.model_id} by `make docs`; change it there. -->",
        "",
        f"Version {model.version} of {model.dated}. {flat(model.source)}",
        "",
        _HOW_IT_WORKS,
        "",
        *table(["level", "name"], ([level, name] for level, name in model.levels.items())),
        f"Scoring rules offered: {', '.join(f'`{rule}`' for rule in model.scoring_rules)}.",
        "",
    ]


def _contents(model: MaturityModel) -> list[str]:
    rows = (
        [
            f"[{area.title}](#{anchor(area.title)})",
            ", ".join(f"[{one.title}](#{anchor(one.title)})" for one in area.capabilities),
            f"{area.weight:g}",
        ]
        for area in model.areas
    )
    return ["## Focus areas", "", *table(["focus area", "capabilities", "weight"], rows)]


def _perspectives(model: MaturityModel) -> list[str]:
    if not model.perspectives:
        return []
    rows = ([one.title, f"`{one.perspective_id}`", ", ".join(one.roles)] for one in model.perspectives)
    return [
        "## Who is asked",
        "",
        _PERSPECTIVES,
        "",
        *table(["perspective", "id", "roles"], rows),
    ]


def _area(area: FocusArea, model: MaturityModel) -> list[str]:
    lines = [f"## {area.title}", "", flat(area.definition), ""]
    for capability in area.capabilities:
        lines += _capability(capability, model)
    return lines


def _capability(capability: Capability, model: MaturityModel) -> list[str]:
    lines = [
        f"### {capability.title}",
        "",
        f"`{capability.capability_id}`, weight {capability.weight:g}. {flat(capability.definition)}",
        "",
    ]
    if capability.questions:
        titles = {one.perspective_id: one.title for one in model.perspectives}
        rows = ([titles.get(one, one), text] for one, text in capability.questions.items())
        lines += table(["asked of", "question"], rows)
    if capability.levels:
        lines += table(["level", "what one would see"], ([level, text] for level, text in sorted(capability.levels.items())))
    if capability.practices:
        rows = (
            [str(one.level), f"`{one.practice_id}`", one.statement, one.evidence]
            for one in sorted(capability.practices, key=lambda one: one.level)
        )
        lines += table(["level", "practice", "what is done", "what would prove it"], rows)
    if capability.actions:
        headings = ["step", "action", "what to do", "person-days", "weeks", "after"]
        lines += table(headings, (_action(one) for one in sorted(capability.actions, key=lambda one: one.to_level)))
    return lines


def _action(action: Action) -> list[str]:
    after = ", ".join(f"`{one.capability_id}` at {one.level}" for one in action.depends_on)
    step = f"{action.to_level - 1} to {action.to_level}"
    return [step, f"{action.title} (`{action.action_id}`)", action.steps, f"{action.person_days:g}", f"{action.weeks:g}", after]


def _crosswalks(crosswalks: Crosswalks, model: MaturityModel) -> list[str]:
    if not crosswalks.frames:
        return []
    lines = [
        "## Read in another frame",
        "",
        _FRAMES,
        "",
    ]
    for frame in crosswalks.frames:
        lines += _frame(frame, model)
    return lines


def _frame(frame: Frame, model: MaturityModel) -> list[str]:
    titles = {one.dimension_id: one.title for one in frame.dimensions}
    rows = (
        [model.capability(one.capability_id).title,
         ", ".join(f"{titles[part]} {share:g}" if share < 1 else titles[part] for part, share in one.dimensions.items())]
        for one in frame.mapping
    )  # fmt: skip
    lines = [f"### {frame.title}", "", flat(frame.source), ""]
    if frame.note:
        lines += [flat(frame.note), ""]
    lines += table(["capability", "part of the frame"], rows)
    if frame.levels:
        lines += table(["our level", "called there"], ([level, name] for level, name in frame.levels.items()))
    if frame.not_mapped:
        missing = ([model.capability(one.capability_id).title, one.reason] for one in frame.not_mapped)
        lines += table(["not in this frame", "why"], missing)
    return lines
