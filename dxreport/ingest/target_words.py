"""Turns the vocabulary of printed targets into tables: bounds, changes, acts, and what is no target at all."""

from __future__ import annotations

import re

from dxreport.model.target import Aim


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BOUNDS = {
    "以上": Aim.AT_LEAST,
    "を下回らない": Aim.AT_LEAST,
    "を下回らないこと": Aim.AT_LEAST,
    "を下限とする": Aim.AT_LEAST,
    "以下": Aim.AT_MOST,
    "以内": Aim.AT_MOST,
    "を超えない": Aim.AT_MOST,
    "を上回らない": Aim.AT_MOST,
    "を上限とする": Aim.AT_MOST,
    "を上限": Aim.AT_MOST,
    "未満": Aim.LESS_THAN,
    "を下回る": Aim.LESS_THAN,
    "より少ない": Aim.LESS_THAN,
    "超": Aim.MORE_THAN,
    "超え": Aim.MORE_THAN,
    "を超える": Aim.MORE_THAN,
    "を上回る": Aim.MORE_THAN,
    "より多い": Aim.MORE_THAN,
}
SAID_IN_BRACKETS = BOUNDS | {"上限": Aim.AT_MOST, "下限": Aim.AT_LEAST, "最低": Aim.AT_LEAST, "最低限": Aim.AT_LEAST}
"""Words that alone in brackets behind a figure say how it is meant: 「80件（以上）」."""
SIGNS = {
    "≧": Aim.AT_LEAST,
    "≥": Aim.AT_LEAST,
    ">=": Aim.AT_LEAST,
    "≦": Aim.AT_MOST,
    "≤": Aim.AT_MOST,
    "<=": Aim.AT_MOST,
    ">": Aim.MORE_THAN,
    "＞": Aim.MORE_THAN,
    "<": Aim.LESS_THAN,
    "＜": Aim.LESS_THAN,
}
LEAST = ("最低でも", "最低", "少なくとも", "下限")
MOST = ("最大でも", "最大", "上限", "多くとも", "多くても")

UP = _words(
    """
    引き上げる 引き上げ 引上げ 増やす 高める 伸ばす 上乗せ 増加 増大 増員 増量 増額 増収 向上 上昇 拡大 伸長 延伸 増加傾向 上昇傾向 アップ 純増 増
    """
)
DOWN = _words(
    """
    引き下げる 引き下げ 引下げ 減らす 減少 削減 縮減 低減 逓減 短縮 縮小 低下 圧縮 軽減 減少傾向 低下傾向 減量 減額 ダウン 減
    """
)
EITHER = _words(
    """
    改善 抑制 抑える 抑え
    """
)
"""Changes whose sense hangs on what changes; with an amount they count as that much of it."""

COMPLETE = _words(
    """
    完了 終了 継続実施 実施 策定 作成 導入 運用開始 供用開始 提供開始 利用開始 開始 本格稼働 稼働 整備 設置 構築 公開 公表
    開設 締結 制定 改定 改訂 移行 更新 配備 配布 開催 実装 リリース 完成 設立 竣工 しゅん工 試行 決定 廃止 統合 全廃
    立ち上げ 創設 新設 開発 更改 刷新 改正 施行 承認 契約 開所 開業 閉鎖 解体 移管 開通 開園 開校 開館 指定 選定 発行 発足 確定 公募 認定 取得 登録 改修 撤去 提出 報告 締切 稼動 再編 見直し完了
    """
)
"""Acts that are done or not done; one of them alone is a target."""

ACTS = _words(
    """
    掲載 発信 配信 参加 受講 養成 育成 確保 創出 採択 支援 提供 実証 対応 交付 復旧 回答 処理 回収 検証 活用 利用 周知 派遣
    誘致 発掘 解消 継続 発生 保有 普及 投稿 受入 受け入れ 受理 収集 相談 訪問 巡回 出展 応募 輩出 配置 任用 採用 修了 合格
    開設数 ずつ
    """
)
"""Acts that may follow a figure and alone are no target."""

VAGUE = _words(
    """
    検討 推進 促進 充実 強化 拡充 調査 研究 調査研究 着手 準備 調整 見直し 改善 抑制 継続 支援 対応 活用 周知 検証 取組
    取り組み 連携 整理 把握
    """
)
"""Aims in words: no figure, and nothing that can be done or not done."""

