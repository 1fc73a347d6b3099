"""The reverse proxy whose word on who is signed in is taken."""

from __future__ import annotations

import ipaddress
import re

from pydantic import Field, field_validator, model_validator

from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import quoted

__all__ = ["Proxy"]

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,99}\Z")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,99}\Z")


class Proxy(Definition):
    """A reverse proxy in front of the server, and how it tells who is signed in."""

    addresses: tuple[str, ...] = Field(default=(), strict=False)
    """Addresses or networks that it calls from, such as 10.1.2.3 or 10.1.0.0/24."""
    person_header: str = "X-Forwarded-User"
    groups_header: str | None = None
    """Names the person's groups, with commas between them; groups come from ``access.yaml`` alone if not given."""
    secret_header: str | None = None
    """A header whose value only the proxy and this server know."""
    secret_variable: str = "PMOBOOK_PROXY_SECRET"  # noqa: S105 - the variable's name, not the secret
    """The environment variable that holds it."""

    @field_validator("addresses")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            try:
                network = ipaddress.ip_network(text, strict=False)
            except ValueError:
                message = f"addresses such as 10.1.2.3, or networks such as 10.1.0.0/24; found {quoted(text)}"
                raise ValueError(message) from None
            if network.prefixlen == 0:
                message = f"the proxy's own addresses; {quoted(text)} is every address there is"
                raise ValueError(message)
        return value

    @field_validator("person_header", "groups_header", "secret_header")
    @classmethod
    def _is_a_header(cls, value: str | None) -> str | None:
        if value is not None and not _HEADER.match(value):
            message = "a header's name: letters, digits and hyphens"
            raise ValueError(message)
        return value

    @field_validator("secret_variable")
    @classmethod
    def _is_a_variable(cls, value: str) -> str:
        if not _VARIABLE.match(value):
            message = "an environment variable's name: capitals, digits and underscores"
            raise ValueError(message)
        return value

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> Proxy:
        if not self.addresses and self.secret_header is None:
            message = "addresses, secret_header or both: anybody could otherwise claim to be anybody"
            raise ValueError(message)
        headers = [one.lower() for one in (self.person_header, self.groups_header, self.secret_header) if one is not None]
        if len(set(headers)) < len(headers):
            message = "a header of its own for the person, the groups and the secret"
            raise ValueError(message)
        return self

    def knows(self, address: str) -> bool:
        """Say whether a request from an address comes from the proxy; any does where only the secret tells."""
        if not self.addresses:
            return True
        try:
            caller = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if isinstance(caller, ipaddress.IPv6Address) and caller.ipv4_mapped is not None:
            caller = caller.ipv4_mapped
        return any(caller in ipaddress.ip_network(network, strict=False) for network in self.addresses)
