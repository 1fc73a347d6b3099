"""The catalogues of languages: gathered from code, method, notebooks and templates, brought up to date, compiled."""

from __future__ import annotations

from pmobook.generate.catalogues.gathering import gather_texts
from pmobook.generate.catalogues.renewal import compile_catalogue, renew_catalogue

__all__ = ["compile_catalogue", "gather_texts", "renew_catalogue"]
