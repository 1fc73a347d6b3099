"""The catalogue of measures as a page of the documentation."""

from __future__ import annotations

from pmobook.method.catalogue_measure import CatalogueMeasure, SuggestedTarget
from pmobook.method.markdown import anchor, flat, table
from pmobook.method.maturity import maturity_model
from pmobook.method.measure_catalogue import MeasureCatalogue

__all__ = ["measure_page"]

_HOW_TO_USE = """\
Ten that are used beat forty that are filed. This writes blank packs whose form *measures* names two of them already:

```
pmobook forms ENGAGEMENT --measures gates_held_when_due,benefits_realised
```

A focus area's id, as in `--measures financial_management`, takes all of that area; `--measures catalogue` takes everything. The
targets then read *not assessed: to be set by leadership*. A row counts once somebody gives it an owner, a target or values; until
then nothing is reported about it.

Targets here are suggestions to argue about, never standards. Where a denominator is zero, as when no gate was due, the measure is
*not assessed*: neither 0 nor 100 percent. With few cases a share jumps; show the number of cases beside it."""
_COMPUTED = """\
Some can be computed from results that the workbook records anyway: the table and column stand beside them, as the page on
[results](results.md) explains them. Values of all measures are handed in with the form
[measure_values](forms.md#measure_values)."""


def measure_page(catalogue: MeasureCatalogue) -> str:
    """Return the page in Markdown.

    Parameters
    ----------
    catalogue
        The catalogue; what a measure does not say is left out.
    """
    model = maturity_model(catalogue.maturity_model)
    titles = {area.area_id: area.title for area in model.areas}
    parts = [
        f"# {catalogue.title}",
        "",
        "<!-- Made from params/method/measures by `make docs`; change it there. -->",
        "",
        f"Version {catalogue.version} of {catalogue.dated}. {flat(catalogue.description)} {flat(catalogue.source)}",
        "",
        _HOW_TO_USE,
        "",
        _COMPUTED,
        "",
        *_contents(catalogue, titles),
    ]
    for area in catalogue.areas:
        parts += [f"## {titles[area.area_id]}", ""]
        for one in area.measures:
            parts += _measure(one, model.capability(one.capability_id).title)
    return "\n".join(parts).rstrip() + "\n"


def _contents(catalogue: MeasureCatalogue, titles: dict[str, str]) -> list[str]:
    rows = (
        [titles[area.area_id], f"[{one.title}](#{anchor(one.title)})", f"`{one.measure_id}`", one.unit_of_measure, one.better]
        for area in catalogue.areas
        for one in area.measures
    )
    return table(["focus area", "measure", "id", "unit of measure", "better"], rows)


def _measure(one: CatalogueMeasure, capability: str) -> list[str]:
    formula = one.formula
    sources = "; ".join(flat(source) for source in one.sources)
    rows = [["what", one.what], ["why", one.why]]
    rows += [
        [name, text]
        for name, text in (("numerator", formula.numerator), ("denominator", formula.denominator), ("value", formula.value))
        if text
    ]
    rows += [
        ["period", f"{formula.period}; reported each {one.frequency}"],
        ["unit of measure", f"{one.unit_of_measure}; {one.better} is better"],
        ["needs", _needs(one)],
        ["owner, suggested", one.owner],
        ["target, suggested", _target(one.target, one.unit_of_measure)],
        ["pitfalls", one.pitfalls],
    ]
    if one.benchmark is not None:
        rows.append(["elsewhere", f"{one.benchmark.figure} ({flat(one.benchmark.source)})"])
    if one.computed_from:
        rows.append(["computed from", ", ".join(f"`{column}`" for column in one.computed_from)])
    rows.append(["source", sources])
    return [f"### {one.title}", "", f"`{one.measure_id}`, tells of: {capability}.", "", *table(["part", "in words"], rows)]


def _needs(one: CatalogueMeasure) -> str:
    forms = ", ".join(f"[{name}](forms.md#{name})" for name in one.data.forms)
    parts = [f"forms {forms}"] if forms else []
    return "; ".join([*parts, one.data.system] if one.data.system else parts)


def _target(target: SuggestedTarget, unit_of_measure: str) -> str:
    if target.value is None:
        return target.reason
    near = f", near it within {target.tolerance:g}" if target.tolerance else ""
    return f"{target.value:g} ({unit_of_measure}){near}. {target.reason}"
