"""Every environment read of the project: typed settings with the prefix ATS_, their origin and meaning."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent


class InvalidSetting(ValueError):
    """A setting whose value cannot be used; the message names it and says what is expected."""


def _setting(default: Any, meaning: str, *, secret: bool = False, read=None):
    return field(default=default, metadata={"meaning": meaning, "secret": secret, "read": read})


def _whole_number(low: int, high: int):
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise ValueError("a whole number is expected") from None
        if not low <= number <= high:
            raise ValueError(f"a number from {low} to {high} is expected")
        return number

    return read


def _yes_or_no(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError("yes or no is expected")


def _imap_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise ValueError("imaps://USER:PASSWORD@HOST/FOLDER is expected")
    return text


def _hook_secret(text: str) -> str:
    if len(text) < 16:
        raise ValueError("at least 16 characters are expected")
    return text


def _host_and_port(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("HOST:PORT such as 127.0.0.1:8024 is expected")
    return text


def _address(text: str) -> str:
    local, _, domain = text.rpartition("@")
    if not local or "." not in domain and domain != "localhost" or any(each.isspace() for each in text):
        raise ValueError("one e-mail address such as jobs@example.com is expected")
    return text


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise ValueError("an address such as https://jobs.example.com, without a path, is expected")
    return text.rstrip("/")


def _database_url(text: str) -> str:
    """Accept the three usual spellings of a PostgreSQL address; SQLAlchemy wants its driver named."""
    for prefix in ("postgres://", "postgresql://"):
        if text.startswith(prefix):
            return "postgresql+psycopg://" + text.removeprefix(prefix)
    if text.startswith(("postgresql+psycopg://", "sqlite:///")):
        return text
    raise ValueError("sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME is expected")


def _redis_url(text: str) -> str:
    if urlsplit(text).scheme not in ("redis", "rediss", "unix"):
        raise ValueError("redis://HOST:PORT/NUMBER is expected")
    return text


def _smtp_url(text: str) -> str:
    if urlsplit(text).scheme not in ("smtp", "smtp+starttls", "smtps") or not urlsplit(text).hostname:
        raise ValueError("smtp://, smtp+starttls:// or smtps:// USER:PASSWORD@HOST:PORT is expected")
    return text


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError("a name such as Europe/Berlin is expected") from None
    return text


def _secret_key(text: str) -> str:
    if len(text) < 32 or len(set(text)) < 8:
        raise ValueError("at least 32 characters that nobody can guess are expected")
    return text


def _clamav(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not text.startswith("/") and not (host and port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError("the path of a socket or HOST:PORT is expected")
    return text


def _log_level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("DEBUG, INFO, WARNING or ERROR is expected")
    return text.upper()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of one deployment; read once at start and handed to ``create_app``."""

    public_url: str = _setting(
        "",
        "Address of the site as people see it; all links are built from it; once set, other hosts are refused.",
        read=_public_url,
    )
    host: str = _setting("127.0.0.1", "Address that the web server listens on.")
    port: int = _setting(8000, "Port that the web server listens on.", read=_whole_number(1, 65535))
    web_processes: int = _setting(
        0, "Web server processes; 0 takes the number of cores.", read=_whole_number(0, 64)
    )
    web_threads: int = _setting(
        32, "Threads in each web process; a slow upload holds one for as long as it takes.",
        read=_whole_number(1, 128),
    )  # fmt: skip
    worker_threads: int = _setting(2, "Jobs that the worker does at once.", read=_whole_number(1, 32))
    instance_dir: str = _setting(
        str(HERE / "instance"), "Folder for the database, the files, the queue and the secret key."
    )
    database_url: str = _setting(
        "",
        "SQLite (sqlite:///PATH) or PostgreSQL (postgresql://...); SQLite in the instance folder if unset.",
        secret=True,
        read=_database_url,
    )
    redis_url: str = _setting(
        "", "Redis for the queue and the coarse rate limits; unset: SQLite files.", secret=True,
        read=_redis_url,
    )  # fmt: skip
    secret_key: str = _setting(
        "", "Key that signs links and sessions; made once in the instance folder if unset.", secret=True,
        read=_secret_key,
    )  # fmt: skip
    secret_key_fallbacks: str = _setting(
        "", "Earlier keys, separated by spaces, still accepted while you change the key.", secret=True
    )
    smtp_url: str = _setting(
        "",
        "Mail server, smtp+starttls://USER:PASSWORD@HOST:587; unset: mail is kept in the local mailbox.",
        secret=True,
        read=_smtp_url,
    )
    mail_from: str = _setting("Requisite <jobs@example.com>", "Sender of the mails.")
    inbox_address: str = _setting(
        "", "The published address for applications by mail; answers of candidates come to it.", read=_address
    )
    inbox_smtp: str = _setting("", "host:port on which serve listens for mail by SMTP.", read=_host_and_port)
    inbox_lmtp: str = _setting(
        "",
        "host:port on which serve listens for mail by LMTP, behind a mail server such as Postfix.",
        read=_host_and_port,
    )
    inbox_imap_url: str = _setting(
        "",
        "Mailbox that serve fetches mail from, imaps://USER:PASSWORD@HOST/FOLDER.",
        secret=True,
        read=_imap_url,
    )
    hook_secret: str = _setting(
        "",
        "Secret that signs mails posted to /hooks/mail; unset: there is no such address.",
        secret=True,
        read=_hook_secret,
    )
    inbox_max_mb: int = _setting(
        25, "Largest mail that is taken in, in megabytes.", read=_whole_number(1, 200)
    )
    trusted_authserv_id: str = _setting(
        "",
        "Name by which your mail server signs Authentication-Results; only its word verifies, nothing by SMTP.",
    )
    inbox_plus: bool = _setting(
        True,
        "Whether the inbox address may be extended by +..., which some hosted mailboxes refuse.",
        read=_yes_or_no,
    )
    inbox_ask: bool = _setting(
        False,
        "Whether somebody whose mail fits several openings is asked by one short mail which one it is for.",
        read=_yes_or_no,
    )
    time_zone: str = _setting(
        "UTC", "Zone in which a deadline's day ends and times are shown.", read=_time_zone
    )
    reapply_days: int = _setting(
        90, "Days before a person may apply to the same opening again.", read=_whole_number(0, 3650)
    )
    retention_days: int = _setting(
        365,
        "Days after its last step, messages included, after which an application is erased; hired ones stay.",
        read=_whole_number(1, 36500),
    )
    status_link_days: int = _setting(
        90, "Days for which a candidate's status link works.", read=_whole_number(1, 3650)
    )
    trusted_proxies: int = _setting(
        0, "Proxies in front whose X-Forwarded headers are believed.", read=_whole_number(0, 10)
    )
    max_upload_mb: int = _setting(
        10, "Largest file that is accepted, in megabytes.", read=_whole_number(1, 200)
    )
    readings_at_once: int = _setting(
        8, "Files that are read at once, each in a process of its own; more wait.", read=_whole_number(1, 64)
    )
    reading_seconds: int = _setting(
        15, "Seconds after which the reading of a file is stopped; of CPU, two thirds of it.",
        read=_whole_number(3, 600),
    )  # fmt: skip
    reading_memory_mb: int = _setting(
        1024, "Megabytes of memory that the reading of a file may ask for.", read=_whole_number(256, 65536)
    )
    ocr_seconds: int = _setting(
        60, "Seconds after which the recognition of a scan is stopped; of CPU, two thirds of it.",
        read=_whole_number(0, 3600),
    )  # fmt: skip
    clamav: str = _setting(
        "",
        "ClamAV that scans uploads, and what was uploaded before: the path of its socket or HOST:PORT; unset: no scan.",
        read=_clamav,
    )
    applications_per_hour: int = _setting(
        60,
        "Applications per hour from one network address to one opening before they wait in the tray.",
        read=_whole_number(1, 100000),
    )
    early_readings: int = _setting(
        2,
        "Résumés that one web process reads at once to fill in the form; further ones are only kept.",
        read=_whole_number(1, 64),
    )
    writes_per_minute: int = _setting(
        6000,
        "Writing requests per minute from one network address, above which they are refused; 0: no such limit.",
        read=_whole_number(0, 1000000),
    )
    demo_password: str = _setting(
        "", "Password of the demo accounts; a random one is printed once if unset.", secret=True
    )
    log_level: str = _setting("INFO", "DEBUG, INFO, WARNING or ERROR.", read=_log_level)

    origins: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, **overrides: Any) -> "Settings":
        """Read all settings; raise InvalidSetting naming the first one that cannot be used."""
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        origins: dict[str, str] = {}
        for item in setting_fields():
            text, origin = _raw(item.name, environ)
            if text is not None:
                values[item.name] = _converted(item, text, origin)
                origins[item.name] = origin
        for name, value in overrides.items():
            values[name] = value
            origins[name] = "start"
        return cls(**_completed(values, origins), origins=origins)

    @property
    def is_secure(self) -> bool:
        """Whether the site is served over https, which makes cookies Secure."""
        return self.public_url.startswith("https://")

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days end."""
        return ZoneInfo(self.time_zone)

    @property
    def files_dir(self) -> Path:
        """Folder of the content-addressed files, outside the web root."""
        return Path(self.instance_dir) / "files"

    @property
    def process_count(self) -> int:
        """Web processes that are started."""
        return self.web_processes or os.cpu_count() or 1

    def table(self) -> list[dict[str, str]]:
        """Return one row a setting: name, value (secrets hidden), origin, default and meaning."""
        return [_row(self, item) for item in setting_fields()]


def setting_fields():
    """Return the dataclass fields that are settings, in the order of the README's table."""
    return [item for item in fields(Settings) if "meaning" in item.metadata]