KEEP = _words(
    """
    現状維持 維持継続 維持 横ばい 現状どおり 現状通り 増減なし 同水準 同程度 キープ 並み
    """
)
DONE = _words(
    """
    達成 到達 を達成 に到達 を目指す をめざす を目標とする を目標に とする にする となる になる であること である
    とすること にすること すること を図る を行う を実施する させる する します した です のこと こと を確保する の実現 を実現 を実現する 済み 済 している されている していること していくこと
    """
)
REACHED = ("達成", "到達", "を達成", "に到達")
PARTICLES = ("を", "に", "へ", "まで", "と", "の", "で", "が", "は", "も", "数を", "として")
TO_LEVEL = ("に", "へ", "まで")
ABOUT = ("およそ", "おおよそ", "おおむね", "概ね", "凡そ", "大体", "ほぼ", "約")
ROUGHLY = ("程度", "くらい", "ぐらい", "ほど", "前後", "内外")
OR = ("または", "又は", "もしくは", "若しくは", "あるいは", "or ", "OR ")

STOPS = (
    *BOUNDS,
    *UP,
    *DOWN,
    *EITHER,
    *COMPLETE,
    *ACTS,
    *VAGUE,
    *KEEP,
    *DONE,
    *ROUGHLY,
    "なし",
    "無し",
    "暫定",
    "速報",
    "見込",
    "概算",
    "推計",
    "確定",
    "注",
    "前年",
    "現状",
    "目標",
    "実績",
    "約",
    "令和",
    "年間",
    "累計",
    "全体",
    "全庁",
)
"""Where a unit that is on no list ends."""

HALVES = {
    "半数以上": ("50", Aim.AT_LEAST, ""),
    "過半数": ("50", Aim.MORE_THAN, ""),
    "半減": ("50", Aim.AT_LEAST, "減"),
    "倍増": ("2", Aim.AT_LEAST, "増"),
}
"""Figures in a word: 「半減」 is a cut of at least 50%, 「倍増」 at least twice as much."""

NO_TARGET = re.compile(
    r"^(?:目標値?:?)?(?:[－\-―—–ー−‐…‥/*＊~]+|・{2,}|未定|未設定|(?:数値)?目標(?:値|設定)?(?:は)?(?:なし|無し|設定しない|未定|未設定)|設定(?:なし|無し|しない|せず)"
    r"|該当(?:なし|無し)|特に(?:なし|無し)|検討中|調整中|協議中|作成中|今後(?:設定|検討)|別途(?:設定|定める)|N/A|n/a|NA|対象外|－{2,})$"
)
NOTHING = re.compile(r"^(?:なし|無し|無|ナシ)$")

SCALARS = _words(
    """
    業務時間内 業務時間外 開庁時間内 開庁時間外 勤務時間内 勤務時間外 年度累計 年間累計 年間延べ 年延べ 年度内 年度間 年間 全庁
    全体 全市 全区 累計 累積 通算 通年 月平均 年平均 平均 延べ のべ 合計 総計 単年度 純 計 毎年度 毎年 毎月 毎週 毎日 毎回
    延 全 一人 年度 隔年 隔月 月間 週間 1日 一日 四半期 半期 半年 各四半期 年 月 週 日 各
    """
)
"""Qualifiers that stand directly before a figure, another qualifier or a space; elsewhere they are part of a word."""

PER = re.compile(
    r"(?:人口)?[0-9,一十百千万]*[0-9一十百千万人](?:(?:(?!及び|並び|かつ)[^\s0-9、。,;:/・%()以超未～~]){0,8}?)(?:[1一](?:人|日|回|件|か月|年|世帯|時間|課|校|社)){0,2}(?:あたり|当たり|当り|につき)の?"
)
EACH = re.compile(
    r"各[一-龥ァ-ヶー]{1,6}?(?:に|で|から|とも|ごとに?)?(?=[^\S\n]*(?:約|年|月|延べ|最低)?[0-9一二三四五六七八九十]+[^0-9月年])"
)
EVERY = re.compile(
    r"(?:毎年度?|毎月|毎週|毎日|隔年|隔月|四半期|半期|半年|年度?|月|週|日|[1一](?:年|日|週間?|か月|人|回)|[0-9]+(?:年度|か年|カ年|年間?|回|期|か月間?|カ月間?|ヶ月間?|週間?|日間?))"
    r"(?:に|ごとに?|毎に?|で|間で?|累計で?|の累計|連続(?:で|して)?|の?(?:平均|累計|合計)で?)(?=[^\S\n]*(?:(?:約|延べ|平均|累計|最低|合計|計)\s*)?[0-9一二三四五六七八九十])"
)
ONE_IN = re.compile(r"[0-9]+(?:人|名|世帯|件|社|校|課|台|回)(?:に|につき)(?=[^\S\n]*[0-9])")
AMONG = re.compile(r"(?:全|対象)?[0-9,]+[^\s0-9、。,()以超未～~]{1,8}?(?:中|のうち)(?=[^\S\n]*[0-9])")
PER_TAIL = re.compile(
    r"/[0-9]+(?:年度?|か年|カ年|ヶ年|[かカヶヵ]月|週間?|日間?)(?![0-9一-龥])"
    r"|/(?:年度?|月|週|人・日|人日|日|回|人|件|か月|課|校|四半期|世帯|時間|社|台|団体|m|㎡|ha|km2)(?![0-9・]|(?!以[上下内]|未満|超|程度|及び|並びに)[一-龥])"
    r"|/(?![^\s]*(?:[未不非]|禁止|以外))[一-龥ァ-ヶーA-Za-z]{1,6}?(?=\s*(?:$|[、。,(※]|及び|並びに|以上|以下|以内|未満|超))"
)

