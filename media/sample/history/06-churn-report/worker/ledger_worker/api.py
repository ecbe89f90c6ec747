"""What the worker asks of the Ledger API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import httpx

TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Account:
    id: str
    email: str
    full_name: str
    date_of_birth: date
    plan: str
    opened_at: datetime
    closed_at: datetime | None

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Account:
        closed_at = body["closedAt"]
        return cls(
            id=body["id"],
            email=body["email"],
            full_name=body["fullName"],
            date_of_birth=date.fromisoformat(body["dateOfBirth"]),
            plan=body["plan"],
            opened_at=datetime.fromisoformat(body["openedAt"]),
            closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
        )


@dataclass(frozen=True)
class Line:
    text: str
    quantity: int
    unit_cents: int


@dataclass(frozen=True)
class Invoice:
    account_id: str
    number: str
    lines: tuple[Line, ...]
    net_cents: int
    tax_cents: int
    issued_on: date
    due_on: date

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Invoice:
        return cls(
            account_id=body["accountId"],
            number=body["number"],
            lines=tuple(
                Line(line["text"], line["quantity"], line["unitCents"]) for line in body["lines"]
            ),
            net_cents=body["netCents"],
            tax_cents=body["taxCents"],
            issued_on=date.fromisoformat(body["issuedOn"]),
            due_on=date.fromisoformat(body["dueOn"]),
        )


class LedgerApi:
    """Reads accounts and invoices with the worker's own staff token."""

    def __init__(self, base_url: str, token: str) -> None:
        self._http = httpx.Client(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT_SECONDS,
        )

    def account(self, account_id: str) -> Account:
        return Account.from_json(self._get(f"/accounts/{account_id}"))

    def invoice(self, invoice_id: str) -> Invoice:
        return Invoice.from_json(self._get(f"/invoices/{invoice_id}"))

    def accounts_closed_in(self, month: str) -> list[Account]:
        accounts: list[Account] = []
        query = {"closedIn": month, "limit": "200"}
        while True:
            page = self._get("/accounts", **query)
            accounts += map(Account.from_json, page["accounts"])
            if "next" not in page:
                return accounts
            query["after"] = page["next"]

    def _get(self, path: str, **query: str) -> dict[str, Any]:
        response = self._http.get(path, params=query)
        response.raise_for_status()
        return response.json()
