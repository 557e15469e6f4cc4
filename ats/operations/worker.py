"""The worker: takes outbox rows from the queue and does them."""

from flask import Flask
from huey.consumer import Consumer

from ats.platform import outbox, queue
from ats.platform.database import transaction


def work(app: Flask, threads: int) -> None:
    """Work until SIGTERM or SIGINT, which let running jobs finish.

    What was waiting before, or was cut off by a crash, is handed over again first.
    """
    with app.app_context():
        with transaction():
            outbox.release_dead_leases()
        queue.sweep()
    consumer = Consumer(
        app.extensions["ats_queue"],
        workers=threads,
        worker_type="thread",
        initial_delay=0.05,
        max_delay=0.5,
        backoff=1.2,
        graceful_signal="TERM",
        shutdown_timeout=10,
    )
    consumer.run()
