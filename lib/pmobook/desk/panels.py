"""What the desk shows in words and figures: the level and why, the progress, a finding's standing, two versions side by side."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence

from pmobook.desk.level import Reached, Standing
from pmobook.desk.progress import Item, Progress
from pmobook.desk.sheet import EvidenceRow, PracticeRow
from pmobook.desk.store import Conflict
from pmobook.desk.why import Held
from pmobook.errors import Problem
from pmobook.method.maturity import MaturityModel
from pmobook.method.scoring_rules import scoring_rules
from pmobook.show import figures
from pmobook.show.status import Kind, status_mark

__all__ = ["conflict_panel", "item_panel", "level_panel", "message", "problems_panel", "progress_panel", "standing_line"]

_MOST_TOLD = 6
_STATUS_KINDS: dict[str, tuple[Kind, str]] = {
    "": ("not assessed", "without review"),
    "draft": ("not assessed", "draft"),
    "submitted": ("watch", "submitted, waits for a second person"),
    "returned": ("act", "returned"),
    "validated": ("good", "validated"),
}
_FIELDS = {
    "finding": "Rating",
    "significant_weakness": "Significant weakness",
    "evidence_ids": "Evidence",
    "note": "Note",
    "status": "Status",
    "reason": "Reason of return",
    "assessor": "Assessor",
    "validated_by": "Validated by",
    "changed_by": "Changed by",
    "changed_at": "Changed at",
}


def message(kind: Kind, text: str) -> str:
    """Show a sentence that a screen reader speaks when it changes."""
    marks = {"good": "Done", "watch": "To complete", "act": "Attention", "not assessed": "Note"}
    said = f"{status_mark(kind, marks[kind])} {_text(text)}" if text else ""
    return f'<div class="pmo-exhibit pmo-desk-message" role="status" aria-live="polite">{said}</div>'


def problems_panel(heading: str, problems: Sequence[Problem]) -> str:
    """Show why something can't be done, with what is to be mended."""
    listed = "".join(f"<li>{_text(str(problem))}</li>" for problem in problems)
    below = f"<ul>{listed}</ul>" if listed else ""
    return f'<div class="pmo-exhibit pmo-desk-warning"><p><strong>{_text(heading)}</strong></p>{below}</div>'


def item_panel(item: Item) -> str:
    """Show what is to be rated, and what would prove it."""
    proof = f'<p class="pmo-note"><strong>Would prove it:</strong> {_text(item.evidence)}</p>' if item.evidence else ""
    return (
        f'<div class="pmo-exhibit"><h3 class="pmo-desk-item">{_text(item.title)}</h3><p>{_text(item.statement)}</p>{proof}</div>'
    )


def standing_line(row: PracticeRow, evidence: Mapping[str, EvidenceRow], last_day: str) -> str:
    """Show how far a finding has come, who changed it last, and what its evidence is."""
    kind, words = _STATUS_KINDS[row.status]
    parts = []
    if row.finding:
        by = f" by {row.validated_by}" if row.status == "validated" and row.validated_by else ""
        parts.append(f"{status_mark(kind, words + by)}")
        if row.assessor:
            parts.append(f"rated by {_text(row.assessor)}")
        if row.changed_by:
            parts.append(f"changed by {_text(row.changed_by)} at {_moment(row.changed_at)}")
    said = " · ".join(parts) or status_mark("not assessed", "not rated yet")
    why = f"<p><strong>Why it was returned:</strong> {_text(row.reason)}</p>" if row.reason else ""
    seen = "".join(f"<li>{_evidence(one, evidence, last_day)}</li>" for one in row.evidence_ids)
    return f'<div class="pmo-exhibit pmo-note"><p>{said}</p>{why}{f"<ul>{seen}</ul>" if seen else ""}</div>'


def _evidence(evidence_id: str, evidence: Mapping[str, EvidenceRow], last_day: str) -> str:
    row = evidence.get(evidence_id)
    if row is None:
        return f"{_text(evidence_id)}: not in the form evidence"
    expired = "" if row.holds_on(last_day) else f" {status_mark('act', f'expired on {row.expires}')}"
    return f"{_text(evidence_id)}: {_text(row.title)}{f', {_text(row.location)}' if row.location else ''}{expired}"


