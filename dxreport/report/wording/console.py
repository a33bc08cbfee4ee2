"""Phrases of the command line: progress, summaries, help."""

from __future__ import annotations

from collections import Counter

from dxreport.evaluate.assessment import Assessment
from dxreport.evaluate.replacements import Replacement
from dxreport.model.finding import Finding
from dxreport.report.wording.formats import checkpoint_period, fiscal_year
from dxreport.report.wording.marks import paper_mark
from dxreport.report.wording.workbook import SEVERITIES

STAGES = {"read": "読込み", "evaluate": "評価", "render": "作成", "publish": "公表"}

HELP = {
    "main": "四半期ごとの提出票から、デジタル戦略の進捗を評価し、公文書を作ります。",
    "quarterly": "提出票を読み、評価し、文書一式を作ります（主な処理）。",
    "check": "提出票の指摘事項だけを表示します。何も書き込みません。",
    "status": "提出状況を表示します。--remindersで、未提出などの所属への依頼の下書きを作ります。",
    "today": "何日現在の状況とするか（例：2025-07-11）。既定は今日",
    "reminders": "提出又は再提出を依頼するメールの下書き（.eml）を作ります。送信はしません",
    "explain": "ID（例：8-1a）の数値の根拠、又は目標の文言の読み方を表示します。",
    "forms": "所属ごとの提出票の様式を作ります。",
    "diff": "戦略のファイルの2つの版を比べ、新旧対照表（Word）を作ります。NEWの既定は、その年度の今の戦略です。"
    "時点を2つ（例：q1 q2）指定すると、その間の変化を表示します。",
    "amended": "新旧対照表に印字する改定日（例：2025-10-01）。既定は印字しない",
    "doctor": "フォント、様式、戦略のファイル及び提出票がそろっているかを確かめます。",
    "samples": "見本の提出票を作り直します。",
    "workspace": "inputs、outputs、templates、fontsのあるフォルダー（既定：今のフォルダー）",
    "year": "年度（例：r7）。既定は最新の年度",
    "checkpoint": "時点（q1、q2、q3、q4、final）。既定は提出票のある最新の時点",
    "as_of": "基準日（例：2025-09-30）。既定は四半期の末日",
    "draft": "各ページに「案」と表示し、別のフォルダーに作ります",
    "only": "作る文書をコンマで区切って指定し、別のフォルダーに作ります（{choices}）",
    "department": "所属ごとの文書（PDF）だけを、別のフォルダーに作ります。所属のID（何度でも指定できます）か、allを指定します",
    "with_progress": "各取組の末尾に進捗を加えた戦略書も、別のファイルに作ります",
    "with_faults": "巻末に表記ゆれ・誤記の一覧を加えた戦略書も、別のファイルに作ります",
    "handout": "スライドごとに、説明を添えた配布用のPDFも作ります",
    "audience": "スライドを誰に向けて作るか（executive 執行部、committee 委員会、public 公開）。何度でも指定でき、既定はcommittee",
    "strict": "誤りの指摘があれば終了コード1で終わります",
    "json": "機械で読める形（JSON）で表示します",
    "target": "目標の文言（例：75%以上）。何度でも指定できます",
    "from_file": "目標を1行に1つ書いたUTF-8のファイル",
    "value": "セルの値（例：約1.2万件）。何度でも指定できます",
    "unit": "値の単位（例：件）。省略すると書かれた単位で読みます",
    "expected": "見込まれる値（例：50）。百分率が100分の1でないかを確かめます",
    "id": "測定項目、工程又は取組のID",
    "files": "提出票のファイル。省略すると最新の時点の全ての提出票",
    "forms_checkpoint": "時点（q1、q2、q3、q4、final）。既定は、提出票のある最新の時点の次の時点",
}

