"""`./dsr switch-off` and `./dsr switch-on`: take the service away and bring it back, without stopping it."""

import argparse

from dsr.launcher.paths import Paths
from dsr.launcher.progress import say

FLAG = "switched-off"


def off(paths: Paths, arguments: list[str]) -> int:
    """Every page says so at once; help now stays."""
    parser = argparse.ArgumentParser(prog="./dsr switch-off")
    parser.add_argument("reason", nargs="?", default="", help="one sentence for the people who come, in plain words")
    reason = parser.parse_args(arguments).reason
    draft = paths.run / FLAG
    draft.write_text(f"{reason}\n", encoding="utf-8")
    draft.replace(paths.var / FLAG)
    say("Switched off. Help now stays. Bring the service back with ./dsr switch-on.")
    return 0


def on(paths: Paths, arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="./dsr switch-on").parse_args(arguments)
    (paths.var / FLAG).unlink(missing_ok=True)
    say("Switched on.")
    return 0
