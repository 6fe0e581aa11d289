"""Where things live. The one place that knows the layout of `var/`."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def running_as_root() -> bool:
    return os.geteuid() == 0


@dataclass(frozen=True)
class Paths:
    """`root`: the checkout. `var`: what is made at run time. `server`: PostgreSQL's programs and data."""

    root: Path
    var: Path
    server: Path

    @classmethod
    def from_environment(cls) -> "Paths":
        var = Path(os.environ.get("DSR_VAR") or ROOT / "var").expanduser().resolve()
        return cls(ROOT, var, server_folder(var, as_root=running_as_root()))

    @property
    def assets(self) -> Path:
        return self.var / "assets"

    @property
    def logs(self) -> Path:
        return made(self.var / "log")

    @property
    def run(self) -> Path:
        return made(self.var / "run")

    @property
    def stamps(self) -> Path:
        return made(self.var / "stamps")

    @property
    def secrets(self) -> Path:
        return made(self.var / "secrets", mode=0o700)


def server_folder(var: Path, *, as_root: bool) -> Path:
    """The user PostgreSQL must run as cannot enter root's folders: root's database lives outside them."""
    if not as_root:
        return var / "postgres"
    return Path("/var/lib") / f"dsr-{hashlib.sha256(str(var).encode()).hexdigest()[:10]}"


def made(folder: Path, mode: int = 0o755) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    return folder
