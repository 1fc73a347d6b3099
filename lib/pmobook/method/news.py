"""What people are told when a quarter has been published: which findings are breaches, and how much is listed, as data."""

from __future__ import annotations

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["Breaches", "NewsRules", "news_rules"]


class Breaches(Definition):
    """Kinds of findings that say that one sort of limit is broken."""

    title: str = Field(min_length=1)
    description: str = Field(min_length=10)
    kinds: tuple[str, ...] = Field(min_length=1, strict=False)


class NewsRules(Definition):
    """A dated version of what people are told."""

    title: str
    version: str
    dated: str
    source: str
    most_listed: Threshold
    breaches: tuple[Breaches, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _names_each_kind_once(self) -> NewsRules:
        kinds = [kind for one in self.breaches for kind in one.kinds]
        if len(set(kinds)) != len(kinds):
            message = "breaches that name each kind of finding once"
            raise ValueError(message)
        return self

    def breach_of(self, kind: str) -> str:
        """Return which sort of limit a kind of finding says is broken; empty if it is no breach."""
        return next((one.title for one in self.breaches if kind in one.kinds), "")


@in_each_language
def news_rules() -> NewsRules:
    """Return what people are told.

    Raises
    ------
    ProblemsFound
        If ``params/method/news.yaml`` does not hold together.
    """
    return load_model(NewsRules, method_folder() / "news.yaml", "params/method/news.yaml")