def conflict_panel(conflict: Conflict[PracticeRow]) -> str:
    """Show both versions of a finding that two people changed; what differs is marked."""
    mine, theirs = _shown(conflict.mine), _shown(conflict.theirs) if conflict.theirs else None
    if theirs is None:
        return problems_panel("Somebody else removed this finding while you changed it.", ())
    rows = "".join(
        f"<tr><th scope='row'>{_FIELDS[name]}</th>{_pair(name, mine[name], theirs[name])}</tr>"
        for name in _FIELDS
        if mine[name] or theirs[name]
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("What", "Yours, not saved", "Theirs, saved"))
    return (
        '<div class="pmo-exhibit pmo-desk-warning" role="alert"><p><strong>Somebody else changed this finding while you did.'
        "</strong> Nothing is lost: choose the version to keep; the other is kept beside the pack.</p>"
        '<div class="pmo-scroll" tabindex="0" role="region" aria-label="Both versions"><table class="pmo-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


def _pair(name: str, mine: str, theirs: str) -> str:
    write = _moment if name == "changed_at" else _text
    if mine == theirs:
        return f"<td>{write(mine)}</td><td>{write(theirs)}</td>"
    return f"<td><mark>{write(mine) or 'nothing'}</mark></td><td><mark>{write(theirs) or 'nothing'}</mark></td>"


def _shown(row: PracticeRow) -> dict[str, str]:
    return {name: row.cells[name] for name in _FIELDS}


def level_panel(model: MaturityModel, capability_id: str, standing: Standing, left_out: str) -> str:
    """Show the level of a capability and of its focus area, and which practices hold the next one back."""
    capability, area = model.capability(capability_id), model.area_of(capability_id)
    rule = scoring_rules().rule(standing.rule)
    parts = [
        f"<h3>{_text(capability.title)}</h3>{_reached(standing.capability, standing)}",
        _why(standing, model),
        f"<h3>{_text(area.title)}</h3>{_reached(standing.area, standing)}{_area_why(standing, model)}",
        f'<p class="pmo-note">By the {_text(rule.title.lower())}: {_text(rule.explanation)}</p>',
    ]
    if left_out:
        parts.append(f"<p>{status_mark('watch', 'Not counted')} {_text(left_out)}</p>")
    return f'<div class="pmo-exhibit pmo-desk-level" role="status" aria-live="polite">{"".join(parts)}</div>'


def _reached(reached: Reached, standing: Standing) -> str:
    share = standing.next_level is None and standing.capability.level is None
    write = figures.share_as_percent if share else figures.level
    if reached.score is None:
        stated = "not assessed"
    elif share:
        stated = f"{write(reached.score)} in place"
    elif reached.level is None:
        stated = f"at least level {reached.sure_level} <small>(score so far {write(reached.score)})</small>"
    else:
        stated = f"level {reached.level} <small>(score {write(reached.score)})</small>"
    open_ended = reached.highest - reached.lowest > 1e-9
    bounds = (
        f"<p>Anything from {write(reached.lowest)} to {write(reached.highest)} once everything is rated.</p>"
        if open_ended
        else ""
    )
    note = f'<p class="pmo-note">{_text(_capitalised(reached.note))}.</p>' if reached.note else ""
    return f'<p class="pmo-desk-reached">{stated}</p>{bounds}{note}'


def _why(standing: Standing, model: MaturityModel) -> str:
    level = standing.next_level
    if level is not None and standing.out_of_reach:
        return f"<p>Level {level} can't be reached: no practice there applies.</p>"
    told = ""
    if level is not None and standing.held_back_by:
        told = f"<p><strong>Held back from level {level} by</strong></p>{_list(standing.held_back_by, model, gains=False)}"
    elif level is None and standing.capability.level == standing.highest_level:
        return "<p>The highest level is reached.</p>"
    elif level is not None and standing.would_help:
        told = f"<p>No single practice holds level {level} back.</p>"
    elif level is not None:
        return f"<p>No practice alone holds level {level} back or reaches it: several have to be met together.</p>"
    if standing.would_help:
        told += f"<p><strong>Would raise the score most, if fully met</strong></p>{_list(standing.would_help, model, gains=True)}"
    return told


def _area_why(standing: Standing, model: MaturityModel) -> str:
    held = standing.area_held_back_by
    if not held:
        return ""
    by_capability: dict[str, int] = {}
    for one in held:
        by_capability[one.capability_id] = by_capability.get(one.capability_id, 0) + 1
    said = ", ".join(
        f"{_text(model.capability(name).title)} ({count} {'practice' if count == 1 else 'practices'})"
        for name, count in by_capability.items()
    )
    return f"<p>Held back from level {standing.area_next_level} by {said}.</p>"


def _list(held: Sequence[Held], model: MaturityModel, *, gains: bool) -> str:
    known = model.places_of_practices
    rows = []
    for one in held[:_MOST_TOLD]:
        statement = known[one.practice_id][1].statement if one.practice_id in known else f"Level {one.level} as a whole"
        short = one.practice_id.removeprefix(f"{one.capability_id}_") or str(one.level)
        gain = f", +{figures.number(one.gain, 2)}" if gains else ""
        rows.append(f"<li><strong>{_text(short)}</strong> {_text(statement)} <em>({_text(one.because)}{gain})</em></li>")
    more = f"<li>and {len(held) - _MOST_TOLD} more</li>" if len(held) > _MOST_TOLD else ""
    return f"<ul>{''.join(rows)}{more}</ul>"


def progress_panel(titles_and_progress: Iterable[tuple[str, Progress]]) -> str:
    """Show how much is rated, evidenced and validated, one row a focus area and one for all."""
    rows = []
    for title, one in titles_and_progress:
        said = f" ({one.not_assessed} not assessed)" if one.not_assessed else ""
        cells = _bar(one.rated, one.practices, said) + _bar(one.evidenced, one.met) + _bar(one.validated, one.practices)
        rows.append(f"<tr><th scope='row'>{_text(title)}</th>{cells}</tr>")
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Focus area", "Rated", "Evidenced, of those met", "Validated"))
    return (
        '<div class="pmo-exhibit"><div class="pmo-scroll" tabindex="0" role="region" aria-label="Progress">'
        '<table class="pmo-table pmo-desk-progress">'
        f"<caption>Progress</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></div>"
    )


def _bar(count: int, total: int, said: str = "") -> str:
    width = 100 * count / total if total else 0
    shown = f'<span class="pmo-desk-bar" aria-hidden="true"><span style="width:{width:.0f}%"></span></span>'
    return f"<td>{shown}{count} of {total}{said}</td>"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moment(text: str) -> str:
    """Show 2026-10-05T14:30:00Z as a person writes it, broken nowhere but after the day; anything else as it stands."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z", text)
    if not found:
        return _text(text)
    return f'<span class="pmo-desk-moment">{found[1]}</span> <span class="pmo-desk-moment">{found[2]} UTC</span>'


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
