"""Tests: real PostgreSQL, plain static files, quick hashing, nothing leaves the machine."""

from dsr.config.settings.base import *  # noqa: F403
from dsr.config.settings.base import INSTALLED_APPS

if "dsr.demo" not in INSTALLED_APPS:
    INSTALLED_APPS.append("dsr.demo")
EMBEDDED = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
