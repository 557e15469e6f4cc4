"""ZIP containers that are the same bytes for the same members."""

import io
import zipfile


def pack(members: dict[str, str | bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A ZIP file with these members in this order, at the earliest date that the format knows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=kind)
    return packed.getvalue()
