"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsr.config.settings.production")
application = get_wsgi_application()

from dsr.core.checks import check_role  # noqa: E402

check_role()
