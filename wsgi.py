"""The WSGI application, made from the environment."""

import gc
import sys

# What is loaded here stays as long as the process: the collector would walk it again and again for nothing.
gc.disable()

from ats import cli  # noqa: E402
from ats.app import create_app  # noqa: E402
from config import InvalidSetting, NoInstance, Settings  # noqa: E402

command = cli.command_of(sys.argv)
try:
    settings = Settings.from_environment(makes_instance=not cli.needs_instance(command))
except NoInstance as error:
    cli.leave(command, str(error))
except InvalidSetting as error:
    cli.leave(command, f"Requisite cannot start with this setting. {error}")
app = create_app(settings)
gc.enable()
