"""``python -m ats``: our commands without those of Flask's extensions, whose modules would stay in every process."""

from flask.cli import ScriptInfo

from wsgi import app

app.cli(obj=ScriptInfo(create_app=lambda: app), prog_name="python -m ats")
