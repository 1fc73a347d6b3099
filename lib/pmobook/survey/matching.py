"""Whose file is it, and does it count: a file that came back beside the register of those that were issued."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmobook.errors import Problem
from pmobook.inputs.engagement import Engagement
from pmobook.survey.questionnaire import questionnaire_digest
from pmobook.survey.register import IssuedFile, Register
from pmobook.survey.respondents import Respondent
from pmobook.survey.returned import ReturnedFile
from pmobook.vocabulary import Quarter, quoted

__all__ = ["Known", "broken_promises", "match_file"]

_OUR_OWN = "Take it out of the folder; if answers are in it, ask for them on the file that counts."


@dataclass(frozen=True)
class Known:
    """What a returned file is compared with.

    Attributes
    ----------
    engagement, quarter
        Whose survey it is.
    register
        What was issued.
    respondents
        Everybody whom the consultant lists, by business unit and id.
    questionnaires
        Business unit to the digest of what its maturity model asks now.
    """

    engagement: Engagement
    quarter: Quarter
    register: Register
    respondents: Mapping[tuple[str, str], Respondent]
    questionnaires: Mapping[str, str]

    @classmethod
    def of(cls, engagement: Engagement, quarter: Quarter, register: Register, respondents: Iterable[Respondent]) -> Known:
        """Gather what a survey's files are compared with."""
        units = {one.business_unit for one in register.files} & set(engagement.business_units)
        digests = {unit: questionnaire_digest(engagement.model(unit)) for unit in units}
        return cls(engagement, quarter, register, {one.key: one for one in respondents}, digests)

    @functools.cached_property
    def by_token(self) -> dict[str, IssuedFile]:
        """Every file that was issued, by the token it carries."""
        return {one.token: one for one in self.register.files}


def broken_promises(known: Known, files: Iterable[IssuedFile]) -> dict[str, Problem]:
    """Return a problem for each business unit whose files promise more than ``engagement.yaml`` keeps now."""
    survey = known.engagement.parameters.survey
    problems: dict[str, Problem] = {}
    for one in files:
        if not one.is_anonymous or one.business_unit in problems:
            continue
        where = f"engagement.yaml, survey, business unit {one.business_unit}"
        if not survey.anonymous:
            problems[one.business_unit] = Problem(
                where, "a survey that is not anonymous", "an anonymous one, as its files promise",
                "Set survey > anonymous back to true, or issue to the business unit again with --reissue.",
            )  # fmt: skip
        elif survey.minimum_group < int(one.minimum_group):
            problems[one.business_unit] = Problem(
                where, f"minimum_group {survey.minimum_group}", f"at least {one.minimum_group}, as its files promise",
                f"Set survey > minimum_group back to {one.minimum_group}.",
            )  # fmt: skip
    return problems


def match_file(file: ReturnedFile, known: Known) -> tuple[IssuedFile | None, Problem | None]:
    """Return the entry of the register that a file belongs to, and why the file does not count if it doesn't.

    The token decides; what else the hidden sheet says must agree with the register, or somebody has changed it.
    """
    said = file.identity
    who = f"{file.shown_as}, respondent {said.get('respondent', 'unknown')}"
    organisation = known.engagement.parameters.organisation
    if said.get("quarter") != str(known.quarter):
        found = f"a stale file: issued for {quoted(said.get('quarter', 'no quarter'))}"
        return None, Problem(who, found, f"a file issued for {known.quarter}", "Move it to the survey of its quarter.")
    entry = known.by_token.get(said.get("token", ""))
    if entry is None:
        return None, _unknown_file(who, said, organisation)
    truth = {
        "organisation": organisation, "business_unit": entry.business_unit, "respondent": entry.code,
        "perspective": entry.perspective, "model_id": entry.model_id, "model_version": entry.model_version,
        "questionnaire": entry.questionnaire,
    }  # fmt: skip
    for name, value in truth.items():
        if said.get(name) != value:
            found = f"an altered file: its hidden sheet says {name.replace('_', ' ')} {quoted(said.get(name, 'nothing'))}"
            return entry, Problem(
                who, found, f"{quoted(value)}, as it was issued", "Ask for the file as it was sent out, filled in."
            )
    return entry, _why_not(who, entry, known)


def _unknown_file(who: str, said: Mapping[str, str], organisation: str) -> Problem:
    """Word what is known of a file whose token is in no register."""
    if said.get("organisation") != organisation:
        found = f"a file of another engagement: {quoted(said.get('organisation', 'no organisation'))}"
        return Problem(who, found, f"a file issued for {organisation}", "Take it out of the folder.")
    return Problem(who, f"an altered or foreign file: it says business unit {quoted(said.get('business_unit', 'none'))}, and its "
                   "token is in no register", "a file that was issued from this folder",
                   "Ask where it comes from. If it was issued from a copy of this engagement, gather it there.")  # fmt: skip


def _why_not(who: str, entry: IssuedFile, known: Known) -> Problem | None:
    """Return why a file that is ours does not count; None if it does."""
    unit = entry.business_unit
    if not entry.counts:
        found = f"a stale file: issued on {entry.issued_on}, and another in its place on {entry.replaced_on}"
        return Problem(who, found, "the file that was issued last", _OUR_OWN)
    if unit not in known.engagement.business_units:
        return Problem(who, f"a file for {quoted(unit)}, which is no business unit any more", "a business unit of the engagement",
                       f"Restore business_units/{unit}.yaml, or take the file out of the folder.")  # fmt: skip
    if entry.questionnaire != known.questionnaires[unit]:
        model = known.engagement.model(unit)
        found = f"a stale file: it asks by {entry.model_id} {entry.model_version} as it was on {entry.issued_on}"
        return Problem(who, found, f"the questions that {unit} is assessed by now ({model.model_id} {model.version})",
                       "Put the model back as it was, or issue to the business unit again with --reissue.")  # fmt: skip
    anonymous = known.engagement.parameters.survey.anonymous
    if not entry.is_anonymous and anonymous:
        return Problem(who, "a file that carries its respondent's id", "an anonymous file, as engagement.yaml says",
                       "Set survey > anonymous back to false, or issue to the business unit again with --reissue.")  # fmt: skip
    if not entry.is_anonymous and (unit, entry.code) not in known.respondents:
        return Problem(who, f"a respondent who is not listed for {unit}", "someone in respondents.csv",
                       "Add the row again, or take the file out of the folder.")  # fmt: skip
    return None
