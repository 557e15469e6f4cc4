"""Makes the name that an upload came with fit to show and to offer for download."""

import re
import unicodedata

from ats.resumes.kinds import FILE_TYPES

NAME_CHARACTERS = 120
_NAME_READ = 1000  # characters looked at, from the end
_BARE_EXTENSIONS = frozenset(f".{accepted.extension}" for accepted in FILE_TYPES)
_ALIASES = {"htm": "html", "mht": "mhtml", "jpeg": "jpg", "tif": "tiff"}
_RESERVED_STEM = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """Make the name of an upload fit to show and to offer for download: at most 120 characters, never empty.

    Folders, control and invisible characters, and what Windows forbids in names go; the extension stays.
    """
    text = name.replace("\\", "/").rstrip("/ ").rpartition("/")[2][-_NAME_READ:]
    text = unicodedata.normalize("NFC", "".join(_shown(character) for character in text))
    text = re.sub(r"\s+", " ", text).strip()
    if text.lower() in _BARE_EXTENSIONS:
        return f"file{text}"
    text = text.lstrip(" .-~").rstrip(" .") or "file"
    if _RESERVED_STEM.fullmatch(text.partition(".")[0].strip()):
        text = f"_{text}"
    return _cut(text)


def download_name(name: str, media_type: str) -> str:
    """Return the name to offer a file under: it ends as its content says, so that no double click runs it.

    A script that reads as text comes with an extension such as .hta or .bat; that one gets .txt behind it.
    """
    known = {each.extension for each in FILE_TYPES if each.media_type == media_type}
    known |= {alias for alias, extension in _ALIASES.items() if extension in known}
    extension = name.rpartition(".")[2].lower()
    if extension in known or not known:
        return name
    return f"{name}.{next(each.extension for each in FILE_TYPES if each.media_type == media_type)}"


def _shown(character: str) -> str:
    if character in '<>:"|?*':
        return "_"
    category = unicodedata.category(character)
    if category in ("Zl", "Zp") or character in "\t\n\r":
        return " "
    return "" if category[0] == "C" else character


def _cut(text: str) -> str:
    stem, dot, extension = text.rpartition(".")
    if not stem or len(extension) > 10:
        return text[:NAME_CHARACTERS].rstrip(" .")
    return f"{stem[: NAME_CHARACTERS - len(extension) - 1].rstrip(' .')}{dot}{extension}"
