"""A real deployment: behind TLS, with its own PostgreSQL."""

from dsr.config.env import SettingsError
from dsr.config.settings.base import *  # noqa: F403
from dsr.config.settings.base import EMBEDDED, env

if EMBEDDED:
    raise SettingsError("DSR_EMBEDDED is set. Production runs on its own PostgreSQL: leave it out.")

SECRET_KEY = env.secret("DSR_SECRET_KEY", least=50)
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
VISIT_COOKIE_NAME = "__Host-visit"
CSRF_TRUSTED_ORIGINS = [env.text("DSR_PUBLIC_URL").rstrip("/")]
