"""Find a Chromium for the browser tests, or get one; ``python tests/browser/provide.py`` says which.

In this order: the one that PMOBOOK_CHROMIUM names, one that is installed, playwright's own, and last the system's package
manager where we may use it. In continuous integration playwright's download is skipped: what runs there must come from a
package registry.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Return the path of a Chromium that is already here, or None."""
    named = os.environ.get("PMOBOOK_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    for name in NAMES:
        if path := shutil.which(name):
            return path
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return str(mac) if mac.is_file() else _own_of_playwright()


def _own_of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _install() -> None:
    """Try playwright's download, then the package manager; whether it worked shows in `find`."""
    if not os.environ.get("CI"):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600)
        if find():
            return
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium", "fonts-liberation"]):
            command = [*as_root, "apt-get", *arguments]
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)


def main() -> int:
    """Print the browser's path; 1 and what to do when there is none and none could be had."""
    path = find()
    if path is None:
        print("No Chromium is installed; getting one for the browser tests.")
        _install()
        path = find()
    if path is None:
        print(
            "No Chromium could be had. Install one (Debian: apt-get install chromium), or name one: "
            "PMOBOOK_CHROMIUM=/path/to/chrome make test",
            file=sys.stderr,
        )
        return 1
    print(f"Browser tests use {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
