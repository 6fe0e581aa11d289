"""The web server's way in: everything is read before the first request, and stays.

Nothing of it is garbage, so it is not searched for garbage, neither while it is read nor later.
"""

import gc
import os
import re
from collections.abc import Callable, Iterable
from typing import Any

gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsr.config.settings.production")
django_application = get_wsgi_application()

from dsr.core.checks import guard_connections  # noqa: E402

guard_connections()
get_resolver().url_patterns  # noqa: B018  (reads every page's code)
gc.freeze()
gc.enable()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Our forms send UTF-8, whatever a request claims: codecs such as idna break the framework before any view."""
    environ["CONTENT_TYPE"] = re.sub(r"(?i);\s*charset=[^;]*", "", environ.get("CONTENT_TYPE", ""))
    return django_application(environ, start_response)
