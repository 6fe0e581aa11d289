"""Makes the virtual environment and installs the locked dependencies. Run by the machine's own Python.

python3 -m dsr.launcher.bootstrap FOLDER base|dev
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from dsr.launcher import locks
from dsr.launcher.paths import ROOT
from dsr.launcher.progress import Trouble, disk_full, exit_code_of, step, tells_of_full_disk

REQUIREMENTS = ROOT / "requirements"
LOCKS = {"base": ("base",), "dev": ("base", "dev")}
WORKS = """\
import os, sys
sys.exit(not os.path.isdir(sys.argv[1] + "/lib/python%d.%d/site-packages" % sys.version_info[:2]))
"""


class Installation:
    """One virtual environment. Which lock is in it is remembered as a copy of that lock inside it."""

    def __init__(self, folder: Path, which: str) -> None:
        self.folder, self.names = folder, LOCKS[which]
        self.python = folder / "bin" / "python"
        self.log = folder.parent / f"{folder.name}.log"

    def bring_up_to_date(self) -> None:
        if not self._works():
            with step(f"Making the virtual environment {self.folder.name} with Python {version()}"):
                self._make()
        if not self._is_current():
            with step("Installing the locked dependencies"):
                self._install()
            self._remember()
        self.log.unlink(missing_ok=True)

    def _works(self) -> bool:
        """False too when the machine's Python was replaced underneath it."""
        command = [str(self.python), "-ISc", WORKS, str(self.folder)]
        try:
            return subprocess.run(command, capture_output=True, check=False).returncode == 0
        except OSError:
            return False

    def _make(self) -> None:
        check_venv_module()
        shutil.rmtree(self.folder, ignore_errors=True)
        if not self._run([sys.executable, "-m", "venv", str(self.folder)]):
            shutil.rmtree(self.folder, ignore_errors=True)
            raise self._trouble("The virtual environment could not be made")

    def _install(self) -> None:
        # A lock is whole: what it leaves out (requirements/dev.overrides) is not wanted.
        chosen = [part for name in self.names for part in ("-r", str(REQUIREMENTS / f"{name}.txt"))]
        hashed = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
        pip = [str(self.python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *hashed]
        uv = [str(self.python), "-m", "uv", "pip", "install", "-q", "--python", str(self.python), *hashed]
        quick = self._run([*pip, "-r", str(REQUIREMENTS / "uv.txt")]) and self._run([*uv, *chosen])
        if not quick and not self._run([*pip, *chosen]):
            raise self._trouble("The dependencies could not be installed")

    def _run(self, command: list[str]) -> bool:
        with self.log.open("ab") as stream:
            outcome = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, check=False, cwd=ROOT
            )
        return outcome.returncode == 0

    def _trouble(self, what: str) -> Trouble:
        story = self.log.read_text(errors="replace")
        if tells_of_full_disk(story) or shutil.disk_usage(self.folder.parent).free < 50_000_000:
            return disk_full(self.folder)
        return Trouble(f"{what}: check the network (and proxy) and run again; details in {self.log}.")

    def _stamp(self, name: str) -> Path:
        return self.folder / f".dsr-{name}.txt"

    def _is_current(self) -> bool:
        return all(
            self._stamp(name).is_file()
            and self._stamp(name).read_bytes() == (REQUIREMENTS / f"{name}.txt").read_bytes()
            for name in self.names
        )

    def _remember(self) -> None:
        for name in self.names:
            shutil.copyfile(REQUIREMENTS / f"{name}.txt", self._stamp(name))


def version() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def check_venv_module() -> None:
    """Debian splits Python's standard library: `ensurepip` comes with python3-venv only."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    raise Trouble(
        "This Python cannot make virtual environments because its venv module is incomplete: "
        "run `apt-get install python3-venv` (with sudo), then run again."
    )


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]).absolute()
    waiting = "Another ./dsr is installing; waiting for it."
    with locks.waiting(folder.parent / f"{folder.name}.lock", waiting):
        Installation(folder, arguments[1]).bring_up_to_date()


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(exit_code_of(lambda: main(sys.argv[1:])))
