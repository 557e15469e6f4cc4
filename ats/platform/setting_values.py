"""What the value of a setting must be: each function takes its text and returns its value, or says what is wrong.

They raise ValueError with the end of a sentence that begins with the setting's name.
"""

import ipaddress
import os
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from ats.platform.recipients import find_address_problem

_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?")
# A name, quoted where a sign in it could end it, and an address; or the address alone (RFC 5322, 3.4).
_SENDER = re.compile(r'(?:"[^"<>\\]+"|[^"<>,;:@\\]*?) *<([^<> ]+)>|([^<> ]+)')
_LONGEST_SENDER = 200
_ENCODED = "; write signs such as / @ : # ? of a password as %2F %40 %3A %23 %3F"


def visible(text: str) -> str:
    """Refuse line breaks and other signs that cannot be seen, and bytes that are no text."""
    if not text.isprintable():
        raise ValueError("it holds a line break, or another sign that cannot be seen")
    return text


def without_password(database_url: str) -> str:
    """Return the address of a database as it may be shown."""
    return make_url(database_url).render_as_string(hide_password=True)


def whole_number(low: int, high: int):
    """Return a reader of whole numbers within bounds."""

    def read(text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValueError(f"a whole number from {low} to {high} is expected")
        if not low <= int(text) <= high:
            raise ValueError(f"a number from {low} to {high} is expected")
        return int(text)

    return read


def yes_or_no(text: str) -> bool:
    """Read a truth value."""
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError("yes or no is expected")


def host(text: str) -> str:
    """Read the name or the address of a machine, such as a server listens on."""
    try:
        return str(ipaddress.ip_address(text.removeprefix("[").removesuffix("]")))
    except ValueError:
        if not _HOST.fullmatch(text) or re.fullmatch(r"[0-9.]+", text):
            raise ValueError("an address such as 127.0.0.1, or the name of a machine, is expected") from None
    return text


def host_and_port(text: str) -> str:
    """Read what is listened on or connected to."""
    name, _, port = text.rpartition(":")
    if not name or not _is_port(port):
        raise ValueError("HOST:PORT such as 127.0.0.1:8024, the port from 1 to 65535, is expected")
    host(name)
    return text


def _is_port(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,5}", text)) and 0 < int(text) < 65536


def _split(text: str, schemes: tuple[str, ...], expected: str, hint: str = "") -> SplitResult:
    """Take an address apart that has one of some schemes, a machine, and a port that exists, if any."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(f"{expected} is expected, with a port from 1 to 65535{hint}") from None
    if parts.scheme not in schemes or not parts.hostname or port == 0 or parts.fragment:
        raise ValueError(f"{expected} is expected{hint}")
    try:
        host(parts.hostname)
    except ValueError:
        raise ValueError(f"{expected} is expected; “{parts.hostname}” is no machine{hint}") from None
    return parts


def public_url(text: str) -> str:
    """Read the address of the site; without a path, since every page stands at the root of its host."""
    expected = "an address such as https://jobs.example.com"
    parts = _split(text, ("http", "https"), expected)
    for part, found in (
        ("a user", parts.username is not None or parts.password is not None),
        ("a path", parts.path.strip("/")),
        ("a query", "?" in text),
        ("a fragment", "#" in text),
    ):
        if found:
            raise ValueError(f"{expected} is expected, without {part}")
    return text.rstrip("/")


def address(text: str) -> str:
    """Read one e-mail address."""
    local, _, domain = text.rpartition("@")
    usable = local.isascii() and ("." in domain or domain == "localhost")
    if not usable or len(text) > 254 or find_address_problem(text):
        raise ValueError("one e-mail address such as jobs@example.com is expected")
    return text


def sender(text: str) -> str:
    """Read the sender of the mails: one address, optionally with a name before it."""
    found = _SENDER.fullmatch(text)
    if not found or len(text) > _LONGEST_SENDER:
        raise ValueError(
            "one address is expected, jobs@example.com or Example Jobs <jobs@example.com>, the name between quotation "
            f'marks where it holds a comma or a colon, at most {_LONGEST_SENDER} characters'
        )  # fmt: skip
    address(found[1] or found[2])
    return text


def smtp_url(text: str) -> str:
    """Read the mail server."""
    expected = "smtp://, smtp+starttls:// or smtps:// USER:PASSWORD@HOST:PORT"
    parts = _split(text, ("smtp", "smtp+starttls", "smtps"), expected, _ENCODED)
    if parts.path.strip("/") or parts.query:
        raise ValueError(f"{expected} is expected{_ENCODED}")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("a user needs a password, and a password a user")
    return text


def imap_url(text: str) -> str:
    """Read the mailbox that mail is fetched from."""
    expected = "imaps://USER:PASSWORD@HOST/FOLDER"
    if not _split(text, ("imap", "imaps"), expected, _ENCODED).username:
        raise ValueError(f"{expected} is expected{_ENCODED}")
    return text


def redis_url(text: str) -> str:
    """Read where Redis is."""
    expected = "redis://HOST:PORT/NUMBER, rediss://... or unix:///PATH"
    if text.startswith("unix://"):
        if not urlsplit(text).path.startswith("/"):
            raise ValueError(f"{expected} is expected")
        return text
    parts = _split(text, ("redis", "rediss"), expected)
    if not re.fullmatch(r"/?|/[0-9]{1,5}/?", parts.path):
        raise ValueError(f"{expected} is expected; its database is a number")
    return text


def database_url(text: str) -> str:
    """Read where the database is: the three usual spellings of PostgreSQL, or a file of SQLite."""
    expected = "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"
    for prefix in ("postgres://", "postgresql://"):
        if text.startswith(prefix):
            text = "postgresql+psycopg://" + text.removeprefix(prefix)
    if text.startswith("postgresql+psycopg://"):
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):
            raise ValueError(f"{expected} is expected{_ENCODED}") from None
        if url.port is not None and not 0 < url.port < 65536:
            raise ValueError("the port must be a number from 1 to 65535")
        return text
    if not text.startswith("sqlite:///"):
        raise ValueError(f"{expected} is expected")
    _check_sqlite_path(text.removeprefix("sqlite:///"))
    return text


def _check_sqlite_path(path: str) -> None:
    if not path or ":memory:" in path or "mode=memory" in path:
        raise ValueError(
            "sqlite:///PATH of a file is expected; a database in memory would be another one in each process"
        )
    if "?" in path:
        raise ValueError("sqlite:///PATH of a file is expected, without a “?” and what follows it")
    if not path.startswith("/"):
        return
    try:
        if Path(path).is_dir():
            raise ValueError(f"{path} is a folder; sqlite:///PATH of a file is expected")
        if not Path(path).parent.is_dir():
            raise ValueError(f"the folder {Path(path).parent} does not exist")
    except OSError as error:
        raise ValueError(f"{path[:200]} cannot be a file ({error.strerror})") from None
    if not os.access(Path(path) if Path(path).exists() else Path(path).parent, os.W_OK):
        raise ValueError(f"{path} cannot be written by the user who runs this")


def folder(text: str) -> str:
    """Read the path of a folder, which may be missing yet."""
    path = Path(text)
    try:
        if path.exists() and not path.is_dir():
            raise ValueError(f"{text} is a file, not a folder")
        if path.is_dir() and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            raise ValueError(f"the folder {text} cannot be written by the user who runs this")
    except OSError as error:
        raise ValueError(f"{text[:200]} cannot be a folder ({error.strerror})") from None
    return text


def time_zone(text: str) -> str:
    """Read the name of a zone of the IANA database."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError("a name such as Europe/Berlin is expected") from None
    return text


def secret_key(text: str) -> str:
    """Read a key that signs."""
    if len(text) < 32 or len(set(text)) < 8:
        raise ValueError("at least 32 characters that nobody can guess are expected")
    return text


def hook_secret(text: str) -> str:
    """Read a secret that two programs share."""
    if len(text) < 16:
        raise ValueError("at least 16 characters are expected")
    return text


def password(text: str) -> str:
    """Read a password that somebody types."""
    if len(text) > 256:
        raise ValueError("at most 256 characters are expected")
    return text


def clamav(text: str) -> str:
    """Read where the scanner listens."""
    try:
        return text if text.startswith("/") else host_and_port(text)
    except ValueError:
        raise ValueError("the path of a socket or HOST:PORT is expected") from None


def log_level(text: str) -> str:
    """Read how much is logged."""
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("DEBUG, INFO, WARNING or ERROR is expected")
    return text.upper()
