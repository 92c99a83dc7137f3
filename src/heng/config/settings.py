"""Every setting 「设置」, read from HENG_… variables; the operations guide lists them.

With no variable set the program runs on one machine with everything under `var/`.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from heng.config import environment

# Where and how
BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(environment.text("HENG_DATA_DIR", str(Path.cwd() / "var"))).resolve()
DEBUG = environment.flag("HENG_DEBUG", default=False)
DEMO = environment.flag("HENG_DEMO", default=False)
HTTPS = environment.flag("HENG_HTTPS", default=False)
SECRET_KEY = environment.secret(environment.text("HENG_SECRET_KEY"), DATA_DIR / "secret-key")
ALLOWED_HOSTS = environment.words("HENG_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("HENG_TRUSTED_ORIGINS", "")
HOME_REGION = environment.text("HENG_REGION", "410500")
SITE_NAME = environment.text("HENG_SITE_NAME", "安阳市公共资源交易监管平台")
SECURITY_CONTACT = environment.words("HENG_SECURITY_CONTACT", "")

# The house, from the ground up
INSTALLED_APPS = [
    "heng.faces.frame",  # first, so that its pages stand before those of the packages that it dresses
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_q",
    "template_partials.apps.SimpleAppConfig",
    "heng.ledger",
    "heng.registers.authorities",
    "heng.registers.parties",
    "heng.registers.credit",
    "heng.registers.trading",
    "heng.duties.supervision",
    "heng.faces.portal",
    "heng.faces.console",
    "heng.faces.api",
    "heng.faces.exchange",
    "heng.faces.clock",
    "heng.faces.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "heng.faces.frame.middleware.AddressMiddleware",
    "heng.faces.frame.middleware.CopyMiddleware",
    "heng.faces.frame.middleware.ActorMiddleware",
    "heng.faces.frame.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "heng.config.urls"
WSGI_APPLICATION = "heng.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Both packages would set themselves up, each undoing the other: so the loaders stand here, partials around cotton.
TEMPLATE_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)])
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "heng.faces.frame.templatetags.official",
                "heng.faces.frame.templatetags.parts",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "heng.faces.frame.context.site",
            ],
        },
    },
]

# The books
DATABASES = {"default": environment.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "files"
LOG_ROOT = DATA_DIR / "log"
LOG_ORIGIN = environment.text("HENG_LOG_ORIGIN", "heng.example/log")
LOG_KEY = environment.secret(environment.text("HENG_LOG_KEY"), DATA_DIR / "log-key", 32)
LOG_SECOND_SIGNER = environment.text("HENG_LOG_SECOND_SIGNER")
LOG_SALT = environment.secret(environment.text("HENG_LOG_SALT"), DATA_DIR / "log-salt")
WITNESSES = environment.witnesses()
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["heng.faces.frame.uploads.BoundedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Who may come in
AUTH_USER_MODEL = "authorities.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "console:desk"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "heng.faces.frame.accounts.AccountAdapter"
MFA_ADAPTER = "heng.faces.frame.accounts.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# django-axes counts failures; a whole office may stand behind one address
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a telephone may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by administrators; nothing rests on an e-mail address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_REQUIRED = environment.flag("HENG_MFA_REQUIRED", default=not DEMO)
AXES_FAILURE_LIMIT = 8
AXES_RESET_ON_SUCCESS = True
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "frame/locked.html"

# Words and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文"))]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
FORMAT_MODULE_PATH = ["heng.config.formats"]
USE_TZ = True

# What a browser may do
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "heng.faces.frame.errors.csrf"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# Static files are all local, named by content
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "heng.faces.frame.gathering.Gathered"
        )
    },
    "evidence": environment.evidence(),
}

# The hour
Q_CLUSTER = {
    "name": "heng",
    "orm": "default",
    "workers": environment.number("HENG_WORKERS", 1),
    "timeout": 600,
    "retry": 900,
    "max_attempts": 5,
    "poll": 1,
    "catch_up": False,
    "label": _("后台任务"),
}

# Files taken in: what one may weigh, and what it may become when it is unpacked
INBOX_MAX_BYTES = environment.number("HENG_INBOX_MAX_BYTES", 4 * 1024**3)
INBOX_MAX_RATIO = environment.number("HENG_INBOX_MAX_RATIO", 200)
FILES_MAX_BYTES = environment.number("HENG_FILES_MAX_BYTES", 2 * 1024**3)
FILES_SCANNER = environment.scanner()

# Signatures: by what the system signs, who vouches for the time, whose certificates are trusted
SIGN_P12 = environment.text("HENG_SIGN_P12")
SIGN_PASSWORD = environment.text("HENG_SIGN_PASSWORD")
TSA_URL = environment.text("HENG_TSA_URL")
TRUST_ROOTS = environment.text("HENG_TRUST_ROOTS")

# What is told to machines
API_RATE_PER_MINUTE = environment.number("HENG_API_RATE_PER_MINUTE", 6000)
OCID_PREFIX = environment.text("HENG_OCID_PREFIX", "ocds-000000")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": environment.text("HENG_LOG_LEVEL", "WARNING")},
}
