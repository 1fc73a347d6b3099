"""How the exposure was computed, in words and figures that can be checked by hand."""

from __future__ import annotations

from pmobook.assess.risk.assessment import RiskAssessment
from pmobook.assess.wording import as_number
from pmobook.language import said_later, say
from pmobook.method.risk import RiskMethod
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.risk.exposure import UNASSESSED
from pmobook.show.words import joined

__all__ = ["how_simulated"]

_SHAPES = {"beta_pert": said_later("a beta-PERT distribution"), "triangular": said_later("a triangular distribution")}
_BOUNDS = {
    "p10_p90": said_later("low and high are what one case in ten stays below or exceeds"),
    "minimum_maximum": said_later("low and high are the least and the most"),
}


def how_simulated(assessment: RiskAssessment, method: RiskMethod) -> Exhibit:
    """Say how scenarios were drawn, how risks hang together, and what is left out."""
    found = assessment.simulation
    if found is None:
        return paragraph(say(UNASSESSED))
    costs = say(
        "A risk costs nothing, or, with its probability, an impact from {shapes}", shapes=say(_SHAPES[method.distribution])
    )
    shared, base = (as_number(one.value, 2) for one in (method.driver_correlation, method.base_correlation))
    drivers = (
        say("Drivers named: {names}.", names=joined(found.drivers.names))
        if found.drivers.names
        else say("No risk names a driver: all are apart.")
    )
    sentences = [
        found.sentence,
        f"{costs}; {say(_BOUNDS[method.bounds])}.",
        say(
            "Risks with the same driver move together with a correlation of {shared} on the normal scale, others with {base}.",
            shared=shared,
            base=base,
        ),
        say("Those that move together tend to happen together and to cost more together."),
        drivers,
        say("The same risks give the same figures on every run (starting number {seed}).", seed=found.plan.seed),
    ]
    if found.risks.left_out:
        left_out = joined(f"{risk} ({why})" for risk, why in found.risks.left_out.items())
        sentences.append(say("Left out for want of an estimate: {left_out}.", left_out=left_out))
    return stack(*(paragraph(sentence) for sentence in sentences))
