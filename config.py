"""Every environment read of the project: typed settings with the prefix ATS_, their origin and meaning."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ats.platform import setting_values

HERE = Path(__file__).resolve().parent


class InvalidSetting(ValueError):
    """A setting whose value cannot be used; the message names it and says what is expected."""


class NoInstance(InvalidSetting):
    """Nothing was ever started where the settings lead, and whoever asks must not make it by accident."""


def _setting(default: Any, meaning: str, *, secret: bool = False, read=None):
    return field(default=default, metadata={"meaning": meaning, "secret": secret, "read": read})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of one deployment; read once at start and handed to ``create_app``."""

    public_url: str = _setting(
        "",
        "Address of the site as people see it; all links are built from it; once set, other hosts are refused.",
        read=setting_values.public_url,
    )
    host: str = _setting("127.0.0.1", "Address that the web server listens on.", read=setting_values.host)
    port: int = _setting(
        8000, "Port that the web server listens on.", read=setting_values.whole_number(1, 65535)
    )
    web_processes: int = _setting(
        0, "Web server processes; 0 takes the number of cores.", read=setting_values.whole_number(0, 64)
    )
    web_threads: int = _setting(
        32, "Threads in each web process; a slow upload holds one for as long as it takes.",
        read=setting_values.whole_number(1, 128),
    )  # fmt: skip
    worker_threads: int = _setting(
        2, "Jobs that the worker does at once.", read=setting_values.whole_number(1, 32)
    )
    instance_dir: str = _setting(
        str(HERE / "instance"),
        "Folder for the database, the files, the queue and the secret key.",
        read=setting_values.folder,
    )
    database_url: str = _setting(
        "",
        "SQLite (sqlite:///PATH) or PostgreSQL (postgresql://...); SQLite in the instance folder if unset.",
        secret=True,
        read=setting_values.database_url,
    )
    redis_url: str = _setting(
        "", "Redis for the queue and the coarse rate limits; unset: SQLite files.", secret=True,
        read=setting_values.redis_url,
    )  # fmt: skip
    secret_key: str = _setting(
        "", "Key that signs links and sessions; made once in the instance folder if unset.", secret=True,
        read=setting_values.secret_key,
    )  # fmt: skip
    secret_key_fallbacks: str = _setting(
        "", "Earlier keys, separated by spaces, still accepted while you change the key.", secret=True
    )
    smtp_url: str = _setting(
        "",
        "Mail server, smtp+starttls://USER:PASSWORD@HOST:587; unset: mail is kept in the local mailbox.",
        secret=True,
        read=setting_values.smtp_url,
    )
    mail_from: str = _setting(
        "Requisite <jobs@example.com>", "Sender of the mails.", read=setting_values.sender
    )
    inbox_address: str = _setting(
        "",
        "The published address for applications by mail; answers of candidates come to it.",
        read=setting_values.address,
    )
    inbox_smtp: str = _setting(
        "", "host:port on which serve listens for mail by SMTP.", read=setting_values.host_and_port
    )
    inbox_lmtp: str = _setting(
        "",
        "host:port on which serve listens for mail by LMTP, behind a mail server such as Postfix.",
        read=setting_values.host_and_port,
    )
    inbox_imap_url: str = _setting(
        "",
        "Mailbox that serve fetches mail from, imaps://USER:PASSWORD@HOST/FOLDER.",
        secret=True,
        read=setting_values.imap_url,
    )
    hook_secret: str = _setting(
        "",
        "Secret that signs mails posted to /hooks/mail; unset: there is no such address.",
        secret=True,
        read=setting_values.hook_secret,
    )
    inbox_max_mb: int = _setting(
        25, "Largest mail that is taken in, in megabytes.", read=setting_values.whole_number(1, 200)
    )
    trusted_authserv_id: str = _setting(
        "",
        "Name by which your mail server signs Authentication-Results; only its word verifies, nothing by SMTP.",
    )
    inbox_plus: bool = _setting(
        True,
        "Whether the inbox address may be extended by +..., which some hosted mailboxes refuse.",
        read=setting_values.yes_or_no,
    )
    inbox_ask: bool = _setting(
        False,
        "Whether somebody whose mail fits several openings is asked by one short mail which one it is for.",
        read=setting_values.yes_or_no,
    )
    time_zone: str = _setting(
        "UTC", "Zone in which a deadline's day ends and times are shown.", read=setting_values.time_zone
    )
    reapply_days: int = _setting(
        90,
        "Days before a person may apply to the same opening again.",
        read=setting_values.whole_number(0, 3650),
    )
    retention_days: int = _setting(
        365,
        "Days after its last step, messages included, after which an application is erased; hired ones stay.",
        read=setting_values.whole_number(1, 36500),
    )
    status_link_days: int = _setting(
        90, "Days for which a candidate's status link works.", read=setting_values.whole_number(1, 3650)
    )
    trusted_proxies: int = _setting(
        0, "Proxies in front whose X-Forwarded headers are believed.", read=setting_values.whole_number(0, 10)
    )
    max_upload_mb: int = _setting(
        10, "Largest file that is accepted, in megabytes.", read=setting_values.whole_number(1, 200)
    )
    readings_at_once: int = _setting(
        8,
        "Files that are read at once, each in a process of its own; more wait.",
        read=setting_values.whole_number(1, 64),
    )
    reading_seconds: int = _setting(
        15, "Seconds after which the reading of a file is stopped; of CPU, two thirds of it.",
        read=setting_values.whole_number(3, 600),
    )  # fmt: skip
    reading_memory_mb: int = _setting(
        1024,
        "Megabytes of memory that the reading of a file may ask for.",
        read=setting_values.whole_number(256, 65536),
    )
    ocr_seconds: int = _setting(
        60, "Seconds after which the recognition of a scan is stopped; of CPU, two thirds of it.",
        read=setting_values.whole_number(0, 3600),
    )  # fmt: skip
    clamav: str = _setting(
        "",
        "ClamAV that scans uploads, and what was uploaded before: the path of its socket or HOST:PORT; unset: no scan.",
        read=setting_values.clamav,
    )
    applications_per_hour: int = _setting(
        60,
        "Applications per hour from one network address to one opening before they wait in the tray.",
        read=setting_values.whole_number(1, 100000),
    )
    early_readings: int = _setting(
        2,
        "Résumés that one web process reads at once to fill in the form; further ones are only kept.",
        read=setting_values.whole_number(1, 64),
    )
    writes_per_minute: int = _setting(
        6000,
        "Writing requests per minute from one network address, above which they are refused; 0: no such limit.",
        read=setting_values.whole_number(0, 1000000),
    )
    demo_password: str = _setting(
        "",
        "Password of the demo accounts when they are made; a random one is printed once if unset.",
        secret=True,
        read=setting_values.password,
    )
    log_level: str = _setting("INFO", "DEBUG, INFO, WARNING or ERROR.", read=setting_values.log_level)

    origins: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_environment(
        cls, environ: Mapping[str, str] | None = None, *, makes_instance: bool = True, **overrides: Any
    ) -> "Settings":
        """Read all settings; raise InvalidSetting naming the first one that cannot be used.

        The instance folder and its secret key are made where they are missing, or NoInstance is raised.
        """
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
        return cls(**_completed(values, origins, makes_instance), origins=origins)

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
    if text := environ.get(variable, "").strip():
        return text, variable
    path = environ.get(variable + "_FILE", "").strip()
    if not path:
        return None, "default"
    return _read_file(Path(path), variable + "_FILE"), variable + "_FILE"


