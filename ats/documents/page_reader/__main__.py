"""The child program: reads a file of the type named by its argument from standard input and writes frames."""

import sys

from ats.documents.page_reader.failures import ReadFailed
from ats.documents.page_reader.frames import FrameWriter


def _read(extension: str, data: bytes, out: FrameWriter) -> None:
    # Each reader is imported alone, as PDFium and Pillow are most of the child's start.
    if extension == "pdf":
        from ats.documents.page_reader.pdf import read_pdf

        read_pdf(data, out)
        return
    if extension == "rtf":
        from ats.documents.page_reader.rtf import iter_rtf as iter_text
    elif extension == "txt":
        from ats.documents.page_reader.plain import iter_plain as iter_text
    else:
        from ats.documents.page_reader.word_processor import iter_word_processor as iter_text
    for piece in iter_text(data):
        if not out.text(piece):
            raise ReadFailed("partial")


def main() -> None:
    """Read standard input as the type given and report in frames."""
    out = FrameWriter(sys.stdout.buffer)
    try:
        _read(sys.argv[1], sys.stdin.buffer.read(), out)
    except ReadFailed as failure:
        out.why(failure.code)


if __name__ == "__main__":
    main()
