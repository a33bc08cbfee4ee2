"""Who has submitted and who has not: states, lateness, the table, and drafts of reminders."""

from __future__ import annotations

import email
import json
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dxreport import assessing, collecting
from dxreport.assessing import Request
from dxreport.cli import main
from dxreport.evaluate.collection import collection
from dxreport.model.catalogue import Severity
from dxreport.products import Kind
from dxreport.render import mail
from dxreport.report.papers import Letter
from dxreport.report.wording.collection import HEADINGS, row
from tests import city
from tests.test_deadlines import LADDER, strategy_with

BAD: dict[str, dict[str, city.Cell]] = {**city.FULL_SOUMU, "1-1a": {"value": "多数"}}
DAY = date(2025, 7, 12)
"""Two days after the first step's deadline, before the second's."""


def soumu(root: Path, kpi: dict[str, dict[str, city.Cell]], number: int = 1) -> Path:
    return city.submit(root, "q1", "soumu", kpi, city.SOUMU_TASKS, city.SOUMU_LISTS, number)


def workspace(folder: Path, section: str = LADDER, **more: str) -> Path:
    assert strategy_with(section, folder / "w", **more).value is not None
    return folder / "w"


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [arguments[0], "--workspace", str(root), *arguments[1:]])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def said(root: Path, *arguments: str) -> dict[str, Any]:
    code, out, err = run(root, "status", "--checkpoint", "q1", "--today", "2025-07-12", "--json", *arguments)
    assert code == 0, err
    document: dict[str, Any] = json.loads(out)
    return document


def stand(root: Path, department: str = "soumu") -> dict[str, Any]:
    found: dict[str, Any] = next(d for d in said(root)["departments"] if d["department"] == department)
    return found


def drafts(root: Path, today: date = DAY, checkpoint: str = "q1") -> dict[str, EmailMessage]:
    request = Request(root, checkpoint=checkpoint)
    _, products = collecting.write_reminders(request, collecting.collect(request, today))
    out = {}
    for product in products:
        message = email.message_from_bytes(product.content, policy=default)
        assert isinstance(message, EmailMessage)
        out[product.name] = message
    return out


def text(message: EmailMessage) -> str:
    """The letter's lines, as a mail program shows them."""
    content: str = message.get_content()
    return content.replace("\r\n", "\n")


# --- states ----------------------------------------------------------------------------------------------------------


