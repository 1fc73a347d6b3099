"""A page on which people sign in or out, with a form that no other site can send."""

from __future__ import annotations

import functools
import hmac
import secrets
from collections.abc import Mapping
from typing import Any, ClassVar

import jinja2

from pmobook.errors import PmobookError
from pmobook.inputs.access import Access
from pmobook.language import said_later, say
from pmobook.publish.access.guarded import reload_page
from pmobook.publish.access.guarded_page import GuardedPage
from pmobook.publish.access.hub import Hub
from pmobook.publish.addresses import PageRefused
from pmobook.publish.site import Audience, Site, template_folder

__all__ = ["FormPage"]

_NO_PAGE = (said_later("There is no such page"), said_later("The address may be mistyped, or the page was never there."))
_NOT_FROM_FORM = (
    said_later("This could not be accepted"),
    said_later("Load the page again and try once more; the browser must accept cookies."),
)


class FormPage(GuardedPage):
    """A page in our style, with a form that only this browser can send; nothing of it is kept by a browser."""

    needs_sign_in = False
    headers: ClassVar[Mapping[str, str]] = {
        **GuardedPage.headers,
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",  # with no-referrer, browsers would not say which page a form was sent from
    }

    def check_xsrf_cookie(self) -> None:
        """Leave it to `check_form`, which asks for a token of ours."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's signature
        """Say in words what went wrong."""
        del status_code
        error = kwargs.get("exc_info", (None, None, None))[1]
        title, sentence = (error.title, str(error)) if isinstance(error, PageRefused) else _NOT_FROM_FORM
        self.show("message.html.j2", say(title), sentence=say(sentence))

    def show(self, template: str, title: str, **values: object) -> None:
        """Send a page of ours."""
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        furniture = Site(self.gate.folder).furniture(title, Audience(home=self.app.base_url))
        page = _templates().get_template(template).render(resources={"pmobook": furniture}, title=title, **values)
        self.finish(page)

    def form_token(self) -> str:
        """Return what the form must send back, which the browser also keeps in a cookie."""
        name = f"{self.own_cookie}_form"
        token = self.get_cookie(name) or secrets.token_urlsafe(24)
        self.keep_cookie(name, token)
        return token

    def check_form(self) -> None:
        """Refuse a form that was not sent from our own page in this browser.

        Raises
        ------
        PageRefused
            If the token is missing or is not this browser's.
        """
        kept, sent = self.get_cookie(f"{self.own_cookie}_form"), self.get_body_argument("form", "")
        if not kept or not hmac.compare_digest(kept.encode("utf-8", "replace"), sent.encode("utf-8", "replace")):
            self.audit("refused", "a form that was not sent from our page")
            raise PageRefused(403, *_NOT_FROM_FORM)

    def signing_in(self, *ways: str) -> Access:
        """Return what says how people sign in here.

        Parameters
        ----------
        ways
            Those that the page is for.

        Raises
        ------
        PageRefused
            If nobody signs in here in such a way, or ``access.yaml`` can't be read.
        """
        try:
            access = self.gate.access()
        except PmobookError as error:
            self.app.log.error("Nobody can sign in: %s", error)  # noqa: TRY400 - told in words, no traceback
            raise PageRefused(503, say("Nobody can sign in just now"), say("This is being mended. Try again soon.")) from None
        if access is None or access.sign_in not in ways:
            raise PageRefused(404, *_NO_PAGE)
        return access

    def hub(self) -> Hub:
        """Return the hub that people sign in by.

        Raises
        ------
        PageRefused
            If no hub started this server.
        """
        if self.gate.hub is None:
            raise PageRefused(503, say("Nobody can sign in just now"), say("This server was not started by the hub."))
        return self.gate.hub

    def let_in(self, secret: str, there: str) -> None:
        """Give the browser what it shows from now on, and go on to where it came from."""
        self.keep_cookie(self.own_cookie, secret)
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        # A redirect would carry on a journey that began elsewhere, and the browser would not send the cookie yet.
        self.finish(reload_page(there))

    def where_to(self, asked: str) -> str:
        """Return where to go on to: a page of this server, whatever was asked for."""
        ours = asked.startswith(self.app.base_url) and not asked.startswith("//") and "\\" not in asked and asked.isprintable()
        return asked if ours and len(asked) <= 2000 else str(self.app.base_url)


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(template_folder()), autoescape=True)
