"""Settings are checked when they are read: whatever stands in one, a sentence names it and says what is wrong."""

import pytest

from config import InvalidSetting, NoInstance, Settings, environment_name, setting_fields

HUGE = "9" * 5000
REFUSED = {
    "ATS_PUBLIC_URL": [
        "nonsense", "ftp://jobs.example.com", "https://", "https://jobs.example.com/#a", "https://jobs.example.com#",
        "https://user:pw@jobs.example.com", "https://user@jobs.example.com", "https://jobs.example.com:99999",
        "https://jobs.example.com:0", "https://jobs.example.com:x", "https://jobs.example.com/path", "https://[::1",
        "https://jobs.example.com?x=1", "https://jobs.example.com?", "https://jobs example.com", "https://a\nb.example", HUGE,
    ],
    "ATS_HOST": ["999.1.1.1", "1.2.3", "a b", "http://x", "x:80", HUGE, "127.0.0.1\n"[:-1] + "\x00"],
    "ATS_PORT": ["0", "65536", "-1", "eighty", "8000.5", "８０", HUGE],
    "ATS_MAIL_FROM": [
        "nonsense", "a@b", "jobs@example.com\nBcc: all@example.com", "one@example.com, two@example.com",
        "Jobs <one@example.com> <two@example.com>", "Jobs <>", "Inc, Example <jobs@example.com>", "jobs@exa mple.com",
        "Jobs <jobs@example.com", "jobs@-example.com..", "jöbs@example.com", "Jobs\r\n <jobs@example.com>", HUGE,
        HUGE + "@example.com", "Jobs <@example.com>",
    ],
    "ATS_SMTP_URL": [
        "smtp://h:99999", "smtp://h:0", "smtp://h:x", "h:25", "http://h", "smtp://", "smtp://[::1", "smtp://user@h",
        "smtp://user:pa/ss@h", "smtp://user:pa#ss@h", "smtp://h/path", "smtp://h\nx", HUGE,
    ],
    "ATS_DATABASE_URL": [
        "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:////nowhere-at-all/x.sqlite3", "sqlite:////tmp",
        "sqlite:///x?mode=memory", "sqlite:///file:x?y=1", "mysql://h/x", "postgresql://h:99999/x", "postgresql://h:x/y",
        "postgresql://h:0/x", "nonsense", "sqlite:////" + HUGE, HUGE,
    ],
    "ATS_REDIS_URL": ["localhost:6379", "redis://", "redis://h:99999", "redis://h/x", "unix://", "redis://h:x", HUGE],
    "ATS_INSTANCE_DIR": ["/proc/x", "/etc/passwd", "/etc/passwd/x", "a\nb", "/" + HUGE],
    "ATS_CLAMAV": ["nonsense", "h:", "h:99999", ":3310", "h:" + HUGE],
    "ATS_INBOX_ADDRESS": ["nonsense", "a@b", "one@example.com,two@example.com", "Jobs <jobs@example.com>", HUGE],
    "ATS_INBOX_SMTP": ["8025", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999", "999.1.1.1:25", "h:" + HUGE],
    "ATS_INBOX_LMTP": ["8025", ":8024"],
    "ATS_INBOX_IMAP_URL": ["imaps://h/x", "imaps://u:p@h:99999/x", "pop://u:p@h", "imaps://u:p@[x/y", HUGE],
    "ATS_TIME_ZONE": ["Nowhere/Else", "../../etc/passwd", "Europe", HUGE],
    "ATS_SECRET_KEY": ["short", "a" * 64, "abcdefgh" * 8 + "\n" + "x"],
    "ATS_HOOK_SECRET": ["short"],
    "ATS_LOG_LEVEL": ["LOUD", HUGE],
    "ATS_DEMO_PASSWORD": [HUGE],
    "ATS_INBOX_PLUS": ["maybe"],
    "ATS_TRUSTED_AUTHSERV_ID": ["mx.example.com\nx"],
    "ATS_RETENTION_DAYS": ["0", "a year", "1e3", HUGE],
}  # fmt: skip
TAKEN = {
    "ATS_PUBLIC_URL": ["https://jobs.example.com", "http://127.0.0.1:8000/", "https://[::1]:8443"],
    "ATS_HOST": ["0.0.0.0", "::", "::1", "localhost", "jobs-1.example.com"],
    "ATS_MAIL_FROM": [
        "jobs@example.com", "Example Jobs <jobs@example.com>", '"Example, Inc." <jobs@example.com>', "<jobs@example.com>",
        "Bewerbungen München <jobs@example.com>", "jobs@localhost", "  jobs@example.com ",
    ],
    "ATS_SMTP_URL": ["smtp://h", "smtps://user:p%2Fw@mail.example.com:465", "smtp+starttls://[::1]:587/"],
    "ATS_DATABASE_URL": [
        "sqlite:////tmp/x.sqlite3", "sqlite:///x.sqlite3", "postgresql://u:p@h:5432/x", "postgres://h/x",
        "postgresql:///x?host=/run/postgresql",
    ],
    "ATS_REDIS_URL": ["redis://h", "redis://u:p@h:6379/2", "rediss://h/0", "unix:///run/redis.sock"],
    "ATS_CLAMAV": ["/run/clamav/clamd.ctl", "127.0.0.1:3310"],
    "ATS_SECRET_KEY_FALLBACKS": ["one two\nthree"],
    "ATS_INBOX_IMAP_URL": ["imaps://jobs%40example.com:secret@imap.example.com:993/INBOX"],
}  # fmt: skip


def pairs(table: dict[str, list[str]]) -> list:
    return [
        pytest.param(name, value, id=f"{name}-{number}")
        for name, values in table.items()
        for number, value in enumerate(values)
    ]


def read(tmp_path, **environ: str) -> Settings:
    return Settings.from_environment({"ATS_INSTANCE_DIR": str(tmp_path), **environ})


@pytest.mark.parametrize(("name", "value"), pairs(REFUSED))
def test_what_cannot_be_used_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(InvalidSetting) as raised:
        read(tmp_path, **{name: value})
    words = str(raised.value)
    assert words.startswith(f"{name}: ")
    assert words.endswith(".")
    assert "\n" not in words
    assert len(words) < 600


@pytest.mark.parametrize(("name", "value"), pairs(TAKEN))
def test_what_can_be_used_is_taken(tmp_path, name, value):
    assert read(tmp_path, **{name: value}).origins[name.removeprefix("ATS_").lower()] == name


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_setting_is_an_unset_one(tmp_path, value):
    names = [environment_name(item.name) for item in setting_fields()]
    settings = read(tmp_path, **{name: value for name in names if name != "ATS_INSTANCE_DIR"})
    assert set(settings.origins) == {"instance_dir", "secret_key"}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"short"])