PUBLISHED = "公表しました：{folder}（{count}ファイル）"
NOT_PUBLISHED = "処理を中止しました。何も公表していません。以前の公表物はそのままです。"
NO_FINDINGS = "指摘事項はありません。"
FORMS_WRITTEN = "様式を{count}件作りました：{folder}"
SAMPLES_WRITTEN = "見本の提出票を{count}件作りました。"
VERSIONS = "dxreport {program}、Python {python}"
STRATEGY_READ = "戦略：{file}（測定項目{count}項目）"
LATEST_SUBMISSIONS = "提出票のある最新の時点：{checkpoint}"
NO_SUBMISSIONS = "提出票は、まだありません。"
FIT, NOT_FIT = "処理できる状態です。", "このままでは処理できません。"
BAD_DATE = "日付は2025-09-30の形で指定してください：{text}"
NO_SUCH_OPTION = "「{name}」という指定はありません。"
NO_SUCH_COMMAND = "コマンドを次から選んでください：{known}"
MISSING_PARAMETER = "「{name}」を指定してください。"
BAD_PARAMETER = "「{name}」の指定が正しくありません：{detail}"
NO_FOLDER = "フォルダー「{path}」がありません。"
SEE_HELP = "使い方は「{command} --help」で確かめられます。"
ABORTED = "中断しました。以前の公表物はそのままです。"
TWO_CHECKPOINTS = "時点は2つ指定してください（例：q1 q2）。戦略のファイルとは比べられません。--dateは、ファイルを比べるときだけ使います。"
NOTHING_TO_EXPLAIN = "ID、--target、--from-file又は--valueを指定してください。"
BAD_NUMBER = "数で指定してください：{text}"
TARGET_REMARK = "　{what}{why}"
UNREADABLE_TARGET = "読み取れません：{what}{why}"


def finding_lines(item: Finding) -> list[str]:
    """Where → what → why → what to do."""
    place = " ".join(p for p in (item.file, item.sheet, item.cell) if p)
    head = f"［{SEVERITIES[item.severity.value]} {item.code}］{place}"
    return [head, f"　{item.what}{item.why}", f"　→ {item.remedy}"]


def replacement_lines(item: Replacement) -> list[str]:
    """What a resubmission changed, a line for each cell."""
    before, after = (s.file.rpartition("/")[2] for s in (item.before, item.after))
    lines = [f"差替え：{before} → {after}（{len(item.changes)}か所）"]
    for change in item.changes:
        place = change.after_cell or change.before_cell
        where = f"{change.sheet} {place.cell if place else ''}　{change.row}　{change.heading}"
        lines.append(f"　{where}：「{change.before}」→「{change.after}」")
    return lines


def findings_summary(findings: tuple[Finding, ...]) -> str:
    """「指摘事項：誤り3件、注意5件、参考1件」."""
    if not findings:
        return NO_FINDINGS
    counts = Counter(f.severity.value for f in findings)
    return "指摘事項：" + "、".join(f"{SEVERITIES[k]}{counts[k]}件" for k in SEVERITIES if counts[k])


def headline(assessment: Assessment) -> list[str]:
    """The state of the checkpoint in a few lines, for the terminal and the log."""
    strategy, counts = assessment.strategy, assessment.counts
    if assessment.nothing_submitted:
        named = f"{strategy.municipality}　{fiscal_year(strategy.year)}{strategy.title}"
        return [f"{named}　基準日 {assessment.as_of.isoformat()}", NO_SUBMISSIONS]
    classes = "、".join(f"{c.text} {n}" for c, n in counts.numbers)
    missing = [d.department.name for d in assessment.departments if d.used is None]
    total = len(assessment.departments)
    lines = [
        f"{strategy.municipality}　{fiscal_year(strategy.year)}{strategy.title}　{checkpoint_period(assessment.checkpoint)}"
        f"　基準日 {assessment.as_of.isoformat()}",
        f"測定項目{counts.total}項目のうち評価可能{counts.judged}項目：{classes}",
        f"提出：{total}所属のうち{total - len(missing)}所属",
    ]
    if missing:
        lines.append("未提出：" + "、".join(missing))
    if mark := paper_mark(assessment):
        lines.append(mark)
    return lines


PAGE_COUNT = "総ページ数"


def either(pages: tuple[int, ...]) -> str:
    """「7又は8」: the pages on which something may come to stand."""
    return "又は".join(str(page) for page in pages)


def log_lines(assessment: Assessment, names: tuple[str, ...], findings: tuple[Finding, ...]) -> list[str]:
    """The run's log: what was judged, what was written, every finding. The same inputs give the same log."""
    lines = [*headline(assessment), "", *(f"作成：{name}" for name in names), "", findings_summary(findings)]
    for item in findings:
        lines.extend(finding_lines(item))
    return lines
