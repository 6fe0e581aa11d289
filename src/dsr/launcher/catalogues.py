"""Compiles the translations into `var/locale`, once and again only when they changed; and `./dsr messages`."""

import argparse
import subprocess
import sys

from dsr.launcher import databases
from dsr.launcher.paths import Paths
from dsr.launcher.product import django
from dsr.launcher.progress import Trouble, step
from dsr.launcher.stamps import Stamp, fingerprint


def prepare(paths: Paths) -> None:
    """Raises Trouble with the parser's sentence for a catalogue that cannot be read."""
    source, target = paths.root / "src" / "dsr" / "locale", paths.var / "locale"
    stamp = Stamp(paths.stamps / "locale", fingerprint(source.glob("*/LC_MESSAGES/django.po")))
    if stamp.is_current() and target.is_dir():
        return
    with step("Compiling the translations"):
        command = [sys.executable, "-m", "dsr.core.catalogues", str(source), str(target)]
        outcome = subprocess.run(command, cwd=paths.root, capture_output=True, text=True, check=False)
        if outcome.returncode != 0:
            raise Trouble(f"A catalogue cannot be read: {outcome.stderr.strip().splitlines()[-1]}.")
        target.mkdir(exist_ok=True)
    stamp.set()


def messages(paths: Paths, arguments: list[str]) -> int:
    """Find every message and bring `src/dsr/locale` up to date, then compile."""
    argparse.ArgumentParser(prog="./dsr messages").parse_args(arguments)
    with databases.separate_environment(paths, databases.TEST) as env:
        outcome = subprocess.run(django("update_messages"), env=dict(env), cwd=paths.root, check=False).returncode
    if outcome == 0:
        prepare(paths)
    return outcome