def test_a_broken_key_in_the_instance_folder_is_named(tmp_path, content):
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(InvalidSetting, match="ATS_INSTANCE_DIR: .*secret_key holds"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("path", "why"), [("nothing", "No such file"), (".", "Is a directory"), ("bytes", "no text")]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, path, why):
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidSetting, match=f"ATS_HOOK_SECRET_FILE: .*{why}"):
        read(tmp_path, ATS_HOOK_SECRET_FILE=str(tmp_path / path))


def test_an_address_of_six_bytes_stands_in_brackets_in_links(tmp_path):
    assert read(tmp_path, ATS_HOST="::1").public_url == "http://[::1]:8000"


def test_who_needs_an_instance_makes_none(tmp_path):
    folder = tmp_path / "new"
    environ = {"ATS_INSTANCE_DIR": str(folder)}
    with pytest.raises(NoInstance, match=f"no instance in {folder}, .*sqlite:///{folder}/requisite.sqlite3"):
        Settings.from_environment(environ, makes_instance=False)
    assert not folder.exists()
    made = Settings.from_environment(environ)
    assert Settings.from_environment(environ, makes_instance=False).secret_key == made.secret_key


def test_a_password_is_shown_by_no_refusal(tmp_path):
    environ = {"ATS_INSTANCE_DIR": str(tmp_path / "new"), "ATS_DATABASE_URL": "postgresql://u:tr0ub4dor@h/x"}
    with pytest.raises(NoInstance) as raised:
        Settings.from_environment(environ, makes_instance=False)
    assert "tr0ub4dor" not in str(raised.value)
