"""What is being served: an engagement, its published results, and how a page is furnished."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmobook import __version__
from pmobook.inputs.engagement import Engagement, open_engagement
from pmobook.language import language, said_later, say, say_many, word
from pmobook.method.places import method_folder, workbook_folder
from pmobook.publish.addresses import PageAddress
from pmobook.record.store import open_store
from pmobook.show.style import stylesheet
from pmobook.vocabulary import Quarter

__all__ = ["Audience", "Published", "Site", "notebooks_folder", "template_folder"]

_SCRIPTS = ("theme.js", "exhibits.js", "page.js", "sections.js")
_TITLES = {
    "enterprise": said_later("Enterprise scorecard"),
    "business_unit": said_later("Scorecard"),
    "how": said_later("How this was scored"),
}


def template_folder() -> Path:
    """Return the folder of the page's template."""
    return workbook_folder() / "templates" / "voila" / "pmobook"


def notebooks_folder() -> Path:
    """Return the folder that holds the scorecards' notebooks and nothing else."""
    return workbook_folder() / "notebooks" / "scorecards"


@dataclass(frozen=True)
class Audience:
    """What a reader may see, and what stands around it for that reader.

    Attributes
    ----------
    shown
        Ids of the business units that they may see; empty if they may see everything.
    home
        Where their first page is.
    sign_out
        Where they sign out; empty if they can't.
    """

    shown: tuple[str, ...] = ()
    home: str = "/enterprise"
    sign_out: str = ""


@dataclass(frozen=True)
class Published:
    """An engagement and its results as they stood when a viewer asked.

    Attributes
    ----------
    engagement, quarters, publication
        The engagement, its published quarters and the batch that made the last publication; empty if there is none.
    method
        Digests of the method's files and of the engagement's own models: titles, thresholds and targets are read from them.
    """

    engagement: Engagement
    quarters: tuple[Quarter, ...]
    publication: str
    method: str

    def key(self, address: PageAddress, shown: tuple[str, ...] = ()) -> Hashable:
        """Return everything that a page depends on: when any of it changes, the page is drawn anew.

        Parameters
        ----------
        address
            The page.
        shown
            Ids of the business units that its readers may see; all of them if empty. Readers who see the same share a page.
        """
        known = repr((self.engagement.parameters, self.engagement.business_units))
        return address, shown, self.publication, known, self.method, self.engagement.reporting(address.quarter)


@dataclass(frozen=True)
class Site:
    """The scorecards of one engagement.

    Attributes
    ----------
    folder
        The engagement's; viewers can't name another.
    """

    folder: Path

    def published(self) -> Published:
        """Look at what is published now.

        Raises
        ------
        PmobookError
            If the engagement or its results can't be read.
        """
        store = open_store(self.folder)
        publications = store.publications()
        latest = publications[-1].batch_id if publications else ""
        method = f"{_digest(method_folder())} {_digest(self.folder / 'maturity')}"
        return Published(open_engagement(self.folder), store.quarters(), latest, method)

    def furniture(self, title: str, audience: Audience | None = None) -> dict[str, Any]:
        """Return what the template puts around a page."""
        audience = audience or Audience()
        return {
            "title": title,
            "home": audience.home,
            "home_words": say("Open your scorecards") if audience.shown else say("Open the enterprise scorecard"),
            "language": language(),
            "say": say,
            "say_many": say_many,
            "word": word,
            "sign_out": audience.sign_out,
            "style": f"{stylesheet()}{_page_style()}",
            "script": _page_script(),
            "version": __version__,
        }

    def title(self, address: PageAddress, engagement: Engagement) -> str:
        """Return what a browser's tab says."""
        unit = engagement.business_units.get(address.business_unit)
        words = [say(_TITLES[address.page]), unit.name if unit else "", str(address.quarter), engagement.parameters.organisation]
        return " · ".join(filter(None, words))


def _digest(folder: Path) -> str:
    """Return a digest over the names and bytes of a folder's files; of one that isn't there as of one that is empty."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


@functools.cache
def _page_style() -> str:
    return (template_folder() / "page.css").read_text(encoding="utf-8")


@functools.cache
def _page_script() -> str:
    return "\n".join((template_folder() / name).read_text(encoding="utf-8").strip() for name in _SCRIPTS)


@functools.cache
def content_policy() -> str:
    """Return what a browser may load and run on our pages: our one script, our styles, and nothing from elsewhere."""
    digest = base64.b64encode(hashlib.sha256(_page_script().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
