"""From what a respondent does to the perspective of the maturity model that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from pmobook.method.maturity import MaturityModel

__all__ = ["NOT_STATED", "OTHER", "perspective_of", "perspective_titles"]

OTHER = "other"
"""The perspective of a role that neither the model nor the engagement places."""

NOT_STATED = "not_stated"
"""The perspective of a respondent who would be recognised by it; written ``not stated`` in the form responses."""


def perspective_titles(model: MaturityModel) -> dict[str, str]:
    """Return each perspective's title by its id, in the model's order, then those of `OTHER` and `NOT_STATED`."""
    titles = {one.perspective_id: one.title for one in model.perspectives}
    return {**titles, OTHER: titles.get(OTHER, "Other"), NOT_STATED: "Not stated"}


def perspective_of(role: str, model: MaturityModel, engagement_roles: Mapping[str, str]) -> str:
    """Return the perspective that a role belongs to.

    The whole text counts, in any letter case and with any number of spaces; nothing is guessed from parts of it.

    Parameters
    ----------
    role
        What the respondent does, as in the column ``role`` of the form responses. A perspective's own id or title, which
        stands there after an anonymous survey, belongs to that perspective.
    model
        The business unit's maturity model; one without perspectives has only `OTHER` and `NOT_STATED`.
    engagement_roles
        Role to perspective id as the engagement says (``respondent_roles``); it comes before the model. A perspective that
        the model lacks counts for nothing.

    Returns
    -------
    str
        The perspective's id, `NOT_STATED` for ``not stated``, or `OTHER`.

    Examples
    --------
    >>> from pmobook.method.maturity import maturity_model
    >>> perspective_of("Night porter", maturity_model("strategic_pmo"), {})
    'other'
    """
    wanted = _plain(role)
    known: dict[str, str] = {_plain(NOT_STATED): NOT_STATED}
    for one in model.perspectives:
        for text in (one.perspective_id, one.title, *one.roles):
            known.setdefault(_plain(text), one.perspective_id)
    ids = set(known.values())
    said = {_plain(text): perspective for text, perspective in engagement_roles.items() if perspective in ids}
    return said.get(wanted, known.get(wanted, OTHER))


def _plain(text: str) -> str:
    return " ".join(str(text).replace("_", " ").split()).casefold()
