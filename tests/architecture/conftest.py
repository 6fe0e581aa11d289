"""The scratch copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.scratch import Scratch


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """A copy of the tree to plant a violation in."""
    return Scratch(tmp_path / "tree")
