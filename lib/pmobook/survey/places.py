"""Where a survey's files stand in an engagement's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.vocabulary import Quarter

__all__ = ["SurveyPlaces", "latest_survey", "survey_places"]


@dataclass(frozen=True)
class SurveyPlaces:
    """The folder ``surveys/<quarter>`` of an engagement.

    Attributes
    ----------
    root
        The engagement's folder, which messages leave out.
    folder
        The survey's folder.
    """

    root: Path
    folder: Path

    @property
    def respondents(self) -> Path:
        """Who is asked, as the consultant lists them."""
        return self.folder / "respondents.csv"

    @property
    def people(self) -> Path:
        """The register of who was given a file."""
        return self.folder / "issued_to.csv"

    @property
    def files(self) -> Path:
        """The register of the files that were issued."""
        return self.folder / "issued_files.csv"

    @property
    def issued(self) -> Path:
        """Files to send out."""
        return self.folder / "issued"

    @property
    def returned(self) -> Path:
        """Files that came back, under any name and in any folder."""
        return self.folder / "returned"

    @property
    def gathered(self) -> Path:
        """Answers that wait to be copied into an Excel pack."""
        return self.folder / "gathered"

    def shown(self, path: Path) -> str:
        """Name a path as messages do: from the engagement's folder on."""
        return path.relative_to(self.root).as_posix()


def survey_places(engagement: Engagement, quarter: Quarter) -> SurveyPlaces:
    """Return where the survey of a quarter stands, whether or not it is there."""
    return SurveyPlaces(engagement.folder, engagement.folder / "surveys" / str(quarter))


def latest_survey(engagement: Engagement) -> Quarter:
    """Return the latest quarter for which survey files were issued.

    Raises
    ------
    PmobookError
        If there is none.
    """
    issued = sorted((engagement.folder / "surveys").glob("[0-9][0-9][0-9][0-9]Q[1-4]/issued_files.csv"))
    if not issued:
        message = f"No survey was issued yet. Begin with: pmobook survey issue {engagement.folder} --quarter 2026Q3"
        raise PmobookError(message)
    return Quarter.parse(issued[-1].parent.name)
