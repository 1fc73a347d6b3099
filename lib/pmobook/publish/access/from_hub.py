"""Signing in by way of a JupyterHub: out to it, and back from it."""

from __future__ import annotations

import hmac
import secrets

from pmobook.language import said_later
from pmobook.publish.access.form_page import FormPage
from pmobook.publish.access.hub import person_for_code
from pmobook.publish.access.proxy import NotVouchedFor
from pmobook.publish.addresses import PageRefused

__all__ = ["FromHub", "lead_to_hub"]

_NOT_SIGNED_IN = (said_later("You could not be signed in"), said_later("Please try again, or ask the PMO team."))


def lead_to_hub(page: FormPage, there: str) -> None:
    """Send a browser to the hub; it comes back to where it was going."""
    state = secrets.token_urlsafe(32)
    page.gate.on_the_way.add(state, there)
    page.keep_cookie(f"{page.own_cookie}_state", state, same_site="Lax")
    page.redirect(page.hub().sign_in_address(state), status=302)


class FromHub(FormPage):
    """Where a hub sends a browser back to."""

    async def get(self) -> None:
        """Ask the hub who it was, and let the person in."""
        try:
            access, hub = self.signing_in("jupyterhub"), self.hub()
            there = self._check_state()
            vouched = await person_for_code(hub, self.get_query_argument("code", ""))
        except NotVouchedFor as reason:
            self.audit("sign-in failed", str(reason))
            self.refuse(PageRefused(403, *_NOT_SIGNED_IN))
            return
        except PageRefused as refused:
            self.refuse(refused)
            return
        self.audit("signed in", "by JupyterHub", vouched.person)
        secret = self.gate.sessions.start(vouched.person, vouched.groups, access.hours, access.sign_in)
        self.let_in(secret, there)

    def _check_state(self) -> str:
        """Return where the browser came from, if this browser set out from here and has not come back before."""
        sent, kept = self.get_query_argument("state", ""), self.get_cookie(f"{self.own_cookie}_state") or ""
        there = self.gate.on_the_way.take(sent)
        if there is None or not hmac.compare_digest(sent.encode("utf-8", "replace"), kept.encode("utf-8", "replace")):
            message = "came back from the hub without having set out from here"
            raise NotVouchedFor(message)
        return there
