"""Delivering what waits in the outbox: every channel by itself, several attempts, and never at the cost of what is published."""

from __future__ import annotations

import datetime as dt
import hashlib
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pmobook.inputs.access import person_key
from pmobook.inputs.channels import Channel, Email, Webhook
from pmobook.inputs.engagement import Engagement
from pmobook.run.notify.mail import send_mail
from pmobook.run.notify.news_file import add_news
from pmobook.run.notify.outbox import Entry, Outbox
from pmobook.run.notify.parcel import NotDelivered, Parcel
from pmobook.run.notify.webhook import post_news

__all__ = ["Delivery", "Post", "deliver"]

_WAITS = (2.0, 8.0)
"""Seconds before the second and the third attempt."""
_SECONDS = 20.0
"""How long a server may take to answer."""


@dataclass(frozen=True)
class Post:
    """How messages are sent; only tests need another way.

    Attributes
    ----------
    sleep
        Waits between attempts.
    environment
        Where secrets stand; the process's own if None.
    tls
        What is asked of a server's certificate; the system's rules if None.
    seconds
        How long a server may take to answer.
    """

    sleep: Callable[[float], None] = time.sleep
    environment: Mapping[str, str] | None = None
    tls: ssl.SSLContext | None = None
    seconds: float = _SECONDS


@dataclass(frozen=True)
class Delivery:
    """What became of one message on one channel.

    Attributes
    ----------
    name
        The message's.
    channel
        The channel in words.
    reason
        Why it isn't delivered, or not to everybody; empty if it is.
    """

    name: str
    channel: str
    reason: str

    @property
    def sentence(self) -> str:
        """For an operator."""
        if not self.reason:
            return f"Told by {self.channel} (message {self.name})."
        return (
            f"Not told by {self.channel} (message {self.name}): {self.reason.rstrip('.')}. It is tried again with the next rerun."
        )


def deliver(engagement: Engagement, post: Post | None = None) -> tuple[Delivery, ...]:
    """Send every message that waits, through every channel that hasn't taken it.

    A message is written down as taken right after its channel took it, so that it is sent once. Only a process that dies between
    the two sends it again, with the same id: mail systems drop the second, programs can tell by ``Idempotency-Key``.

    Returns
    -------
    tuple
        What became of each message on each channel that was tried; nothing if another process is delivering.
    """
    outbox, told = Outbox(engagement.results), []
    if not outbox.folder.is_dir():
        return ()
    with outbox.opened() as held:
        for entry in outbox.waiting() if held else ():
            current, tried = entry, []
            for channel in engagement.parameters.notify:
                open_for = _receivers(channel).keys() - current.taken.keys()
                if open_for:
                    current, delivery = _send(outbox, current, channel, engagement, post or Post())
                    tried.append(delivery)
            if not any(one.reason for one in tried):
                outbox.close(current)
            told += tried
    return tuple(told)


def _send(outbox: Outbox, entry: Entry, channel: Channel, engagement: Engagement, post: Post) -> tuple[Entry, Delivery]:
    reason = ""
    for wait in (*_WAITS, None):
        try:
            refused = _hand_over(entry, channel, engagement, post)
        except NotDelivered as error:
            reason = str(error)
            if wait is None or not error.may_pass:
                break
            post.sleep(wait)
            continue
        moment = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        took = {key: moment for key, name in _receivers(channel).items() if name not in refused and key not in entry.taken}
        reason = "; ".join(f"{name} is refused ({why})" for name, why in refused.items())
        return outbox.note_taken(entry, took), Delivery(entry.name, channel.in_words, reason)
    return entry, Delivery(entry.name, channel.in_words, reason)


def _hand_over(entry: Entry, channel: Channel, engagement: Engagement, post: Post) -> dict[str, str]:
    """Hand a message to a channel, once, and return the receivers who were refused."""
    if isinstance(channel, Email):
        return _mail(entry, channel, post)
    if isinstance(channel, Webhook):
        post_news(channel, entry.parcel, seconds=post.seconds, environment=post.environment, tls=post.tls)
    else:
        add_news(channel, entry.parcel, engagement.folder)
    return {}


def _mail(entry: Entry, channel: Email, post: Post) -> dict[str, str]:
    """Send everybody the message that they may read; who has nothing to be told is passed over."""
    sent_to: dict[str, tuple[Parcel, list[str]]] = {}
    for key, name in _receivers(channel).items():
        parcel = entry.own.get(person_key(name), entry.parcel)
        if parcel is not None and key not in entry.taken:
            sent_to.setdefault(parcel.text, (parcel, []))[1].append(name)
    refused: dict[str, str] = {}
    failed: list[NotDelivered] = []
    for parcel, names in sent_to.values():
        try:
            refused |= send_mail(channel, parcel, names, seconds=post.seconds, environment=post.environment, tls=post.tls)
        except NotDelivered as error:
            failed.append(error)
            refused |= dict.fromkeys(names, str(error))
    if failed and len(failed) == len(sent_to):
        raise failed[0]
    return refused


def _receivers(channel: Channel) -> dict[str, str]:
    """Return the key by which a receiver's having taken a message is written down, to its name; an address may hold a token."""
    if isinstance(channel, Email):
        return {f"email {name}": name for name in channel.to}
    if isinstance(channel, Webhook):
        return {f"webhook {hashlib.sha256(channel.url.encode()).hexdigest()[:16]}": channel.url}
    return {f"file {channel.path}": channel.path}
