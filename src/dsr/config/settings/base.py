"""Settings shared by every way of running."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from dsr.accounts.provider import openid_connect
from dsr.config.env import ROOT, Environment

env = Environment()

AREA_CODE = env.text("DSR_AREA")
VAR = Path(env.text("DSR_VAR") or ROOT / "var")
POLICIES = ROOT / "policies"
SUPPORT_TOOLS = ROOT / "support-tools"
LABELLED_PAIRS = ROOT / "tests" / "matching" / "corpus" / "pairs.csv"
EMBEDDED = env.flag("DSR_EMBEDDED")
#: While this file stands the service is switched off (website/switch.py).
SWITCH_FILE = VAR / "switched-off"
PUBLIC_URL = env.text("DSR_PUBLIC_URL").rstrip("/")
SECRET_KEY = env.secret("DSR_SECRET_KEY", least=32)
SCOPE_KEY = env.secret("DSR_SCOPE_KEY", least=32)
ALLOWED_HOSTS = env.names("DSR_HOST_NAMES")
DEBUG = False

DB_ROLE = env.choice("DSR_DB_ROLE", "application", "owner")
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database("DATABASE_OWNER_URL" if DB_ROLE == "owner" else "DATABASE_URL")
}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DB_ROLE == "application":  # each connection plans a statement once, from its third use on (ADR 4)
    DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "dsr.core",
    "dsr.audit",
    "dsr.policy",
    "dsr.accounts",
    "dsr.people",
    "dsr.evidence",
    "dsr.notices",
    "dsr.messages.apps.MessagesConfig",
    "dsr.tasks",
    "dsr.register",
    "dsr.referrals",
    "dsr.imports",
    "dsr.reporting",
    "dsr.website",
    "dsr.following",
    "dsr.matching",
]
if EMBEDDED:
    INSTALLED_APPS.append("dsr.demo")
BENCH = EMBEDDED and env.flag("DSR_BENCH")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dsr.core.reading.ReadingMiddleware",
    "dsr.core.languages.LanguageMiddleware",
    "dsr.core.middleware.ResponseHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "dsr.website.switch.SwitchMiddleware",
    "dsr.audit.middleware.TransactionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "dsr.accounts.middleware.SessionLimitMiddleware",
    "dsr.accounts.middleware.SecondFactorMiddleware",
    "dsr.accounts.middleware.ScopeMiddleware",
    "dsr.matching.middleware.MovedRecordMiddleware",
]
if BENCH:
    MIDDLEWARE.insert(0, "dsr.demo.bench.middleware.CountStatements")

ROOT_URLCONF = "dsr.config.urls"
WSGI_APPLICATION = "dsr.config.wsgi.application"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
    "dsr.core.context.page",
    "dsr.policy.context.policy",
    "dsr.accounts.context.account",
    "dsr.website.context.footer",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "NAME": "jinja",
        "OPTIONS": {
            "environment": "dsr.core.jinja.environment",
            "context_processors": CONTEXT_PROCESSORS,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

AUTH_USER_MODEL = "accounts.Worker"
AUTHENTICATION_BACKENDS = ["dsr.accounts.backends.WorkerBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "job_title"), "max_similarity": 0.6},
    },
    {"NAME": "dsr.accounts.passwords.TooPlainValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "choose_organisation"
PASSWORD_RESET_TIMEOUT = 30 * 60

ALLAUTH_TRUSTED_PROXY_COUNT = int(env.choice("DSR_TRUSTED_PROXIES", "0", "1", "2", "3"))
ACCOUNT_ADAPTER = "dsr.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
# Whole hospitals share one address: limits by address are wide, the narrow one is by account and address together.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "60/m/ip,5/5m/key",
    "reset_password_from_key": "60/m/ip",
}
MFA_ADAPTER = "dsr.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Dynamic Support Register"
# A code may change while it is typed, and clocks differ a little: one step to either side (RFC 6238, section 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "dsr.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_ACR = env.names("DSR_OIDC_ACR")
OIDC_AMR = env.names("DSR_OIDC_AMR")
if env.text("DSR_OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = openid_connect(
        issuer=env.text("DSR_OIDC_ISSUER"),
        name=env.text("DSR_OIDC_NAME"),
        client_id=env.text("DSR_OIDC_CLIENT_ID"),
        secret=env.text("DSR_OIDC_CLIENT_SECRET"),
        acr=OIDC_ACR,
    )
USERSESSIONS_TRACK_ACTIVITY = False

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

SESSION_ENGINE = "dsr.accounts.sessions"
SESSION_IDLE_SECONDS = 15 * 60
SESSION_HARD_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_HARD_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dsr.core.errors_views.csrf_failure"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Counters of wrong tries live here: none may be pushed out by others before it has expired.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-gb"
# Each by its name in itself: that is how somebody who reads it finds it.
LANGUAGES = [
    ("en-gb", "English"),
    ("pl", "Polski"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ro", "Română"),
    ("gu", "ગુજરાતી"),
    ("ur", "اردو"),
    ("ar", "العربية"),
    ("pt", "Português"),
]
#: "Exit this page" stands on public pages with these names, and leads there.
SENSITIVE_PAGES = ("refer_", "follow_")
#: Holds the short visit to somebody's own page; nothing else of the public side sets a cookie.
VISIT_COOKIE_NAME = "dsr_visit"
EXIT_URL = env.text("DSR_EXIT_URL")
LOCALE_PATHS = [VAR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "assets"] if (VAR / "assets").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "outbox"
globals().update({f"EMAIL_{name}": value for name, value in env.mail("DSR_MAIL_URL").items()})
DEFAULT_FROM_EMAIL = env.text("DSR_MAIL_FROM")
#: On one's own machine a text is kept beside the emails instead of sent (`./dsr demo outbox`).
TEXTS_TO_OUTBOX = False
#: A path, or a host and a port; nothing while no scanner is set up.
CLAMAV = env.scanner("DSR_CLAMAV")
NOTIFY_KEY = env.text("DSR_NOTIFY_KEY")
NOTIFY_TEXT_TEMPLATE = env.text("DSR_NOTIFY_TEXT_TEMPLATE")
NOTIFY_URL = env.text("DSR_NOTIFY_URL").rstrip("/")

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "dsr.core.logs.ScrubbedFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("DSR_LOG_LEVEL")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = ["dsr.core.uploads.MeasuredUploadHandler"]
#: All files of one request together, in memory.
UPLOAD_MOST_BYTES = 10 * 1024 * 1024
