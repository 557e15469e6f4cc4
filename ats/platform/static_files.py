"""Static files under an address that changes with their bytes, so that browsers may keep them for good."""

import hashlib
from pathlib import Path

from flask import Flask, Response, request

FOR_EVER = "public, max-age=31536000, immutable"


def versioned_path(folder: Path) -> str:
    """Return the URL path of the static files: modules import each other relatively, so the version is a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\n" + path.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}"


def init_app(app: Flask) -> None:
    """Let browsers keep what they were sent, and let templates name the icons without building an address each."""
    app.jinja_env.globals["icon_sprite"] = f"{app.static_url_path}/icons/sprite.svg"

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304):
            response.headers["Cache-Control"] = FOR_EVER
        return response
