"""One account and one invoice for the tests. Nobody is behind them."""

from datetime import UTC, date, datetime

from ledger_worker.api import Account, Invoice, Line

ACCOUNT = Account(
    id="4f0f6a52-3c5e-4a0e-9d53-2f6f0f6c7a11",
    email="customer@example.com",
    full_name="A <b>Customer</b>",
    date_of_birth=date(1990, 1, 1),
    plan="team",
    opened_at=datetime(2026, 1, 10, tzinfo=UTC),
    closed_at=None,
)

INVOICE = Invoice(
    account_id=ACCOUNT.id,
    number="INV-000042",
    lines=(Line("Team plan, March", 1, 4900), Line("Extra seat", 3, 700)),
    net_cents=7000,
    tax_cents=1330,
    issued_on=date(2026, 3, 20),
    due_on=date(2026, 4, 3),
)
