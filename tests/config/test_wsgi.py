"""What the web server's processes load before their first answer."""

from __future__ import annotations

import subprocess
import sys

CODE = "import sys, dsr.config.wsgi; print(*{name.partition('.')[0] for name in sys.modules})"
#: They open files from outside, in a process apart, or set PDFs, when one is asked for.
LATER = {"pypdf", "PIL", "lxml", "openpyxl", "weasyprint", "fontTools"}
FIRST = {"jinja2", "psycopg", "pydantic"}


def test_what_opens_files_from_outside_is_not_loaded_and_every_page_is():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert loaded & LATER == set()
    assert loaded >= FIRST | {"dsr"}
