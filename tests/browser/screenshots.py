"""Take the pictures of the documentation: ``make screenshots``, or ``python tests/browser/screenshots.py [FOLDER]``.

It serves the latest quarter of the demo in every state that readers meet: at a desk, on a phone, in the dark, on paper,
narrowed, side by side, with a part that failed, to somebody without rights.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from provide import FLAGS, find

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "params" / "demo"
UNIT = "retail"
QUARTER, EARLIER = "2026Q3", "2026Q2"
DESK, PHONE = (1440, 900), (390, 844)
_COLOURS = 128  # enough for what is drawn flat; a third of the bytes
_SECONDS = 120
_SERVE = """
import sys
from pathlib import Path
import pmobook.publish.server as server
if len(sys.argv) > 3:
    from pmobook.show.scorecard_enterprise import EnterpriseScorecard
    setattr(EnterpriseScorecard, sys.argv[3], property(lambda scorecard: 1 / 0))
server.serve(Path(sys.argv[1]), port=int(sys.argv[2]), open_browser=False, announce=lambda text: print(text, flush=True))
"""
_WHAT_IF = """
import sys
from pathlib import Path
from pmobook.publish.what_if_server import serve_what_if
serve_what_if(Path(sys.argv[1]), sys.argv[3], sys.argv[4], port=int(sys.argv[2]), open_browser=False,
              announce=lambda text: print(text, flush=True))
"""


@dataclass(frozen=True)
class Picture:
    """One state of a page: where it is, how it is looked at, and what is done before it is photographed."""

    name: str
    address: str
    size: tuple[int, int] = DESK
    dark: bool = False
    paper: bool = False
    height: int = 0
    shows: str = "h1"
    before: Callable[[Page], object] = lambda page: page


def _of_scorecards() -> list[Picture]:
    enterprise, unit = f"enterprise?quarter={QUARTER}", f"business_unit?business_unit={UNIT}&quarter={QUARTER}"
    return [
        Picture("enterprise-1440", enterprise),
        Picture("enterprise-390", enterprise, PHONE, height=1600),
        Picture("enterprise-dark", enterprise, dark=True),
        Picture("enterprise-print", enterprise, (900, 1200), paper=True),
        Picture("enterprise-beside", f"{enterprise}&beside={EARLIER}", height=1300),
        Picture("enterprise-narrowed", f"{enterprise}&only={UNIT}&only=technology"),
        Picture("business-unit-1440", unit, height=1300),
        Picture("business-unit-390", unit, PHONE, height=1600),
        Picture("how-scored", f"how?business_unit={UNIT}&quarter={QUARTER}&figure=maturity-strategic_partner", height=1300),
    ]


def _photograph(browser: Browser, address: str, picture: Picture, folder: Path) -> Path:
    width, height = picture.size
    scheme = "dark" if picture.dark else "light"
    page = browser.new_page(
        viewport={"width": width, "height": height}, device_scale_factor=1 if width > 500 else 2, color_scheme=scheme
    )
    page.goto(f"{address}{picture.address}", timeout=_SECONDS * 1000)
    page.locator(picture.shows).first.wait_for(timeout=_SECONDS * 1000)
    page.wait_for_load_state("load")
    picture.before(page)
    if picture.paper:
        page.emulate_media(media="print")
    clip = {"x": 0, "y": 0, "width": width, "height": picture.height or height}
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip)))
    page.goto("about:blank")
    page.close()
    place = folder / f"{picture.name}.png"
    drawn.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(place, optimize=True)
    return place


@contextlib.contextmanager
def _served(program: str, folder: Path, port: int, *more: str) -> Iterator[str]:
    command = [sys.executable, "-c", program, str(folder), str(port), *more]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said: Queue[str] = Queue()
    threading.Thread(target=lambda: [said.put(line) for line in server.stdout or ()], daemon=True).start()
    try:
        yield said.get(timeout=_SECONDS).split(" at ")[1].split(" ")[0].removesuffix("enterprise")
    finally:
        server.terminate()
        server.wait(timeout=60)


def _copy(place: Path) -> Path:
    shutil.copytree(DEMO, place, ignore=shutil.ignore_patterns("pages", "packs_read", "staging", "notebooks", "scenarios"))
    return place


def _for_one_who_sees_retail_alone(place: Path) -> dict[str, str]:
    """Let in one person, who may see one business unit; return everybody's passwords."""
    at = ROOT / "tests" / "publish" / "access" / "conftest.py"
    specification = importlib.util.spec_from_file_location("access_servers", at)
    module: Any = importlib.util.module_from_spec(specification)  # type: ignore[arg-type]
    sys.path.append(str(ROOT / "tests" / "helpers"))  # as pytest has it
    specification.loader.exec_module(module)  # type: ignore[union-attr]
    (place / "access.yaml").write_text(f"sign_in: password\npeople:\n  rita: {{business_units: [{UNIT}]}}\n", encoding="utf-8")
    module.keep_passwords(place)
    passwords: dict[str, str] = module.PASSWORDS
    return passwords


def _sign_in(page: Page, password: str) -> None:
    page.get_by_label("Name or e-mail address").fill("rita")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/enterprise**")
    page.locator(".pmo-message h1").wait_for()


def take(folder: Path) -> Iterator[Path]:
    """Photograph everything; give each file once it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as away:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        with _served(_SERVE, DEMO, 18931) as address:
            for picture in _of_scorecards():
                yield _photograph(browser, address, picture, folder)
        with _served(_WHAT_IF, DEMO, 18932, UNIT, QUARTER) as address:
            yield _photograph(
                browser,
                address,
                Picture("what-if", "", shows="#pmo-live:not([disabled]) .pmo-what-if-result h2", height=1100),
                folder,
            )
        copy = _copy(Path(away) / "failing")
        with _served(_SERVE, copy, 18933, "maturity") as address:
            yield _photograph(browser, address, Picture("part-failed", "enterprise", shows=".pmo-failed"), folder)
        copy = _copy(Path(away) / "guarded")
        password = _for_one_who_sees_retail_alone(copy)["rita"]
        with _served(_SERVE, copy, 18934) as address:
            signed_in = Picture("no-rights", "enterprise", before=lambda page: _sign_in(page, password))
            yield _photograph(browser, address, signed_in, folder)
        browser.close()


if __name__ == "__main__":
    if not (DEMO / "results" / "tables").is_dir():
        sys.exit("params/demo has no results yet: run `make demo SERVE=0`")
    for written in take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"):
        sys.stdout.write(f"wrote {written}\n")