WORDS = re.compile(
    r"第(?![1-4一二三四]四半期)[0-9一二三四五六七八九十]+(?![0-9位])(?:次|期|回|章|号|段階|弾|版|種|類|条|者|世代|ステージ)?"
    r"|[0-9]+(?:か年|カ年|ヶ年|年)計画|[1一]人[1一]台(?!及|並|と)(?=[^0-9、,;\n]*[^0-9、,;\n\s][^0-9、,;\n]*[0-9])|24時間(?:365日|対応)|[0-9]+時間(?:体制|運用|受付)|[0-9]+(?:者|省庁|市|区|町)(?:協議|連携|協定)"
    r"|[0-9]+(?:in|In|IN)[0-9]+|[0-9]+[GDKSR](?=[一-龥ァ-ヶ])(?![以未超増減])"
    r"|レベル[0-9]+|ステージ[0-9]+|フェーズ[0-9]+|要(?:介護|支援)(?:度)?[0-9]+|区分[0-9]+|(?:[0-9]+[～〜~-])?[0-9]+歳(?:代|児)?|[0-9]+(?:年|回|日|期|か月|人|件|校)目|[0-9]+年生|[0-9]+級"
)
"""Words with a number in them that is no figure."""

_REFERENCE = r"(?:実績値?|現状値?|基準値?|参考値?|現況値?|(?:前々?年度?|昨年度?)(?:実績値?)?|前回|当初値?|初期値?|現在|当初|見込み?値?|[RH][0-9]+実績)"
REFERENCE_LABELS = re.compile(rf"^{_REFERENCE}$")
AFTER_NAME = re.compile(rf"^(?P<name>.+?)(?:[：:\s]+(?P<what>{_REFERENCE})|[（(](?P<within>{_REFERENCE})[）)])$")
"""「満足度：現状」: the name of a measure, and what the figure behind it is."""
PLAIN_LABELS = re.compile(r"^(?:(?:数値|成果|活動)?目標値?|KPI|指標|目標指標|KGI|目標\(KPI\))(?:は|:|として)?")
NO_LABELS = re.compile(
    r"半分|^単位|^[ー―]+$|^(?:限りなく|なるべく|極力|可能な限り|できれば|望ましくは|可能なら|最終的に|将来的に|努力目標|挑戦目標)|^(?:以上|以下|以内|未満|%)|(?:令和|平成|昭和|西暦)$"
)
"""Words before a figure that are no name of a measure, but make it doubtful which figure is the target."""

NOTE_GROUP = re.compile(
    r"^(?:人口|対象者?)?[0-9一十百千万]+人?(?:対|当たり|あたり|当り)$|^(?:参考|全国|類似|近隣|従前|従来|現状|現況|基準|前年|昨年|前回|実績|当初|出典|注|※|例|内訳|全[0-9]|目安|見込|最終目標|最終年度|中間目標|総数|対象|母数|国|都|県|平均)|満点|段階|択|中$"
)

NEGATION = ("未", "非", "不", "無")
"""Before an act: 「未実施」「非公表」 say the opposite."""

SINGLE = (
    "人",
    "名",
    "課",
    "係",
    "部",
    "部署",
    "所属",
    "校",
    "園",
    "社",
    "団体",
    "世帯",
    "施設",
    "店舗",
    "地区",
    "町会",
    "自治会",
    "日",
    "月",
    "か月",
    "年",
    "回",
    "事業",
    "事業所",
)
"""Units of which 1 before another figure says for each of them: 「1課1件以上」."""
