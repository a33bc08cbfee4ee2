"""Turns the catalogue of findings and the spec tests into docs/findings.md and docs/rules.md: ``python -m docs.generate``."""

from __future__ import annotations

from pathlib import Path

from docs import rules_page
from dxreport.model.catalogue import CATALOGUE
from dxreport.report.wording.workbook import SEVERITIES

PAGE = Path(__file__).parent / "findings.md"
GROUPS = {
    "F": "フォントとテンプレート",
    "Y": "戦略のファイル（strategy.yaml）",
    "W": "提出票のファイル",
    "S": "提出票のシートと識別情報",
    "N": "数値などのセル",
    "L": "一覧",
    "T": "工程",
    "E": "評価",
    "R": "処理",
}


def findings_page() -> str:
    """All findings by group, in the catalogue's order."""
    lines = [
        "# 指摘事項の一覧",
        "",
        "このページは`dxreport/model/catalogue.py`から作られます（`python -m docs.generate`）。",
        "「誤り」は値を採らなかったか処理できないもの、「注意」は採った上で確かめてほしいもの、「参考」はお知らせです。",
    ]
    for letter, title in GROUPS.items():
        lines += ["", f"## {letter}　{title}", "", "| コード | 区分 | 内容 | 理由 | 対応 |", "|---|---|---|---|---|"]
        lines += [
            f"| {k.code} | {SEVERITIES[k.severity.value]} | {k.what} | {k.why} | {k.remedy} |"
            for k in CATALOGUE.values()
            if k.code.startswith(letter)
        ]
    return "\n".join(lines).replace("（*.xlsx）", "（xlsx）") + "\n"


if __name__ == "__main__":
    PAGE.write_text(findings_page(), encoding="utf-8")
    rules_page.PAGE.write_text(rules_page.rules_page(), encoding="utf-8")
