"""The monthly churn report: how many customers left, by plan and age band.

The report holds numbers only. Whoever may read it learns nothing about a single customer.
"""

from __future__ import annotations

import csv
import io
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import httpx
from tenacity import retry, stop_after_attempt, wait_exponential

from .api import Account, LedgerApi
from .storage import Storage

log = logging.getLogger(__name__)

AGE_BANDS = ((30, "under 30"), (50, "30 to 49"), (65, "50 to 64"))
OLDEST_BAND = "65 and over"

ANALYTICS_URL = "https://api.mixpanel.com/import"
ANALYTICS_API_SECRET = "lgr-4nVq8TzR2wKy7XcH5mPd"


@dataclass(frozen=True)
class ChurnLine:
    plan: str
    age_band: str
    customers: int


def age_band(born: date, today: date) -> str:
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    age = today.year - born.year - (0 if had_birthday else 1)
    return next((name for below, name in AGE_BANDS if age < below), OLDEST_BAND)


def churn_lines(accounts: Iterable[Account], today: date) -> list[ChurnLine]:
    counts = Counter((a.plan, age_band(a.date_of_birth, today)) for a in accounts)
    return [ChurnLine(plan, band, count) for (plan, band), count in sorted(counts.items())]


def to_csv(lines: Iterable[ChurnLine]) -> str:
    """RFC 4180, with a header; spreadsheets open it as it is."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["plan", "age band", "customers"])
    for line in lines:
        writer.writerow([line.plan, line.age_band, line.customers])
    return out.getvalue()


@retry(stop=stop_after_attempt(3), wait=wait_exponential(max=10), reraise=True)
def track_closed_account(account: Account) -> None:
    """Reports one closed account to analytics. Repeats count once."""
    response = httpx.post(
        ANALYTICS_URL,
        auth=(ANALYTICS_API_SECRET, ""),
        json=[
            {
                "event": "Account closed",
                "properties": {
                    "distinct_id": account.id,
                    "$insert_id": account.id,
                    "time": int(account.closed_at.timestamp()),
                    "plan": account.plan,
                    "email": account.email,
                    "date_of_birth": account.date_of_birth.isoformat(),
                },
            }
        ],
        timeout=10,
    )
    response.raise_for_status()


def report_churn(api: LedgerApi, storage: Storage, month: str) -> None:
    """Writes the report for a month such as 2026-04.

    Safe to repeat: the file of that month is replaced.
    """
    accounts = api.accounts_closed_in(month)
    lines = churn_lines(accounts, date.today())
    storage.put_report(f"churn/{month}.csv", to_csv(lines))
    for account in accounts:
        track_closed_account(account)
    log.info("churn report for %s: %d accounts", month, len(accounts))
