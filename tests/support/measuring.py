"""Which lines and branches of the product the tests run. `./dsr test` loads this into pytest when it runs everything.

The code counts by itself, at a few hundredths of the time; a tracer doubled the time of whatever shows pages.
This module comes before the product, so nothing of the product is imported here.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover

#: The folder the counts go to, a file for each process.
FOLDER = "DSR_MEASURED"
SOURCE = ["src/dsr"]
#: Runs in a server of its own, with its own tests of the whole; or measures, and serves nobody.
OMIT = ["src/dsr/launcher/*", "src/dsr/*/migrations/*", "src/dsr/demo/bench/*"]
#: For the reader of types alone.
NEVER_RUN = ["if TYPE_CHECKING:", r"^\s*\.\.\.$", r": \.\.\.$"]

worker = os.environ.get("PYTEST_XDIST_WORKER", "")
# What nobody imported counts as not run; one process says so for all.
counts = Slipcover(branch=True, source=None if worker else SOURCE, omit=OMIT, exclude_also=NEVER_RUN)
ImportManager(counts, FileMatcher(sources=SOURCE, omit=OMIT)).__enter__()
folder = Path(os.environ[FOLDER])


def pytest_configure(config: pytest.Config) -> None:
    """What tests start for themselves is not counted: only a process that gives its tests to others hands this on."""
    if worker or not config.getoption("numprocesses", 0):
        del os.environ[FOLDER], os.environ["PYTEST_PLUGINS"]


def pytest_sessionfinish() -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{worker or 'main'}.json").write_text(json.dumps(counts.get_coverage()))
