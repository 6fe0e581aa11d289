"""The commands: one line each, and which module does it."""

import importlib
import sys

from dsr.launcher.paths import Paths
from dsr.launcher.progress import Trouble, exit_code_of, say

COMMANDS = {
    "up": ("serve", "up", "set everything up and serve it on this machine (--port, --background)"),
    "stop": ("serve", "stop", "stop what `./dsr up` started, from any terminal"),
    "test": ("checks", "test", "run all tests (--no-browser, --no-paper, --long, and anything pytest takes)"),
    "lint": ("checks", "lint", "check style, types, floors, migrations and templates"),
    "shell": ("manage", "shell", "open a Python shell with the product loaded"),
    "migrate": ("manage", "migrate", "bring the database's tables and the local policies up to date"),
    "demo": ("manage", "demo", "load the synthetic people again (--yes), or show what was sent: demo outbox"),
    "import": ("manage", "import_register", "bring in an earlier register (FILE --worker EMAIL, --apply)"),
    "bench": ("manage", "bench", "measure the pages, on a database of its own"),
    "switch-off": ("switch", "off", "show every visitor that the service is away; help now stays (reason)"),
    "switch-on": ("switch", "on", "bring the service back"),
    "messages": ("catalogues", "messages", "bring the translations up to date with what the pages say"),
    "matching": ("manage", "matching", "measure how well duplicates are found, on labelled records"),
    "manage": ("manage", "manage", "run any management command of the product"),
    "reset": ("manage", "reset", "delete the embedded database and everything in it (--yes)"),
}


def listing() -> str:
    lines = [f"  ./dsr {name:<11} {line}" for name, (_, _, line) in COMMANDS.items()]
    return "\n".join(["Dynamic Support Register. Commands:", "", *lines])


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        say(listing())
        return 0
    name, *rest = arguments
    if name not in COMMANDS:
        raise Trouble(f"There is no command `{name}`: run ./dsr alone for the list.")
    module, function, _ = COMMANDS[name]
    command = getattr(importlib.import_module(f"dsr.launcher.{module}"), function)
    return command(Paths.from_environment(), rest) or 0


if __name__ == "__main__":
    sys.exit(exit_code_of(lambda: main(sys.argv[1:])))
