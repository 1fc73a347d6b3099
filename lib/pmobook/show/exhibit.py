"""An exhibit: a finished piece of a page."""

from __future__ import annotations

import html
from dataclasses import dataclass

__all__ = ["Exhibit", "paragraph", "stack"]


@dataclass(frozen=True)
class Exhibit:
    """A piece of HTML that is ready to be shown: in JupyterLab, on a scorecard, in a report.

    Attributes
    ----------
    html
        Complete, escaped where it holds what people wrote.
    """

    html: str

    def _repr_html_(self) -> str:
        return f'<div class="pmo-exhibit">{self.html}</div>'


def stack(*exhibits: Exhibit) -> Exhibit:
    """Put exhibits one under the other."""
    return Exhibit("\n".join(exhibit.html for exhibit in exhibits))


def paragraph(text: str) -> Exhibit:
    """Show a sentence as plain text; whatever it holds is escaped."""
    return Exhibit(f"<p>{html.escape(text)}</p>")
