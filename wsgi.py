"""The WSGI application, made from the environment."""

from ats.app import create_app
from config import Settings

app = create_app(Settings.from_environment())
