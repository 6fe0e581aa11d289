"""Prepares the design system's files and the fonts under `var/assets`, once and again only when they changed.

Nobody else's built files are in the repository: they come by `npm ci` from `package-lock.json`.
"""

import shutil
from pathlib import Path

from dsr.launcher import locks, npm, stylesheet
from dsr.launcher.paths import Paths, made
from dsr.launcher.progress import Trouble, step
from dsr.launcher.stamps import Stamp, fingerprint

LOCKS = ("package.json", "package-lock.json")
FRONTEND = Path("node_modules/nhsuk-frontend/dist/nhsuk")
FONTS = Path("node_modules/@fontsource")
#: The scripts our languages are written in: many machines have no letters for them, and paper needs them embedded.
SCRIPTS = {
    "noto-sans": ("latin", "latin-ext"),
    "noto-sans-gurmukhi": ("gurmukhi",),
    "noto-sans-gujarati": ("gujarati",),
    "noto-naskh-arabic": ("arabic",),
    "noto-nastaliq-urdu": ("arabic",),
}
WEIGHTS = (400, 700)


def prepare(paths: Paths) -> None:
    stamp = Stamp(paths.stamps / "assets", current_fingerprint(paths))
    with locks.waiting(paths.run / "assets.lock", "Another ./dsr prepares the design system; waiting for it."):
        if stamp.is_current() and paths.assets.is_dir():
            return
        with step("Fetching and preparing the NHS design system and the fonts"):
            _prepare(paths, paths.logs / "assets.log")
        stamp.set()


def current_fingerprint(paths: Paths) -> str:
    """Changes with the lock and with the code that prepares."""
    return fingerprint([paths.root / name for name in LOCKS] + [Path(__file__), Path(stylesheet.__file__)])


def _prepare(paths: Paths, log: Path) -> None:
    log.unlink(missing_ok=True)
    folder = made(paths.var / "npm")
    for name in LOCKS:
        shutil.copyfile(paths.root / name, folder / name)
    node = npm.install(folder, log)
    fresh = paths.var / "assets.half"
    shutil.rmtree(fresh, ignore_errors=True)
    copy_prepared(folder / FRONTEND, fresh)
    copy_fonts(folder / FONTS, fresh / "fonts")
    _mirror(node, folder, fresh, log)
    shutil.rmtree(paths.assets, ignore_errors=True)
    fresh.rename(paths.assets)


def copy_prepared(frontend: Path, target: Path) -> None:
    """Images and manifest as they are; the stylesheet and the script made fit to serve."""
    shutil.copytree(frontend / "assets", target)
    css = (frontend / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    (target / "nhsuk.min.css").write_text(stylesheet.prepared_css(css), encoding="utf-8")
    script = (frontend / "nhsuk-frontend.min.js").read_text(encoding="utf-8")
    (target / "nhsuk.min.js").write_text(stylesheet.prepared_js(script), encoding="utf-8")


def copy_fonts(fonts: Path, target: Path) -> None:
    """The letters we need, each family beside its licence."""
    target.mkdir(parents=True)
    for family, scripts in SCRIPTS.items():
        shutil.copyfile(fonts / family / "LICENSE", target / f"{family}-LICENSE.txt")
        for name in (f"{family}-{script}-{weight}-normal.woff2" for script in scripts for weight in WEIGHTS):
            shutil.copyfile(fonts / family / "files" / name, target / name)


def _mirror(node: npm.Node, folder: Path, target: Path, log: Path) -> None:
    """The same stylesheet for languages written from right to left."""
    tool = folder / "node_modules" / "rtlcss" / "bin" / "rtlcss.js"
    command = [node.node, str(tool), str(target / "nhsuk.min.css"), str(target / "nhsuk.rtl.min.css")]
    if not node.run(command, folder, log):
        raise Trouble(f"The right-to-left stylesheet could not be made; details in {log}.")
