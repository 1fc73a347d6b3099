"""``python -m pmobook.generate.catalogues`` brings every catalogue up to date and says what is still to be translated."""

from __future__ import annotations

import sys

from pmobook.generate.catalogues.renewal import compile_catalogue, read_catalogue, renew_catalogue
from pmobook.language import LANGUAGES
from pmobook.language.catalogue import CATALOGUES


def main() -> None:
    """Renew and compile every catalogue."""
    for code in LANGUAGES[1:]:
        (CATALOGUES / f"{code}.po").write_bytes(renew_catalogue(code))
        (CATALOGUES / f"{code}.mo").write_bytes(compile_catalogue(code))
        texts = [one for one in read_catalogue(code) if one.id and len(one.context or "context") > 1]
        empty = sum(not any(one.string) if isinstance(one.string, tuple) else not one.string for one in texts)
        sys.stdout.write(f"{code}: {len(texts):,} texts, {empty:,} of them to be translated.\n")


if __name__ == "__main__":
    main()