def _read_file(path: Path, origin: str, encoding: str = "utf-8") -> str:
    try:
        return path.read_text(encoding=encoding).strip()
    except UnicodeDecodeError:
        raise InvalidSetting(f"{origin}: {path} holds bytes that are no text.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InvalidSetting(f"{origin}: {str(path)[:200]} cannot be read ({why}).") from None


def _converted(item, text: str, origin: str) -> Any:
    read = item.metadata["read"]
    try:
        # Several keys may stand on a line each.
        visible = setting_values.visible(
            " ".join(text.split()) if item.name == "secret_key_fallbacks" else text
        )
        return read(visible) if read else visible
    except ValueError as error:
        raise InvalidSetting(f"{origin}: {error}.") from None


def _completed(values: dict[str, Any], origins: dict[str, str], makes_instance: bool) -> dict[str, Any]:
    """Fill in the defaults that depend on other settings."""
    instance = Path(values.get("instance_dir") or HERE / "instance").resolve()
    values["instance_dir"] = str(instance)
    host, port = values.get("host", "127.0.0.1"), values.get("port", 8000)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104
    values.setdefault("public_url", f"http://{shown}:{port}")
    values.setdefault("database_url", f"sqlite:///{instance / 'requisite.sqlite3'}")
    has_key = "secret_key" in values
    if not makes_instance and not (instance.is_dir() and (has_key or (instance / "secret_key").exists())):
        database = setting_values.without_password(values["database_url"])
        raise NoInstance(
            f"There is no instance in {instance}, whose database would be {database}. Set ATS_INSTANCE_DIR to where it "
            "is, or make it: flask --app wsgi db upgrade"
        )  # fmt: skip
    try:
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not has_key:
            values["secret_key"] = _kept_secret_key(instance)
            origins["secret_key"] = "instance folder"  # noqa: S105 - the name of a place
    except OSError as error:
        raise InvalidSetting(
            f"ATS_INSTANCE_DIR: the folder {instance} cannot be made or written ({error.strerror})."
        ) from None
    return values


def _kept_secret_key(instance: Path) -> str:
    """Return the key in the instance folder, made on first use, so that no default key ever exists."""
    path = instance / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _known_key(path)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def _known_key(path: Path) -> str:
    key = _read_file(path, "ATS_INSTANCE_DIR", encoding="ascii")
    try:
        return setting_values.secret_key(setting_values.visible(key))
    except ValueError as error:
        raise InvalidSetting(f"ATS_INSTANCE_DIR: {path} holds no key: {error}.") from None


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
