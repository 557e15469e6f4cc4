"""What a reader in the child raises when a file cannot be read."""


class ReadFailed(Exception):
    """The file, or the rest of it, cannot be read; `code` is one of `frames.WHY_CODES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