def test_nobody_has_submitted(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    found = said(root)
    assert [(d["state"], d["stand"], d["days_late"]) for d in found["departments"]] == [("missing", "missing", 2)] * 2
    assert not (root / "inputs" / "r7" / "q1").exists()
    code, out, _ = run(root, "status", "--today", "2025-07-12")
    assert code == 0
    assert out.splitlines()[0] == "2所属のうち提出0、未提出2"
    assert "第1四半期" in out


def test_a_checkpoint_to_come_with_nothing_handed_in(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    city.submit_all(root, "q1")
    code, out, _ = run(root, "status", "--checkpoint", "q3", "--today", "2026-01-01")
    assert code == 0
    assert out.splitlines()[0] == "2所属のうち提出0、未提出2"
    assert run(root, "status")[1].splitlines()[0] == "2所属のうち提出2"  # the latest with submissions
    assert run(root, "quarterly", "--checkpoint", "q3")[0] == 2
    assert run(root, "check", "--checkpoint", "q3")[0] == 2


def test_submitted(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    soumu(root, city.FULL_SOUMU)
    assert (stand(root)["state"], stand(root)["stand"], stand(root)["must_mend"]) == ("submitted", "submitted", 0)


def test_unreadable(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    path = soumu(root, city.FULL_SOUMU)
    path.write_bytes(b"PK\x03\x04 broken")
    found = stand(root)
    assert (found["state"], found["stand"], found["must_mend"]) == ("unreadable", "unreadable", 1)
    assert found["unreadable"] == ["inputs/r7/q1/R7Q1_総務課.xlsx"]


@pytest.mark.parametrize("only", [(), ("--only", "returns")])
def test_from_to_return_to_returned_to_resubmitted(only: tuple[str, ...], tmp_path: Path) -> None:
    root = workspace(tmp_path)
    soumu(root, BAD)
    assert (stand(root)["stand"], stand(root)["slip"]) == ("to_return", None)
    assert run(root, "quarterly", "--checkpoint", "q1", *only)[0] == 0
    assert (stand(root)["stand"], stand(root)["slip"]) == ("returned", "R7Q1_差戻票/R7Q1_差戻票_総務課.xlsx")
    # Another workbook, with a fault of its own: no slip is about it.
    soumu(root, {**BAD, "1-2": {"value": "未定"}}, number=2)
    assert (stand(root)["stand"], stand(root)["slip"]) == ("to_return", None)
    soumu(root, city.FULL_SOUMU, number=3)
    assert (stand(root)["state"], stand(root)["stand"]) == ("submitted", "resubmitted")
    out = run(root, "status", "--checkpoint", "q1", "--today", "2025-07-12")[1]
    assert out.splitlines()[0] == "2所属のうち提出1（うち再提出1）、未提出1"


def test_a_draft_returns_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    soumu(root, BAD)
    assert run(root, "quarterly", "--checkpoint", "q1", "--draft", "--only", "returns")[0] == 0
    assert stand(root)["stand"] == "to_return"


def test_the_folder_of_slips_alone_is_known_by_its_name() -> None:
    assert Kind.RETURNS.value == collecting.RETURNS_ONLY


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"{", b"\xff\xfe", b'{"inputs": 3, "outputs": [4, {"file": 5}]}', b"[" * 100_000]
)
def test_a_manifest_that_is_none_is_no_obstacle(manifest: bytes, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    soumu(root, BAD)
    folder = root / "outputs" / "r7" / "q1"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(manifest)
    assert stand(root)["stand"] == "to_return"


def test_two_workbooks_with_one_number_are_to_return(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    path = soumu(root, city.FULL_SOUMU)
    path.rename(path.with_name("R7Q1_総務課（別）.xlsx"))
    soumu(root, {**city.FULL_SOUMU, "1-2": {"value": 46}})
    assert (stand(root)["state"], stand(root)["stand"]) == ("missing", "to_return")


def test_only_what_stands_in_the_department_s_own_workbooks_counts(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    missing = stand(root)
    assert (missing["errors"], missing["must_mend"]) == (1, 0)  # E01 is no fault in a workbook


# --- deadlines -------------------------------------------------------------------------------------------------------


def test_the_record_keeps_its_keys_and_names_every_step(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    soumu(root, city.FULL_SOUMU)
    found = said(root)
    assert found["checkpoint"] == "q1"
    assert found["today"] == "2025-07-12"
    assert found["deadlines"] == [
        {"step": "own", "name": "課", "date": "2025-07-10", "passed": True, "days_late": 2},
        {"step": "bureau", "name": "部", "date": "2025-07-15", "passed": False, "days_late": -3},
    ]
    old = {"department", "name", "state", "number", "submitted_on", "file", "sha256", "errors", "warnings"}
    for department in found["departments"]:
        assert old < set(department)
        assert department["deadline"] == "2025-07-10"


@pytest.mark.parametrize(
    ("today", "words"), [("2025-07-08", "あと2日"), ("2025-07-10", "本日"), ("2025-07-12", "2日超過")]
)
def test_how_far_a_missing_form_is_from_its_deadline(today: str, words: str, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    found = collecting.collect(Request(root, checkpoint="q1"), date.fromisoformat(today))
    assert {row(d)[HEADINGS.index("期限との差")] for d in found.departments} == {words}


def test_who_submits_after_the_deadline_is_late(tmp_path: Path) -> None:
    """The forms of the small city say 10 October 2025: late at q1, in time at q2."""
    root = workspace(tmp_path)
    city.submit_all(root, "q1")
    city.submit_all(root, "q2")
    at = HEADINGS.index("期限との差")
    for checkpoint, words in (("q1", "期限後に提出"), ("q2", "期限内")):
        found = collecting.collect(Request(root, checkpoint=checkpoint), date(2026, 3, 1))
        assert {row(d)[at] for d in found.departments} == {words}


def test_who_was_on_time_first_is_not_late_for_having_to_mend(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    city.submit_all(root, "q1")
    assessment = assessing.evaluate(Request(root, checkpoint="q1"))
    state = assessment.departments[0]
    assert state.used is not None
    first, second = (replace(state.used, submitted_on=date(2025, 7, day), number=n) for n, day in ((1, 9), (2, 14)))
    again = replace(assessment, departments=(replace(state, used=second, replaced=(first,)),))
    (found,) = collection(again, {}, date(2025, 7, 20)).departments
    assert (found.stand.value, found.days_late) == ("resubmitted", -1)


def test_without_deadlines_there_are_no_columns_for_them(tmp_path: Path) -> None:
    root = workspace(tmp_path, "")
    out = run(root, "status", "--today", "2025-07-12")[1]
    assert "期限" not in out
    assert said(root)["deadlines"] == []
    assert {d["days_late"] for d in said(root)["departments"]} == {None}


def test_the_table_is_no_wider_than_a_terminal(project: Path, tmp_path: Path) -> None:
    (tmp_path / "inputs").symlink_to(project / "inputs")  # and nothing published
    out = run(tmp_path, "status", "--checkpoint", "q2", "--today", "2025-10-15")[1]
    lines = [line.rstrip() for line in out.splitlines()]
    widths = [sum(1 if c.isascii() else 2 for c in line) for line in lines]
    head = next(n for n, line in enumerate(lines) if line.startswith("所属"))
    assert max(widths[head:]) <= 100
    assert len(lines) - head - 1 == 18
    assert lines[0] == "18所属のうち提出17（うち再提出1）、要差戻し1"
    assert "課 10/10（金）、部 10/16（木）、DX戦略課 10/20（月）　※課の期限を過ぎました。" in out


def test_names_are_text_on_the_screen(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    path = root / "inputs" / "r7" / "strategy.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: 総務課", 'name: "[red]総[/]務\\e[31m"'), encoding="utf-8"
    )
    code, out, _ = run(root, "status", "--today", "2025-07-12")
    assert code == 0
    assert "[red]総[/]務" in out
    assert "\x1b" not in out


def test_a_day_that_is_none(tmp_path: Path) -> None:
    assert run(workspace(tmp_path), "status", "--today", "あす")[0] == 2


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_everyone_who_is_waited_for_gets_a_draft_and_no_one_else(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    soumu(root, city.FULL_SOUMU)
    found = said(root, "--reminders")["reminders"]
    assert found == {"folder": "outputs/r7/reminders-q1", "files": ["R7Q1_提出依頼_福祉課.eml"]}
    assert [p.name for p in (root / found["folder"]).iterdir()] == found["files"]
    city.submit_all(root, "q1")
    assert said(root, "--reminders")["reminders"]["files"] == []
    assert list((root / found["folder"]).iterdir()) == []  # yesterday's draft is gone


def test_a_draft_says_what_is_missing_until_when_and_where_to(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    message = drafts(root, date(2025, 7, 8))["R7Q1_提出依頼_総務課.eml"]
    assert message["Subject"] == "令和7年度第1四半期の提出票の提出について（依頼）"
    assert message["X-Unsent"] == "1"
    assert (message["To"], message["From"], message["Date"], message["Message-ID"]) == (None, None, None, None)
    body = text(message)
    assert body.startswith("宛先：総務課（担当者様）\n")
    for part in (
        "お世話になっております。企画部計画課です。",
        "　R7Q1_総務課.xlsx\n　（測定項目7項目、工程3件、一覧1件）",
        "　令和7年7月10日（木）\n",
        "提出先\n　計画課\n",
        "よろしくお願いします。",
    ):
        assert part in body
    assert "サンプル" not in body
    assert "写し" not in body


def test_the_tone_follows_the_ladder(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    days = (date(2025, 7, 10), date(2025, 7, 11), date(2025, 7, 16))
    first, second, third = (drafts(root, day)["R7Q1_提出依頼_総務課.eml"] for day in days)
    assert [m["Subject"].rpartition("（")[2] for m in (first, second, third)] == [
        "依頼）",
        "再度のお願い）",
        "至急のお願い）",
    ]
    assert "過ぎて" not in text(first)
    assert "提出期限の令和7年7月10日（木）を過ぎています。" in text(second)
    assert "この後の期限は、部が令和7年7月15日（火）です。" in text(second)
    assert "課及び部の期限を過ぎています。" in text(third)
    assert "写し：総務部　庶務担当\n" in text(third)
    assert (third["Cc"], third["To"]) == (None, None)


def test_addresses_that_are_known(tmp_path: Path) -> None:
    root = workspace(tmp_path, f"{LADDER}, mail: {{from: dx@example.lg.jp}}", mail="soumu@example.lg.jp")
    message = drafts(root)["R7Q1_提出依頼_総務課.eml"]
    assert (message["From"], message["To"]) == ("dx@example.lg.jp", "soumu@example.lg.jp")
    assert text(message).startswith("総務課　担当者様\n")


def test_what_to_mend_is_listed(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    soumu(root, BAD)
    body = text(drafts(root)["R7Q1_提出依頼_総務課.eml"])
    assert "（R7Q1_総務課.xlsx）に、直していただきたい箇所が1件あります。" in body
    assert "(1) シート「KPI実績」のセルJ5\n　　　数値の欄に文字があります。「多数」" in body
    assert "提出回数を2に増やし" in body
    assert "「R7Q1_総務課_再提出2.xlsx」" in body
    run(root, "quarterly", "--checkpoint", "q1", "--only", "returns")
    body = text(drafts(root)["R7Q1_提出依頼_総務課.eml"])
    assert "差戻票（R7Q1_差戻票_総務課.xlsx）により訂正をお願いしましたが、" in body


def test_no_more_than_twenty_points(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    incidents: city.Table = [{"id": str(n), "hours": "長い"} for n in range(1, 26)]
    city.submit(root, "q1", "soumu", city.FULL_SOUMU, city.SOUMU_TASKS, {"incidents": incidents})
    found = collecting.collect(Request(root, checkpoint="q1"), DAY)
    errors = [f for f in found.departments[0].returned.findings if f.severity is Severity.ERROR]
    assert len(errors) == 25
    body = text(drafts(root)["R7Q1_提出依頼_総務課.eml"])
    assert "　(20) " in body
    assert "(21)" not in body
    assert "ほかに5件あります。" in body


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    soumu(root, city.FULL_SOUMU).write_bytes(b"PK\x03\x04 broken")
    body = text(drafts(root)["R7Q1_提出依頼_総務課.eml"])
    assert "（R7Q1_総務課.xlsx）を、読み取ることができませんでした。" in body
    assert "(1) ファイル全体\n　　　ファイルを開けません。" in body


def test_the_same_inputs_give_the_same_drafts_and_samples_say_so(project: Path, tmp_path: Path) -> None:
    for name in ("inputs", "templates", "fonts"):
        (tmp_path / name).symlink_to(project / name)
    request = Request(tmp_path, checkpoint="q3")
    made = [collecting.write_reminders(request, collecting.collect(request, date(2026, 1, 15)))[1] for _ in range(2)]
    assert made[0] == made[1]
    (message,) = [m for n, m in drafts(tmp_path, date(2026, 1, 15), "q3").items() if "産業振興課" in n]
    assert message["Subject"].startswith("【サンプルデータ（架空）】")
    assert "サンプルデータ（架空）" in text(message)


@pytest.mark.parametrize(
    "name", ["総務\nBcc: x@example.jp", "総務\r\n\r\nhello", "総務\u2028Bcc: x@example.jp", "総\0務"]
)
def test_a_name_begins_no_header(name: str) -> None:
    made = mail.render(Letter("", "", f"{name}の提出票", (f"宛先：{name}", "本文")))
    message = email.message_from_bytes(made, policy=default)
    assert sorted(message.keys()) == [
        "Content-Transfer-Encoding",
        "Content-Type",
        "MIME-Version",
        "Subject",
        "X-Unsent",
    ]
    assert "\n" not in message["Subject"]
    assert isinstance(message, EmailMessage)
    assert len(text(message).splitlines()) == 2


def test_a_department_s_name_begins_no_header_and_leads_nowhere(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    path = root / "inputs" / "r7" / "strategy.yaml"
    name = 'name: "../総務課\\nBcc: x@example.jp"'
    path.write_text(path.read_text(encoding="utf-8").replace("name: 総務課", name), encoding="utf-8")
    made = drafts(root)
    assert all("/" not in n and ".." not in n and n.isprintable() for n in made)
    assert all(m["Bcc"] is None for m in made.values())


def test_headers_are_folded_and_read_back() -> None:
    subject = "令和7年度第3四半期の提出票の提出について（至急のお願い）" * 5
    made = mail.render(Letter("dx@example.lg.jp", "soumu@example.lg.jp", subject, ("本文",)))
    assert made.isascii()
    assert max(map(len, made.split(b"\r\n"))) <= 78
    assert email.message_from_bytes(made, policy=default)["Subject"] == subject
