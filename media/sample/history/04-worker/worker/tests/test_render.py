import pytest
from samples import ACCOUNT, INVOICE

from ledger_worker.render import euros, to_html


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "0.00 €"), (5, "0.05 €"), (1234567, "12,345.67 €"), (-700, "-7.00 €")],
)
def test_amounts_are_written_with_two_decimals(cents: int, text: str) -> None:
    assert euros(cents) == text


def test_an_invoice_shows_its_lines_and_its_total() -> None:
    html = to_html(INVOICE, ACCOUNT)
    assert "Extra seat" in html
    assert "21.00 €" in html
    assert "83.30 €" in html


def test_names_are_escaped() -> None:
    assert "<b>" not in to_html(INVOICE, ACCOUNT)
