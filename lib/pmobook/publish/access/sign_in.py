"""The pages on which people sign in and out."""

from __future__ import annotations

import asyncio
import math
from typing import Any

from pmobook.inputs.access import Access, person_key
from pmobook.language import said_later, say
from pmobook.publish.access.form_page import FormPage
from pmobook.publish.access.from_hub import FromHub, lead_to_hub
from pmobook.publish.access.passwords import password_matches
from pmobook.publish.addresses import PageRefused

__all__ = ["sign_in_pages"]

_WRONG = said_later("The name or the password is wrong.")
_OPEN_AS_ANNOUNCED = said_later("Open the address that the server announced when it started; it lets you in.")


def sign_in_pages(base: str) -> list[Any]:
    """Return the addresses of the pages, for servers to answer for beside their own."""
    return [(f"{base}sign-in", _SignIn), (f"{base}sign-out", _SignOut), (f"{base}oauth_callback", FromHub)]


class _SignIn(FormPage):
    """Where a person signs in with a password, or is sent to the hub."""

    async def get(self) -> None:
        """Show the form, take the announced token, or lead to the hub."""
        there = self.where_to(self.get_query_argument("next", ""))
        try:
            if self.gate.token:
                self._by_token()
            elif self.signing_in("password", "jupyterhub").sign_in == "jupyterhub":
                lead_to_hub(self, there)
            else:
                self._ask("", there)
        except PageRefused as refused:
            self.refuse(refused)

    async def post(self) -> None:
        """Take a name and a password."""
        try:
            access = self.signing_in("password")
            self.check_form()
        except PageRefused as refused:
            self.refuse(refused)
            return
        await self._by_password(access)

    async def _by_password(self, access: Access) -> None:
        name = self.get_body_argument("person", "")[:400].strip()
        there, key = self.get_body_argument("next", ""), person_key(name)
        one = f"{key} from {self.request.remote_ip}"
        wait = self.gate.tries.seconds_to_wait(one)
        if wait > 0:
            self.audit("sign-in must wait", f"{math.ceil(wait)} seconds", name)
            self.set_status(429)
            self.set_header("Retry-After", str(math.ceil(wait)))
            self._ask(say("Too many wrong passwords. Try again in {wait}.", wait=_in_words(wait)), there, name)
            return
        # Counted before it is checked: tries that come at the same time count too.
        self.gate.tries.failed(one, access.failed_tries, access.wait_seconds)
        kept, known = self.gate.passwords().get(key), access.person(name)
        typed = self.get_body_argument("password", "", strip=False)
        async with self.gate.checking:
            matches = await asyncio.get_running_loop().run_in_executor(None, password_matches, typed, kept)
        if not matches or known is None or not known.active:
            self.audit("sign-in failed", "wrong name or password" if not matches else "not active", name)
            self.set_status(401)
            self._ask(say(_WRONG), there, name)
            return
        self.gate.tries.succeeded(one)
        self.gate.sessions.end(self.get_cookie(self.own_cookie))
        self.audit("signed in", "by password", name)
        secret = self.gate.sessions.start(name, (), access.hours, self.gate.proof_of(name))
        self.let_in(secret, self.where_to(there))

    def _by_token(self) -> None:
        shown = self.get_query_argument("token", "")
        if not self.gate.token_matches(shown):
            if shown:
                self.audit("sign-in failed", "wrong token")
                self.set_status(401)
            self.show("message.html.j2", say("Sign in"), sentence=say(_OPEN_AS_ANNOUNCED))
            return
        self.audit("signed in", "by token")
        self.let_in(self.gate.sessions.start("", (), 24), self.app.base_url)

    def _ask(self, problem: str, there: str, name: str = "") -> None:
        self.show(
            "sign_in.html.j2", say("Sign in"), problem=problem, form=self.form_token(), next=self.where_to(there), person=name
        )


class _SignOut(FormPage):
    """Where a person signs out."""

    async def get(self) -> None:
        """Ask whether to; a link on another site must not do it."""
        try:
            self.signing_in("password", "jupyterhub")
        except PageRefused as refused:
            self.refuse(refused)
            return
        self.show("sign_out.html.j2", say("Sign out"), form=self.form_token())

    async def post(self) -> None:
        """Sign out."""
        try:
            self.signing_in("password", "jupyterhub")
            self.check_form()
        except PageRefused as refused:
            self.refuse(refused)
            return
        session = self.gate.sessions.find(self.get_cookie(self.own_cookie))
        self.gate.sessions.end(self.get_cookie(self.own_cookie))
        self.clear_cookie(self.own_cookie, path=self.app.base_url)
        self.audit("signed out", person=session.person if session else "")
        self.show(
            "message.html.j2", say("You have signed out"), sentence=say("Close the browser's window if others use this computer.")
        )


def _in_words(seconds: float) -> str:
    """Return a wait in words, rounded up.

    Examples
    --------
    >>> _in_words(12.2), _in_words(60), _in_words(1), _in_words(121)
    ('13 seconds', '1 minute', '1 second', '3 minutes')
    """
    whole = math.ceil(seconds)
    count, word = (whole, "second") if whole < 60 else (math.ceil(whole / 60), "minute")
    return f"{count} {word}{'' if count == 1 else 's'}"
