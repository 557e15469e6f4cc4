"""Every template parses, and every one is used."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"


def names() -> set[str]:
    return {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()}


def test_every_template_parses(sqlite_app):
    for name in sorted(names()):
        sqlite_app.jinja_env.get_template(name)


def test_every_template_is_used():
    text = "\n".join(
        path.read_text() for folder, pattern in ((TEMPLATES, "*"), (ROOT / "ats", "*.py"))
        for path in folder.rglob(pattern) if path.is_file()
    )  # fmt: skip
    used = set(re.findall(r"""["']([\w/-]+\.(?:html|xml|txt))["']""", text))
    mails = {f"email/{name}/{part}" for name in re.findall(r"""["'](\w+)["']""", text)
             for part in ("subject.txt", "body.txt", "body.html")}  # fmt: skip
    assert names() - used - mails == set()


def test_nothing_is_marked_safe_by_hand():
    assert [path for path in TEMPLATES.rglob("*.html") if re.search(r"\|\s*safe\b", path.read_text())] == []
