from dataclasses import replace
from datetime import date

import pytest
from samples import ACCOUNT

from ledger_worker.churn import ChurnLine, age_band, churn_lines, to_csv

TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(1996, 5, 2), "under 30"),
        (date(1996, 5, 1), "30 to 49"),
        (date(1961, 5, 2), "50 to 64"),
        (date(1961, 5, 1), "65 and over"),
    ],
)
def test_the_band_changes_on_the_birthday(born: date, band: str) -> None:
    assert age_band(born, TODAY) == band


def test_accounts_are_counted_by_plan_and_band() -> None:
    basic = replace(ACCOUNT, plan="basic", date_of_birth=date(2000, 1, 1))
    assert churn_lines([ACCOUNT, basic, ACCOUNT], TODAY) == [
        ChurnLine("basic", "under 30", 1),
        ChurnLine("team", "30 to 49", 2),
    ]


def test_the_report_names_nobody() -> None:
    report = to_csv(churn_lines([ACCOUNT], TODAY))
    assert report.splitlines() == ["plan,age band,customers", "team,30 to 49,1"]
