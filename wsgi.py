"""The WSGI application, made from the environment."""

import gc

# What is loaded here stays as long as the process: the collector would walk it again and again for nothing.
gc.disable()

from ats.app import create_app  # noqa: E402
from config import Settings  # noqa: E402

app = create_app(Settings.from_environment())
gc.enable()
