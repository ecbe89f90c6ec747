"""Turns an issued invoice into the document that the customer downloads."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from .api import Account, Invoice, LedgerApi
from .storage import Storage

templates = Environment(
    loader=PackageLoader("ledger_worker"),
    autoescape=True,
    undefined=StrictUndefined,
)


def euros(cents: int) -> str:
    """1234567 -> '12,345.67 €'"""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{rest:02d} €"


templates.filters["euros"] = euros


def to_html(invoice: Invoice, account: Account) -> str:
    return templates.get_template("invoice.html").render(
        invoice=invoice,
        account=account,
        total_cents=invoice.net_cents + invoice.tax_cents,
    )


def render_invoice(api: LedgerApi, storage: Storage, invoice_id: str) -> None:
    """Safe to repeat: the same invoice becomes the same document under the same key."""
    invoice = api.invoice(invoice_id)
    account = api.account(invoice.account_id)
    storage.put_invoice(invoice.number, to_html(invoice, account))
