"""The cookies of a real deployment: bound to this very host, sent over TLS alone, out of reach of scripts."""

from __future__ import annotations

import json
import os
import subprocess
import sys

ASK = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "dsr.config.settings.production"
import django
django.setup()
from django.conf import settings
from django.http import HttpResponse
from dsr.core import leaving
from dsr.following.own_door import keep_cookie
kept = keep_cookie(HttpResponse(), "secret").cookies[settings.VISIT_COOKIE_NAME]
gone = leaving.away().cookies[settings.VISIT_COOKIE_NAME]
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.VISIT_COOKIE_NAME]
print(json.dumps({"names": names, "kept": dict(kept), "gone": dict(gone)}))
"""


def test_every_cookie_is_bound_to_the_host():
    environment = os.environ | {
        "DSR_EMBEDDED": "",
        "DSR_BENCH": "",
        "DSR_SECRET_KEY": "s" * 60,
        "DSR_SCOPE_KEY": "k" * 40,
        "DSR_HOST_NAMES": "dsr.example.org",
        "DSR_PUBLIC_URL": "https://dsr.example.org",
    }
    asked = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    found = json.loads(asked.stdout)
    assert all(name.startswith("__Host-") for name in found["names"])
    for cookie in (found["kept"], found["gone"]):
        assert cookie["secure"]
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Strict")
    assert found["kept"]["httponly"]
    assert found["kept"]["max-age"] == ""
