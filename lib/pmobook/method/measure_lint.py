"""A look at the catalogue of measures: that each says something of its own, in words that a busy person takes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pmobook.errors import ProblemsFound
from pmobook.method.measure_catalogue import (
    CATALOGUE,
    MeasureCatalogue,
    catalogue_folder,
    catalogue_name,
    measure_catalogue,
)
from pmobook.method.model_checks.finding import LintFinding, as_problem
from pmobook.method.model_checks.reading import find_hard_reading, hardest_texts, reading_by_area
from pmobook.method.model_checks.rules import LintRules, lint_rules
from pmobook.method.model_checks.texts import Text
from pmobook.method.model_checks.wording import find_repeated_wording, find_unclear_words
from pmobook.method.model_lint import ModelReport

__all__ = ["check_catalogue", "measure_texts"]


def check_catalogue(folder: Path | None = None, rules: LintRules | None = None) -> ModelReport:
    """Return everything that is wrong or doubtful in the catalogue of measures.

    Parameters
    ----------
    folder
        Where it stands; the method's if not given.
    rules
        What is asked of its wording; what the method asks of a maturity model if not given.
    """
    asked, shown = rules or lint_rules(), catalogue_name(folder)
    try:
        catalogue = measure_catalogue(folder)
    except ProblemsFound as found:
        return ModelReport(shown, "", {}, (), (), tuple(as_problem(one) for one in found.problems))
    texts = tuple(measure_texts(catalogue, shown))
    reading = reading_by_area(texts)
    files = {area.area_id: f"{shown}/{area.area_id}.yaml" for area in catalogue.areas}
    findings = [
        # Formulas have to name the same things in the same words.
        *find_repeated_wording([text for text in texts if "formula" not in text.where], asked),
        *find_unclear_words(texts, asked),
        *find_hard_reading(reading, texts, asked.reading_ease, files),
        *_unread_files(catalogue, folder),
    ]
    measures = catalogue.measures
    counts = {
        "focus areas": len(catalogue.areas),
        "measures": len(measures),
        "with a suggested target": sum(one.target.value is not None for one in measures),
        "with a published benchmark": sum(one.benchmark is not None for one in measures),
        "computed from results": sum(bool(one.computed_from) for one in measures),
    }
    title = f"{catalogue.title}, version {catalogue.version} of {catalogue.dated}"
    return ModelReport(shown, title, counts, reading, hardest_texts(texts, asked.reading_ease), tuple(findings))


def measure_texts(catalogue: MeasureCatalogue, shown: str) -> Iterator[Text]:
    """Return every text of the catalogue that a person reads, with its place.

    Parameters
    ----------
    catalogue
        The catalogue.
    shown
        How messages name its folder.
    """
    for area in catalogue.areas:
        for one in area.measures:
            where = f"{shown}/{area.area_id}.yaml, {one.measure_id}"
            formula = (one.formula.numerator, one.formula.denominator, one.formula.value, one.formula.period)
            parts = [("title", one.title), ("what", one.what), ("why", one.why), *(("formula", text) for text in formula)]
            parts += [("target > reason", one.target.reason), ("pitfalls", one.pitfalls)]
            yield from (Text(f"{where}, {place}", area.area_id, "measure", text) for place, text in parts if text)


def _unread_files(catalogue: MeasureCatalogue, folder: Path | None) -> list[LintFinding]:
    read = {f"{name}.yaml" for name in (CATALOGUE, *(area.area_id for area in catalogue.areas))}
    return [
        LintFinding(f"{catalogue_name(folder)}/{path.name}", "a file that nothing reads", f"{CATALOGUE}.yaml and one file for "
                    "each area that it lists", f"Add its area to {CATALOGUE}.yaml, or take the file away.", "remark")
        for path in sorted((folder or catalogue_folder()).glob("*.yaml"))
        if path.name not in read
    ]  # fmt: skip
