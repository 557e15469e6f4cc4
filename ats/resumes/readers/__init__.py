"""Readers: any accepted file to lines in the order a person reads them."""

from ats.resumes.text import TextRead


def read_text(data: bytes, kind: str) -> TextRead:
    """Read a file of a kind that `ats.resumes.kinds` tells; a file that cannot be read is a result, not an error.

    Pages that are pictures come back unread: recognising them needs `readers.scan` and somebody who runs tesseract,
    as .doc files older than Word 97 need `readers.doc` and somebody who runs catdoc. Raise ValueError for an
    unknown kind.
    """
    if kind == "pdf":
        from ats.resumes.readers.pdf import read_pdf

        return read_pdf(data)
    if kind in ("docx", "docm"):
        from ats.resumes.readers.docx import read_docx

        return read_docx(data, kind)
    if kind == "odt":
        from ats.resumes.readers.odt import read_odt

        return read_odt(data)
    if kind in ("html", "mhtml"):
        from ats.resumes.readers.html import read_html, read_mhtml

        return read_html(data) if kind == "html" else read_mhtml(data)
    if kind == "doc":
        from ats.resumes.readers.doc import read_doc

        return read_doc(data)
    if kind == "rtf":
        from ats.resumes.readers.rtf import read_rtf

        return read_rtf(data)
    if kind == "txt":
        from ats.resumes.readers.plain import read_plain

        return read_plain(data)
    if kind in ("png", "jpeg", "tiff"):
        return _unread_picture(data, kind)
    raise ValueError(f"no reader for {kind!r}")


def _unread_picture(data: bytes, kind: str) -> TextRead:
    from ats.resumes.readers.images import BadPicture, count_frames, open_picture

    try:
        count = count_frames(open_picture(data))
    except BadPicture as error:
        return TextRead(kind, state="unread", why=str(error))
    pages = tuple(range(1, count + 1))
    return TextRead(kind, page_count=count, state="unread", why="is a picture", needs_ocr=pages)
