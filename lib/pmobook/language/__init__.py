"""The language of pages, tables and exports: sentences from a catalogue, figures and days as its readers write them."""

from __future__ import annotations

from pmobook.language.chosen import LANGUAGES, language, language_tag, use_language
from pmobook.language.figures import as_written, chart_locale, marks, month_name
from pmobook.language.sentences import count, inside, of_method, of_report, said_later, say, say_many, word

__all__ = [
    "LANGUAGES",
    "as_written",
    "chart_locale",
    "count",
    "inside",
    "language",
    "language_tag",
    "marks",
    "month_name",
    "of_method",
    "of_report",
    "said_later",
    "say",
    "say_many",
    "use_language",
    "word",
]
