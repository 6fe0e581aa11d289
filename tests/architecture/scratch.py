"""A scratch copy of the tree, in which a test plants a violation and sees the check turn red."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.architecture.source import ROOT

PARTS = ("src/dsr", "tests", "policies", "support-tools", "docs", "pyproject.toml")


def _link(source: str, target: str) -> None:
    """The copy shares the file, compiled ones too, until `write` puts another in its place."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@cache
def _of_the_tree(check: Callable[[Path], list[str]]) -> list[str]:
    return check(ROOT)


class Scratch:
    """A copy of what the checks read. ``database`` is this test process's own database."""

    def __init__(self, root: Path, database: str = "") -> None:
        self.root = root
        self.database = database
        for part in PARTS:
            source, target = ROOT / part, root / part
            if source.is_dir():
                shutil.copytree(source, target, copy_function=_link)
            elif source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)

    def write(self, name: str, text: str) -> None:
        """Put a file there, or another text in the place of one. Never through the link to the real one."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(text)

    def append(self, name: str, text: str) -> None:
        self.write(name, (self.root / name).read_text() + text)

    def replace(self, name: str, old: str, new: str) -> None:
        """Change the first place where the words stand; they must stand there, or nothing was planted."""
        text = (self.root / name).read_text()
        assert old in text, f"{name} does not say {old!r} any more: plant the violation elsewhere"
        self.write(name, text.replace(old, new, 1))

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Python in the copy."""
        from tests.support.database import named

        paths = f"{self.root / 'src'}{os.pathsep}{self.root}"
        values = os.environ | {"PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "dsr.config.settings.test"}
        if self.database:
            values["DATABASE_URL"] = named(os.environ["DATABASE_URL"], self.database)
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=values | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def added(self, check: Callable[[Path], list[str]]) -> list[str]:
        """What a check of the text finds in the copy and not in the tree itself."""
        return [finding for finding in check(self.root) if finding not in _of_the_tree(check)]

    def findings(self, check: Callable[[], list[str]]) -> list[str]:
        """What a check that needs the whole of Django finds in the copy."""
        code = (
            "import django, sys; django.setup()\n"
            f"from {check.__module__} import {check.__name__} as check\n"
            "print('\\n'.join(check()))"
        )
        done = self.run("-W", "ignore", "-c", code)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.splitlines()
