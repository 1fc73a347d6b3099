"""The outbox: one message a publication, kept below ``results`` until every channel has taken it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pmobook.assess.quarter_message import Message
from pmobook.errors import PmobookError
from pmobook.record.durable import create_file, replace_file
from pmobook.record.lock import release, take
from pmobook.run.notify.parcel import Parcel
from pmobook.vocabulary import Quarter

__all__ = ["Entry", "Intent", "Outbox"]

_NAME = re.compile(r"[0-9A-Za-z_]{1,60}\Z")


@dataclass(frozen=True)
class Entry:
    """A message in the outbox.

    Attributes
    ----------
    name
        Its publication's number, or what else it is about.
    parcel
        The message.
    taken
        Receiver to when it took the message.
    own
        `pmobook.inputs.access.person_key` of an address to what that person is told instead; None for nothing.
    closed
        Whether every receiver there was has taken it; it is then never sent again, to nobody.
    """

    name: str
    parcel: Parcel
    taken: Mapping[str, str]
    closed: bool
    own: Mapping[str, Parcel | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Intent:
    """What a rerun set out to do: publications of the quarter after this number are to be told."""

    quarter: Quarter
    after: int


@dataclass(frozen=True)
class Outbox:
    """The outbox of one engagement.

    Attributes
    ----------
    results
        The engagement's ``results`` folder.
    """

    results: Path

    @property
    def folder(self) -> Path:
        """Where its messages are."""
        return self.results / "outbox"

    def intend(self, quarter: Quarter, after: int) -> None:
        """Write down, before a run, that what it publishes is to be told: so it is even if the run's process dies right after."""
        known = self.intent()
        if known and known.quarter == quarter:
            after = min(after, known.after)
        replace_file(self._intent, json.dumps({"quarter": str(quarter), "after": after}).encode())

    def intent(self) -> Intent | None:
        """Return what was written down, if it hasn't been settled."""
        try:
            told = json.loads(self._intent.read_bytes())
            return Intent(Quarter.parse(told["quarter"]), int(told["after"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, PmobookError) as error:
            message = f"{self._intent} can't be read ({error}). Remove it; what was published meanwhile is then told nobody."
            raise PmobookError(message) from None

    def settle_intent(self) -> None:
        """Forget what was written down, once its messages are in the outbox."""
        self._intent.unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        """Say whether there is, or was, a message of a name."""
        return self._path(name).exists()

    def put(self, name: str, message: Message, own: Mapping[str, Message | None] | None = None) -> None:
        """Put a message in; one of the same name that is there already stays as it is.

        Parameters
        ----------
        name
            Its publication's number, or what else it is about.
        message
            For every receiver but those of ``own``.
        own
            What `pmobook.run.notify.audience.own_messages` returned.
        """
        moment = dt.datetime.now(dt.UTC).replace(microsecond=0)
        content = {
            "id": f"pmobook-{name}-{secrets.token_hex(8)}",
            "dated": moment.isoformat(),
            "subject": message.subject,
            "text": message.text,
            "content": dict(message.content),
            "own": {key: None if one is None else asdict(one) for key, one in sorted((own or {}).items())},
            "taken": {},
            "closed": False,
        }
        with contextlib.suppress(FileExistsError):
            create_file(self._path(name), json.dumps(content, indent=1, allow_nan=False).encode())

    def waiting(self) -> tuple[Entry, ...]:
        """Return the messages that some receiver hasn't taken, oldest first."""
        paths = sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []
        entries = [_read(path) for path in paths if path != self._intent and not path.name.startswith(".")]
        return tuple(sorted((one for one in entries if not one.closed), key=lambda one: (one.parcel.dated, one.name)))

    def note_taken(self, entry: Entry, receivers: Mapping[str, str]) -> Entry:
        """Write down that receivers have taken a message, before anything else can happen."""
        return self._write(replace(entry, taken={**entry.taken, **receivers}))

    def close(self, entry: Entry) -> Entry:
        """Write down that a message needs sending no more."""
        return self._write(replace(entry, closed=True))

    @contextlib.contextmanager
    def opened(self) -> Iterator[bool]:
        """Hold the outbox, so that no message is sent by two at once; False if somebody else does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "outbox.lock").open("a+b") as file:
            held = take(file)
            try:
                yield held
            finally:
                if held:
                    release(file)

    @property
    def _intent(self) -> Path:
        return self.folder / "intent.json"

    def _path(self, name: str) -> Path:
        if not _NAME.match(name):
            message = f"{name!r} can't be the name of a message"
            raise ValueError(message)
        return self.folder / f"{name}.json"

    def _write(self, entry: Entry) -> Entry:
        path = self._path(entry.name)
        content: dict[str, Any] = json.loads(path.read_bytes())
        content |= {"taken": dict(entry.taken), "closed": entry.closed}
        replace_file(path, json.dumps(content, indent=1, allow_nan=False).encode())
        return entry


def _read(path: Path) -> Entry:
    try:
        told = json.loads(path.read_bytes())
        dated = dt.datetime.fromisoformat(told["dated"])
        parcel = Parcel(str(told["id"]), dated, str(told["subject"]), str(told["text"]), dict(told["content"]))
        own = {key: _own(parcel, number, one) for number, (key, one) in enumerate(sorted(dict(told.get("own", {})).items()), 1)}
        return Entry(path.stem, parcel, dict(told["taken"]), bool(told["closed"]), own)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path} can't be read as a message ({error}). Move it away; the message is then not sent."
        raise PmobookError(message) from None


def _own(parcel: Parcel, number: int, told: Mapping[str, Any] | None) -> Parcel | None:
    if told is None:
        return None
    name = f"{parcel.parcel_id}-{number}"
    return Parcel(name, parcel.dated, str(told["subject"]), str(told["text"]), dict(told["content"]))
