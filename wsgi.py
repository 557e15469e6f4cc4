"""The WSGI application, made from the environment."""

import gc
import sys

# What is loaded here stays as long as the process: the collector would walk it again and again for nothing.
gc.disable()

from ats.app import create_app  # noqa: E402
from config import InvalidSetting, Settings  # noqa: E402

try:
    settings = Settings.from_environment()
except InvalidSetting as error:
    sys.exit(f"Requisite cannot start with this setting. {error}")
app = create_app(settings)
gc.enable()
