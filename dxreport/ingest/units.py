"""Turns units that people write into the unit of a target, exactly."""

from __future__ import annotations

import re
from decimal import Context, Decimal

# unit → (dimension, factor to the dimension's first unit). Units not listed are a dimension of their own.
_DIMENSIONS: dict[str, dict[str, str]] = {
    "%": {"%": "1", "パーセント": "1", "割": "10", "‰": "0.1"},
    "ポイント": {"ポイント": "1", "pt": "1"},
    "時": {"秒": "1", "分": "60", "分間": "60", "時間": "3600", "日": "86400", "日間": "86400", "週間": "604800"},
    "月": {"か月": "1", "カ月": "1", "ヶ月": "1", "ヵ月": "1", "ケ月": "1", "箇月": "1", "か月間": "1", "年": "12", "年間": "12"},
    "円": {"円": "1", "千円": "1000", "万円": "10000", "百万円": "1000000", "億円": "100000000"},
    "人": {"人": "1", "名": "1", "千人": "1000", "万人": "10000"},
    "件": {"件": "1", "千件": "1000", "万件": "10000"},
    "枚": {"枚": "1", "千枚": "1000", "万枚": "10000"},
    "か所": {"か所": "1", "箇所": "1", "カ所": "1", "ヶ所": "1", "ヵ所": "1", "ケ所": "1"},
    "重さ": {"mg": "1", "g": "1000", "グラム": "1000", "kg": "1000000", "キログラム": "1000000", "t": "1000000000", "トン": "1000000000"},
    "長さ": {"mm": "1", "cm": "10", "m": "1000", "メートル": "1000", "km": "1000000", "キロメートル": "1000000"},
    "面積": {"㎡": "1", "平方メートル": "1", "a": "100", "アール": "100", "ha": "10000", "ヘクタール": "10000", "km2": "1000000", "平方キロメートル": "1000000"},
    "体積": {"mL": "1", "L": "1000", "リットル": "1000", "kL": "1000000", "㎥": "1000000", "立方メートル": "1000000"},
    "電力量": {"kWh": "1", "MWh": "1000", "GWh": "1000000"},
}  # fmt: skip
_UNITS: dict[str, tuple[str, Decimal]] = {
    unit: (dimension, Decimal(factor)) for dimension, units in _DIMENSIONS.items() for unit, factor in units.items()
}
COUNTED = frozenset(["件", "人", "名", "回", "課", "枚", "種類", "データ", "事例", "事務", "アプリ", "か所"])
"""Units of things that come in whole numbers."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_COUNTERS = _words(
    """
    つ 個 台 本 冊 部 通 席 室 棟 戸 軒 区 市 町 村 校 園 館 社 店 店舗 組 件数 回線 団体 事業 事業者 事業所 施設 施策 取組 項目
    業務 手続 手続き システム サービス プロジェクト ライセンス アカウント ページ コンテンツ メニュー コース クラス チーム
    グループ 講座 研修 会議 教室 会場 拠点 地区 地域 路線 区画 区間 世帯 企業 法人 大学 学校 小学校 中学校 保育所 部署 部門
    部局 課題 所属 係 局 支所 人日 人月 人回 人年 人時 泊 営業日 開庁日 点 位 倍 歳 級 段階 ランク レベル 品目 種 品 例 案 案件 計画 協定
    条例 基 機 羽 頭 匹 株 食 杯 便 ヘルツ 度 ℃ 票 口 様式 帳票 端末 機能 パターン テーマ 分野 方法 ケース 記事 投稿 動画
    再生 ダウンロード アクセス フォロワー 登録者 会員 クリック PV 台帳 筆 文書 ファイル セット 式 号 年度 か国 カ国 ヶ国
    言語 か年 カ年 ヶ年 円/人 t-CO2 t-CO₂ kg-CO2 g-CO2 mg/L ppm ppb MJ GJ TJ 坪 kW MW W V dB MB GB TB KB Mbps Gbps 週 隊 座 作品 体制 組織 委員会 自治会 町会 商店街 商店
    モデル 事象 事項 工程 件名 号棟 区域 世代 問 議案 票数 曲 隻 艘 袋 箱 話 試合
    """
)
KNOWN = frozenset(_UNITS) | COUNTED | frozenset(_COUNTERS)
"""Units that a printed target may bear without a remark."""

_SPELLINGS = {
    "パーセント": "%",
    "％": "%",
    "㌫": "%",
    "㌧": "トン",
    "㍍": "m",
    "平米": "㎡",
    "㎏": "kg",
    "㎎": "mg",
    "㎞": "km",
    "㎝": "cm",
    "㎜": "mm",
    "m2": "㎡",
    "m²": "㎡",
    "m3": "㎥",
    "m³": "㎥",
    "km²": "km2",
    "k㎡": "km2",
    "㎢": "km2",
    "㌃": "a",
    "㌶": "ha",
    "KG": "kg",
    "Kg": "kg",
    "KM": "km",
    "Km": "km",
    "HA": "ha",
    "%ポイント": "ポイント",
    "パーセントポイント": "ポイント",
    "ml": "mL",
    "kl": "kL",
    "KL": "kL",
    "l": "L",
    "ℓ": "L",
    "㍑": "L",
    "KWh": "kWh",
    "kwh": "kWh",
}
_BY_LENGTH = sorted(KNOWN | set(_SPELLINGS), key=lambda u: (-len(u), u))
_LATIN = re.compile(r"[A-Za-z0-9]")
_EXACT = Context(prec=60)
_SNAP = Context(prec=30)


def leading_unit(text: str) -> tuple[str, int]:
    """The longest known unit at the beginning of ``text``, in its usual spelling, and its length there; ("", 0) for none.

    A Latin unit must end where it ends: 「2in1」 begins with no unit.
    """
    for written in _BY_LENGTH:
        if text.startswith(written):
            rest = text[len(written) :]
            if _LATIN.match(written[-1]) and rest and _LATIN.match(rest):
                continue
            return _SPELLINGS.get(written, written), len(written)
    return "", 0


def same_dimension(unit: str, other: str) -> bool:
    return _UNITS.get(unit, (unit,))[0] == _UNITS.get(other, (other,))[0]


def larger(unit: str, other: str) -> bool:
    """Whether ``unit`` is the larger one of two units of one dimension (時間 and 分)."""
    return unit in _UNITS and other in _UNITS and same_dimension(unit, other) and _UNITS[unit][1] > _UNITS[other][1]


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent and without needless zeros (1.5E+4 → 15000)."""
    return Decimal(f"{value.normalize(_EXACT):f}")


def convert(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """``value`` of ``unit`` in ``wanted``; None when the two measure different things.

    Exact where decimals can say it. A quotient without end (100分 in 時間) keeps sixty digits, so that going back gives
    the number one came from.
    """
    if unit == wanted:
        return value
    dimension, factor = _UNITS.get(unit, (unit, Decimal(1)))
    wanted_dimension, wanted_factor = _UNITS.get(wanted, (wanted, Decimal(1)))
    if dimension != wanted_dimension:
        return None
    exact = _EXACT.divide(_EXACT.multiply(value, factor), wanted_factor)
    short = _SNAP.plus(exact)
    if abs(_EXACT.subtract(exact, short)) <= abs(exact) * Decimal("1e-50"):
        return plain(short)
    return exact
