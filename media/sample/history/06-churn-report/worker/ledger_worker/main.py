"""Takes jobs from the queue until it is told to stop."""

from __future__ import annotations

import json
import logging
import os
import signal
from collections.abc import Callable
from typing import Any

import boto3

from .api import LedgerApi
from .churn import report_churn
from .render import render_invoice
from .storage import Storage

log = logging.getLogger(__name__)

WAIT_SECONDS = 20

Job = dict[str, Any]


def handlers(api: LedgerApi, storage: Storage) -> dict[str, Callable[[Job], None]]:
    return {
        "render-invoice": lambda job: render_invoice(api, storage, job["invoiceId"]),
        "churn-report": lambda job: report_churn(api, storage, job["month"]),
    }


class Worker:
    def __init__(self, queue_url: str, handle: dict[str, Callable[[Job], None]]) -> None:
        self._sqs = boto3.client("sqs")
        self._queue_url = queue_url
        self._handle = handle
        self._stopping = False

    def stop(self, *_: object) -> None:
        self._stopping = True

    def run(self) -> None:
        while not self._stopping:
            answer = self._sqs.receive_message(
                QueueUrl=self._queue_url, WaitTimeSeconds=WAIT_SECONDS
            )
            for message in answer.get("Messages", []):
                self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        """A job that fails stays in the queue; after five attempts SQS sets it aside."""
        job = json.loads(message["Body"])
        try:
            self._handle[job["kind"]](job)
        except Exception:
            log.exception("job %s failed", message["MessageId"])
            return
        self._sqs.delete_message(QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    api = LedgerApi(os.environ["LEDGER_API_URL"], os.environ["LEDGER_API_TOKEN"])
    worker = Worker(os.environ["JOB_QUEUE_URL"], handlers(api, Storage()))
    signal.signal(signal.SIGTERM, worker.stop)
    worker.run()


if __name__ == "__main__":
    main()
