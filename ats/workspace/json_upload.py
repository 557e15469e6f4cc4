"""Profiles that come as files in the shape of JSON Resume: telling them from résumés, and taking them apart."""

from ats.resumes.json_resume import InvalidDocument, TakenResume, from_text

MOST_BYTES = 1024 * 1024
_MOST_NAMED = 5
_MARK = b"\xef\xbb\xbf"


def looks_like_json(data: bytes, name: str) -> bool:
    """Return whether a file holds a JSON object, told by how it begins, or calls itself one."""
    begin = data[:1024].removeprefix(_MARK).lstrip()
    return name.lower().endswith(".json") or (
        begin.startswith(b"{") and begin[1:].lstrip()[:1] in (b'"', b"}")
    )


def profile_in(data: bytes) -> TakenResume:
    """Return what a file holds for a profile; raise InvalidDocument, naming what is wrong, where that is nothing."""
    if len(data) > MOST_BYTES:
        raise InvalidDocument(("it is larger than 1 MB",))
    try:
        return from_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidDocument(("it is not written in UTF-8",)) from None


def sentence_of(error: InvalidDocument) -> str:
    """Return what a form says of a file that is no JSON Resume."""
    return f"The selected file is not a JSON Resume: {'; '.join(error.problems[:3])}"


def not_taken(taken: TakenResume) -> str:
    """Return which fields were wrong and not taken, to go on a sentence with; "" where all were good."""
    if not taken.problems:
        return ""
    more = len(taken.problems) - _MOST_NAMED
    rest = f"; and {more} more" if more > 0 else ""
    return f". Not taken over: {'; '.join(taken.problems[:_MOST_NAMED])}{rest}"
