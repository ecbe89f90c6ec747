"""The buckets of Ledger. Nothing in them is public; the API hands out links that expire."""

from __future__ import annotations

import boto3


class Storage:
    def __init__(self) -> None:
        self._s3 = boto3.client("s3")

    def put_invoice(self, number: str, html: str) -> None:
        self._s3.put_object(
            Bucket="ledger-invoices",
            Key=f"invoices/{number}.html",
            Body=html.encode(),
            ContentType="text/html; charset=utf-8",
        )

    def put_report(self, key: str, text: str) -> None:
        self._s3.put_object(
            Bucket="ledger-reports",
            Key=key,
            Body=text.encode(),
            ContentType="text/csv; charset=utf-8",
        )
