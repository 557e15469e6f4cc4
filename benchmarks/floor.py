"""The application with one view more, which does nothing: what hooks, server and framework cost alone.

Served as ``benchmarks.floor:app`` by the same gunicorn with the same arguments as the system itself.
"""

from flask import request
from flask_wtf.csrf import generate_csrf

from ats.accounts.guards import public
from ats.app import create_app
from config import Settings

app = create_app(Settings.from_environment())


@app.get("/benchmark/empty")
@public
def empty():
    """Answer with two bytes."""
    return "ok"


@app.post("/benchmark/empty")
@public
def empty_form():
    """Read a form with its files and throw it away; the CSRF check has read it by then, as with any form."""
    return "ok" if len(request.form) + len(request.files) else ("no form", 400)


@app.get("/benchmark/token")
@public
def token():
    """Give the browser a session and the token that goes with it."""
    return generate_csrf()
