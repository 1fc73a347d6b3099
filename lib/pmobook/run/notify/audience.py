"""Who of those that are told by e-mail may not see every business unit, and what each of them is told instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pmobook.assess.quarter_message import Message
from pmobook.assess.quarter_news import Published
from pmobook.inputs.access import person_key, read_access, rights_of
from pmobook.inputs.channels import Email
from pmobook.inputs.engagement import Engagement

__all__ = ["own_messages", "restricted_readers", "restricted_to"]


def restricted_readers(engagement: Engagement) -> dict[str, tuple[str, ...]]:
    """Return the receivers of e-mail who may not see every business unit, with those that they may see.

    Parameters
    ----------
    engagement
        Its ``notify`` names the receivers, its ``access.yaml`` what people may see.

    Returns
    -------
    dict
        `pmobook.inputs.access.person_key` of the address to ids of business units, none for somebody who is no longer active. A
        receiver whom ``access.yaml`` doesn't name, such as a list of people, isn't among them.

    Raises
    ------
    ProblemsFound
        If ``access.yaml`` does not hold together: then nobody can say who may be told what.
    """
    every = tuple(engagement.business_units)
    access = read_access(engagement.folder, every)
    names = [name for channel in engagement.parameters.notify if isinstance(channel, Email) for name in channel.to]
    if access is None:
        return {}
    seen = {person_key(name): rights_of(access, name, (), every).business_units for name in names if access.person(name)}
    return {key: units for key, units in seen.items() if set(units) != set(every)}


def own_messages(
    readers: dict[str, tuple[str, ...]], concerned: Sequence[str], compose: Callable[[tuple[str, ...]], Message]
) -> dict[str, Message | None]:
    """Return what each restricted reader is told; None for somebody of whose business units there is nothing to tell.

    Parameters
    ----------
    readers
        What `restricted_readers` returned.
    concerned
        Ids of the business units that the news are of.
    compose
        Makes the message for whoever may see some business units.
    """
    made: dict[tuple[str, ...], Message] = {}
    for units in readers.values():
        if set(units) & set(concerned) and units not in made:
            made[units] = compose(units)
    return {key: made.get(units) for key, units in readers.items()}


def restricted_to(published: Published, business_units: Sequence[str]) -> Published:
    """Return a publication as far as it is of some business units."""
    return replace(
        published,
        renewed=tuple(unit for unit in published.renewed if unit in business_units),
        standing={unit: notebooks for unit, notebooks in published.standing.items() if unit in business_units},
    )
