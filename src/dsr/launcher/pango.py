"""Pango sets the text of our PDFs. The service runs without it and then offers print; the tests of PDFs need it."""

from dsr.core.pango import is_there
from dsr.launcher import debian
from dsr.launcher.paths import Paths
from dsr.launcher.progress import Trouble

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def require(paths: Paths) -> None:
    """As root on Debian it is installed when it is missing. Raises Trouble when it cannot be had."""
    if not is_there() and debian.can_install():
        debian.install("Pango for the tests of PDFs", PACKAGES, paths.logs / "pango.log")
    if not is_there():
        mend = debian.command_for(PACKAGES, "pango")
        raise Trouble(f"The tests of PDFs need Pango: run `{mend}`, or leave them out with `--no-paper`.")
