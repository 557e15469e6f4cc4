"""Health for whoever watches the server: a cheap sign of life that also asks the database."""

from flask import Blueprint, jsonify
from sqlalchemy import text

from ats.platform.database import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz():
    """Answer 200 when the process lives and the database answers; the error page says 503 otherwise."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")
