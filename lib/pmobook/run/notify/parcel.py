"""What is handed to a channel, and how a channel says that it didn't take it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pmobook.errors import PmobookError

__all__ = ["NotDelivered", "Parcel", "secret"]


@dataclass(frozen=True)
class Parcel:
    """One message.

    Attributes
    ----------
    parcel_id
        Its own for ever: a receiver that gets it twice can tell.
    dated
        When it was made, with zone.
    subject, text, content
        See `pmobook.assess.quarter_message.Message`.
    """

    parcel_id: str
    dated: dt.datetime
    subject: str
    text: str
    content: Mapping[str, Any]

    def as_data(self) -> dict[str, Any]:
        """Return what programs are sent."""
        return {
            "id": self.parcel_id,
            "dated": self.dated.astimezone(dt.UTC).isoformat(timespec="seconds"),
            "subject": self.subject,
            "text": self.text,
            **self.content,
        }


class NotDelivered(PmobookError):
    """A channel that didn't take a message.

    Parameters
    ----------
    message
        Why, and what to do.
    may_pass
        Whether it may work in a moment.
    """

    def __init__(self, message: str, *, may_pass: bool) -> None:
        super().__init__(message)
        self.may_pass = may_pass


def secret(variable: str, environment: Mapping[str, str] | None = None) -> str:
    """Return the secret that an environment variable holds.

    Raises
    ------
    NotDelivered
        If it isn't set; its value is never told.
    """
    value = (os.environ if environment is None else environment).get(variable, "")
    if not value:
        message = f"the environment variable {variable} is not set. Set it where the timer runs pmobook."
        raise NotDelivered(message, may_pass=False)
    return value
