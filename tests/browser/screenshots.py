"""Take the pictures of the documentation: ``python tests/browser/screenshots.py ADDRESS FOLDER [BUSINESS_UNIT]``.

The address is one that ``pmobook serve`` announced. Both scorecards are photographed at the widths of a desk and a phone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from provide import FLAGS, find

WIDTHS = {1440: 1000, 390: 844}
_PHONE_LENGTH = 1600


def _extent(page: Page, width: int) -> dict[str, object]:
    """Return what is photographed: all of a page on a desk, its first screens on a phone."""
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": height if width > 1000 else min(height, _PHONE_LENGTH)}
    return {"full_page": True, "clip": clip}


def take(address: str, folder: Path, business_unit: str | None = None) -> list[Path]:
    """Photograph both scorecards; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        for width, height in WIDTHS.items():
            scale = 1 if width > 1000 else 2
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
            page.goto(address)
            taken.append(folder / f"enterprise-{width}.png")
            page.screenshot(path=taken[-1], **_extent(page, width))
            link = f"a[href*='business_unit={business_unit}&']:visible" if business_unit else "a[href*='business_unit=']:visible"
            page.locator(link).first.click()
            page.wait_for_selector(".pmo-sources")
            taken.append(folder / f"business-unit-{width}.png")
            page.screenshot(path=taken[-1], **_extent(page, width))
            page.close()
        browser.close()
    return taken


if __name__ == "__main__":
    for written in take(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:4]):
        sys.stdout.write(f"wrote {written}\n")
