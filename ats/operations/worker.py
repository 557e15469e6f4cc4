"""The worker: takes outbox rows from the queue and does them."""

import os

from flask import Flask
from huey.consumer import Consumer

from ats.platform import outbox, queue
from ats.platform.database import let_others_first, transaction

# Pages come first where processors are few: with these, a busy worker gets about a quarter of what a page gets
# (sched(7): 335 against 1024). More would keep it long from giving a lock of the database back.
NICENESS = 5


def work(app: Flask, threads: int) -> None:
    """Work until SIGTERM or SIGINT, which let running jobs finish.

    What was waiting before, or was cut off by a crash, is handed over again first.
    """
    os.nice(NICENESS)
    let_others_first()
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