def environment_name(name: str) -> str:
    """Return the environment variable of a setting."""
    return "ATS_" + name.upper()


def _raw(name: str, environ: Mapping[str, str]) -> tuple[str | None, str]:
    variable = environment_name(name)
    if environ.get(variable):
        return environ[variable], variable
    path = environ.get(variable + "_FILE")
    if not path:
        return None, "default"
    try:
        return Path(path).read_text(encoding="utf-8").strip(), variable + "_FILE"
    except OSError as error:
        raise InvalidSetting(f"{variable}_FILE: {path} cannot be read ({error.strerror}).") from None


def _converted(item, text: str, origin: str) -> Any:
    read = item.metadata["read"]
    try:
        return read(text) if read else text
    except ValueError as error:
        raise InvalidSetting(f"{origin}: {error}.") from None


def _completed(values: dict[str, Any], origins: dict[str, str]) -> dict[str, Any]:
    """Fill in the defaults that depend on other settings."""
    instance = Path(values.get("instance_dir") or HERE / "instance").resolve()
    values["instance_dir"] = str(instance)
    host, port = values.get("host", "127.0.0.1"), values.get("port", 8000)
    values.setdefault("public_url", f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}")  # noqa: S104
    values.setdefault("database_url", f"sqlite:///{instance / 'requisite.sqlite3'}")
    if "secret_key" not in values:
        values["secret_key"] = _kept_secret_key(instance)
        origins["secret_key"] = "instance folder"  # noqa: S105 - the name of a place
    return values


def _kept_secret_key(instance: Path) -> str:
    """Return the key in the instance folder, made on first use, so that no default key ever exists."""
    path = instance / "secret_key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def _row(settings: Settings, item) -> dict[str, str]:
    value = getattr(settings, item.name)
    hidden = item.metadata["secret"] and value
    return {
        "name": environment_name(item.name),
        "value": "(set)" if hidden else str(value),
        "origin": settings.origins.get(item.name, "default"),
        "default": str(item.default).replace(str(HERE) + "/", ""),
        "meaning": item.metadata["meaning"],
    }
