"""Settings, one file, driven by the environment (or by a `.env` file that `make serve` writes on its first run).

Each variable is described in README.md.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from reform_cases.config.networks import networks
from reform_cases.config.on_or_off import on_or_off
from reform_cases.monitoring.logs import not_said_before
from reform_cases.sql.connecting import connected

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = on_or_off(env, "DEBUG", default=False)
# Without a key each process makes its own: commands work, but the site is not served (`config.starting`).
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_MADE_UP = not SECRET_KEY
SECRET_KEY = SECRET_KEY or get_random_secret_key()
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK)

INSTALLED_APPS = [
    # It hears of a failed sign-in before the audit log does.
    "axes",
    "reform_cases.apps.ReformCasesConfig",
    "reform_cases.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "taggit",
]

MIDDLEWARE = [
    "reform_cases.monitoring.logs.numbered",
    "reform_cases.answering.standbys.answered_by_standbys",
    "reform_cases.monitoring.requests.measured",
    "reform_cases.config.headers.watched_by_address",
    "reform_cases.config.headers.restrained",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reform_cases.config.compression.SamePageGZipMiddleware",
    "reform_cases.config.freshness.revalidated",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "reform_cases.config.faults.OutOfServiceMiddleware",
]

ROOT_URLCONF = "reform_cases.config.urls"
# The site is at the root of its host, whatever a request says: addresses are worked out once for a process (`addresses`).
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "reform_cases.config.wsgi.application"

# Readers' pages are Jinja2, the desk is Django's: each finds its own templates only.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "site"],
        "OPTIONS": {"environment": "reform_cases.jinja.environment.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "desk"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

FORM_RENDERER = "reform_cases.config.form_renderer.QuickRenderer"

DATABASES = {"default": connected(env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"))}
# Standbys of that database, for readers; how many seconds old they are shown a page at most.
for _number, _address in enumerate(env.list("DATABASE_REPLICA_URLS", default=[]), 1):
    DATABASES[f"standby{_number}"] = connected(env.db_url_config(_address))
REPLICA_BOUND = env.float("REPLICA_BOUND", default=2.0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
# Finished pages are all that is kept there, and a page is soon made without it: whoever waits, waits a moment only (seconds).
# Of what a process keeps itself, the number of pages is the limit; a Redis has its own (`maxmemory`, see README.md).
_LIMITS: dict[str, dict[str, Any]] = {
    "RedisCache": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
    "LocMemCache": {"MAX_ENTRIES": 200},
}
_limits = _LIMITS.get(CACHES["default"]["BACKEND"].rpartition(".")[2], {})
CACHES["default"]["OPTIONS"] = {**_limits, **CACHES["default"].get("OPTIONS", {})}

# Who may ask `/metrics`, and the folder in which all processes of the site count together; without one each counts alone.
METRICS_NETWORKS = networks(env, "METRICS_NETWORKS", default=["127.0.0.0/8", "::1/128"])
METRICS_DIR = env.str("METRICS_DIR", default="")

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文"))]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "reform_cases.config.static_storage.HashedStaticFilesStorage"},
}
# Found without `collectstatic` too, so that tests and a first look need no extra step.
WHITENOISE_USE_FINDERS = True

# The editors' page of a case has some twenty fields for each of its numbers; Django's limit is 1000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

TAGGIT_CASE_INSENSITIVE = False
TAGGIT_TAGS_FROM_STRING = "reform_cases.text.keywords.split_keywords"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Whoever fails five times, by name or by address, waits; a password is not even looked at then. The desk's own audit
# log says who failed.
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "reform_cases.people.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "reform_cases.people.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# A working day; then one signs in again.
SESSION_COOKIE_AGE = 10 * 60 * 60
# So many people other than the last editor sign a revision before it is public; 0: a save is public at once.
REVIEWERS = env.int("REVIEWERS", default=0)
if REVIEWERS < 0:
    raise ImproperlyConfigured(f"REVIEWERS is {REVIEWERS}: it must be 0 or more")

# A site that only answers on loopback has no TLS in front of it; any other is served over HTTPS only.
HTTPS = on_or_off(env, "HTTPS", default=not set(ALLOWED_HOSTS) <= {*LOOPBACK, "testserver"})
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000
# They bind every other host below the name, and for years: only who runs all of them can say so.
SECURE_HSTS_INCLUDE_SUBDOMAINS = on_or_off(env, "HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = on_or_off(env, "HSTS_PRELOAD", default=False)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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
    }
}

# Whom errors are mailed to, and by which server; nobody, unless they are named.
ADMINS = [("", address) for address in env.list("ERROR_MAIL", default=[])]
SERVER_EMAIL = ADMINS[0][1] if ADMINS else "root@localhost"
EMAIL_SUBJECT_PREFIX = "[reform-cases] "
EMAIL_TIMEOUT = 10
globals().update(env.email("EMAIL_URL", default="smtp://127.0.0.1:25"))
# Milliseconds from which on a question to the database is written down; 0: none is.
SLOW_QUERY = env.int("SLOW_QUERY", default=500)
JSON_LOGS = on_or_off(env, "JSON_LOGS", default=False)
_HANDLERS = ["console", *(["mail"] if ADMINS else [])]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "reform_cases.monitoring.logs.PlainLines"},
        "json": {"()": "reform_cases.monitoring.logs.JsonLines"},
    },
    "filters": {
        "news": {"()": "django.utils.log.CallbackFilter", "callback": not_said_before},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if JSON_LOGS else "plain",
            "filters": ["news"],
        },
        "mail": {
            "class": "reform_cases.monitoring.mail.ErrorMail",
            "formatter": "plain",
            "filters": ["news"],
        },
    },
    "root": {"handlers": _HANDLERS, "level": "INFO"},
    "loggers": {
        # Without Django's own handlers, one of which mails whole requests.
        "django": {"handlers": [], "level": "INFO"},
        # What is not found or refused stands among the requests.
        "django.request": {"level": "ERROR"},
        # A line for each request, for what collects lines; people who look on see errors.
        "reform_cases.requests": {"level": "INFO" if JSON_LOGS else "WARNING"},
        # It tells names and addresses of sign-ins; the audit log says what came of them.
        "axes": {"level": "ERROR"},
    },
}
