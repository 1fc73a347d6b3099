"""The results store as its readers see it: always a whole publication, never half a commit."""

from __future__ import annotations

import dataclasses
import datetime as dt
import numbers
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
from deltalake import QueryBuilder

from pmobook.errors import PmobookError
from pmobook.record.frames import to_frame
from pmobook.record.place import Place, results_place
from pmobook.record.publication import Publication, read_publications
from pmobook.record.remote import told_plainly
from pmobook.record.table_files import open_version
from pmobook.record.tables import TABLES, Table
from pmobook.vocabulary import Quarter, is_id, nearest, quoted

__all__ = ["Store", "open_store", "open_store_at"]

_LONGEST_NUMBER = 6  # as in the names of publications' files


@dataclass(frozen=True)
class Store:
    """An engagement's results as they stood at one publication.

    What is recorded later doesn't change a store that is open, so that a page drawn from several tables shows one state.
    Open it again to see what is new.

    Attributes
    ----------
    results
        Where they are kept: the engagement's ``results`` folder, or a place in an object store.
    """

    results: Place
    _publications: tuple[Publication, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been recorded yet."""
        return not self._publications

    def publications(self) -> tuple[Publication, ...]:
        """Return the publications up to the one shown, oldest first."""
        return self._publications

    def quarters(self) -> tuple[Quarter, ...]:
        """Return the quarters that have results, oldest first."""
        return tuple(sorted({Quarter.parse(each.quarter) for each in self._publications if each.results}))

    def as_of(self, number: int) -> Store:
        """Return the store as it stood right after a publication.

        Raises
        ------
        PmobookError
            If there is no publication of that number.
        """
        if not any(each.number == number for each in self._publications):
            known = f"They are numbered 1 to {self._publications[-1].number}." if self._publications else "There is none yet."
            message = f"There is no publication {number}. {known}"
            raise PmobookError(message)
        return dataclasses.replace(self, _publications=tuple(each for each in self._publications if each.number <= number))

    def at(self, when: int | str | dt.date) -> Store:
        """Return the store as its readers saw it at a publication or a moment.

        Parameters
        ----------
        when
            The number of a publication, also as text; or a day or moment, also as text in ISO form: 2026-10-05 or
            2026-10-05T14:30. A day means its end; a moment without a zone is in UTC.

        Raises
        ------
        PmobookError
            If it is none of these, there is no publication of that number, or nothing was published by then.
        """
        moment = _moment(when)
        if isinstance(moment, int):
            return self.as_of(moment)
        seen = tuple(each for each in self._publications if each.committed_at <= moment)
        if not seen:
            first = self._publications[0].committed_at.astimezone(dt.UTC) if self._publications else None
            known = f"The first publication was on {first:%Y-%m-%d at %H:%M} UTC." if first else "Nothing has been published yet."
            message = f"Nothing was published by {moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC. {known}"
            raise PmobookError(message)
        return dataclasses.replace(self, _publications=seen)

    def run_ids(self, quarter: Quarter) -> Mapping[str, Mapping[str, str]]:
        """Return business unit to notebook to the id of the run whose results stand for a quarter."""
        for publication in reversed(self._publications):
            if publication.quarter == str(quarter):
                return publication.results
        return {}

    def table(self, name: str, quarter: Quarter | None = None, business_unit: str | None = None) -> pd.DataFrame:
        """Return a table's rows as published, sorted by quarter, business unit and the table's key.

        Parameters
        ----------
        name
            One of ``TABLES``.
        quarter, business_unit
            Only the rows of these; all if not given.

        Returns
        -------
        pandas.DataFrame
            The table's columns; no rows if nothing was recorded. Texts are ``str``, whole numbers ``Int64``, dates
            ``datetime64[us]``; missing is missing, never zero.

        Raises
        ------
        ValueError
            If there is no such table, or ``business_unit`` can't be an id.
        PmobookError
            If the table is published and lost.
        """
        if name not in TABLES:
            guess = nearest(name, TABLES)
            message = f"there is no table {name!r}" + (f"; did you mean {guess}?" if guess else "")
            raise ValueError(message)
        conditions = []
        if quarter is not None:
            conditions.append(f"quarter = '{quarter}'")
        if business_unit is not None:
            if not is_id(business_unit):
                message = f"{business_unit!r} can't be the id of a business unit"
                raise ValueError(message)
            conditions.append(f"business_unit = '{business_unit}'")
        versions = self._publications[-1].table_versions if self._publications else {}
        if name not in versions:
            return to_frame(TABLES[name], TABLES[name].schema.empty_table())
        return to_frame(TABLES[name], _select(self.results, TABLES[name], versions[name], conditions))

    def tables(self, names: Iterable[str]) -> dict[str, pd.DataFrame]:
        """Return several tables as published, by name; see `table`."""
        return {name: self.table(name) for name in names}

    def outcomes(self, quarter: Quarter) -> pd.DataFrame:
        """Return the latest outcome of each notebook for each business unit in a quarter, as rows of ``runs``.

        A status of failed or skipped says that rows of an earlier publication, if any, still stand.
        """
        runs = self.table("runs", quarter)
        latest = runs.sort_values("publication", kind="stable").drop_duplicates(["business_unit", "notebook"], keep="last")
        return latest.sort_values(["business_unit", "notebook"], ignore_index=True)


def _moment(when: object) -> int | dt.datetime:
    """Return a number of a publication, or the last moment that is meant, with its zone."""
    if isinstance(when, str):
        when = _parsed(when.strip())
    if isinstance(when, numbers.Integral) and not isinstance(when, bool):
        return int(when)
    if isinstance(when, dt.datetime) and not pd.isna(when):
        return when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    if isinstance(when, dt.date) and not isinstance(when, dt.datetime):
        return dt.datetime.combine(when, dt.time.max, dt.UTC)
    message = (
        f"{quoted(when)} is neither the number of a publication nor a day or moment. "
        "Write 5 for publication 5, 2026-10-05 for the end of that day, or 2026-10-05T14:30 for a moment in UTC."
    )
    raise PmobookError(message)


def _parsed(text: str) -> object:
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= _LONGEST_NUMBER else text
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def open_store(folder: str | Path, storage: str | None = None) -> Store:
    """Open the results of an engagement, as last published.

    Parameters
    ----------
    folder
        The engagement's folder. Nothing need have been recorded yet.
    storage
        Where its results are kept, if neither in that folder nor where its ``engagement.yaml`` says; see
        `pmobook.record.place.results_place`.

    Raises
    ------
    PmobookError
        If that is no address of a storage, the storage refuses, or a publication can't be read.
    """
    return open_store_at(results_place(folder, storage))


def open_store_at(results: Place) -> Store:
    """Open the results at a place, as last published; see `open_store`."""
    return Store(results, read_publications(results))


def _select(results: Place, table: Table, version: int, conditions: list[str]) -> pa.Table:
    # Through the query engine: DeltaTable.to_pyarrow_table reads in threads that can abort Python while it shuts down.
    source = open_version(results, table.name, version)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    query = f"SELECT * FROM {table.name}{where}"  # noqa: S608 - made of names of ours, a quarter and an id
    with told_plainly(results):
        return pa.table(QueryBuilder().register(table.name, source).execute(query))
