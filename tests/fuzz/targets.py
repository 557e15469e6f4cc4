"""What is fuzzed: a function of bytes for each reader and for the quick check, and its seeds."""

import importlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

FILES = Path(__file__).parents[1] / "files" / "documents"
_MODULES = {"check": "checking", "plain": "readers.plain", "mhtml": "readers.html"}


def load(name: str) -> None:
    """Import what a target needs, so that it is instrumented."""
    importlib.import_module(f"ats.resumes.{_MODULES.get(name, f'readers.{name}')}")


def _check(data: bytes) -> None:
    from ats.resumes.checking import RefusedFile, check_file

    try:
        check_file(data, "cv.pdf")
    except RefusedFile as refused:
        if not str(refused).startswith("The selected file"):
            raise


def _reader(kind: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        from ats.resumes.readers import read_text

        result = read_text(data, kind)
        for line in result.lines:
            if result.text[line.start : line.end] != line.text:
                raise AssertionError("a line does not stand where it says")
        if (result.why is None) != (result.state == "read"):
            raise AssertionError("a reading that does not say what is missing")

    return read


def _packed(kind: str, part: str) -> Callable[[bytes], None]:
    """Fuzz the main part of a ZIP: mutating packed bytes would hardly ever get as far as its markup."""
    read = _reader(kind)
    base = (FILES / f"plain.{kind}").read_bytes()

    def wrapped(data: bytes) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(base)) as source, zipfile.ZipFile(packed, "w") as archive:
            for name in source.namelist():
                archive.writestr(name, data if name == part else source.read(name))
        read(packed.getvalue())

    return wrapped


TARGETS: dict[str, Callable[[bytes], None]] = {
    "check": _check,
    "docx": _packed("docx", "word/document.xml"),
    "odt": _packed("odt", "content.xml"),
    "rtf": _reader("rtf"),
    "html": _reader("html"),
    "mhtml": _reader("mhtml"),
    "plain": _reader("txt"),
    "doc": _reader("doc"),
}


def write_seeds(name: str, folder: Path) -> Path:
    """Write the seeds of a target into a folder and return it."""
    for number, seed in enumerate(_seeds(name)):
        (folder / f"seed{number}").write_bytes(seed)
    return folder


def _seeds(name: str) -> list[bytes]:
    if name == "check":
        return [
            path.read_bytes() for path in sorted(FILES.iterdir()) if path.suffix != ".py" and path.is_file()
        ]
    if name in ("docx", "odt"):
        with zipfile.ZipFile(FILES / f"plain.{name}") as archive:
            return [archive.read("word/document.xml" if name == "docx" else "content.xml")]
    if name == "rtf":
        return [(FILES / "plain.rtf").read_bytes()]
    if name in ("html", "mhtml"):
        page = b"<style>.a{display:flex}@media print{p{color:red}}</style><div class=a><b>x</b><p style='float:left'>y</p></div>"
        head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
        return [page, b"<table><tr><td>a<td>b</table><ul><li>c</ul>"] if name == "html" else [head + page]
    if name == "doc":
        return [path.read_bytes() for path in sorted(FILES.glob("*.doc"))] or [
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        ]
    return [(FILES / "plain.txt").read_bytes(), b"# A\n**b** [c](d)\n- e\n----\nf      g"]
