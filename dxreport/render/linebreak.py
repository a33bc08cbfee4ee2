"""Turns Japanese text into lines after JIS X 4051: unbreakable runs first, then a greedy fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# Characters that may not begin a line (JIS X 4051 cl-02…cl-09, and marks that belong to what stands before them).
NO_START = "、。，．,.)）］]｝}」』】〕〉》・：:；;？?！!々ー～〜…‥゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶゝゞヽヾ％%℃‰’”"
# Characters that may not end a line.
NO_END = "(（[［{｛「『【〔〈《‘“￥¥＄$＃#№〒§"

_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_UNITS = (
    "％|%|‰|℃|ポイント|パーセント|か所|箇所|か月|週間|時間|測定項目|項目|種類|データ|事例|事務|アプリ|所属|百万円|千円|万円|億円|万人|世帯|団体|"
    "年度|月末|件|人|名|円|年|月|日|回|校|歳|点|位|期|次|号|条|割|台|分|秒|階|章|節|課|枚|四半期|倍|以上|以下|未満|以内|超|末"
)
_NUMBER = r"[0-9０-９]+(?:[,.，．/:／～〜\-][0-9０-９]+)*"
_RUN = re.compile(
    rf"""[ \u3000]|\n
  | [{re.escape(NO_END)}]*
    (?: (?:令和|平成|昭和|第|約|[+±▲△−-])?{_NUMBER}(?:[A-Za-z][A-Za-z0-9]*|(?:{_UNITS})*)
      | 令和元年度?
      | [A-Za-z0-9À-ɏ_@&'’/.:+#-]+
      | …+ | ―+
      | [^\n \u3000] )
    [{re.escape(NO_START)}]*""",
    re.X,
)


def runs(text: str) -> list[str]:
    """Pieces between which a line may break: numbers keep their units, era years and Latin words stay whole."""
    return _RUN.findall(text)


def fill(text: str, width_of: Callable[[str], float], room: float, *, hang: str = "") -> Iterator[str]:
    """Yield the lines of ``text`` set in ``room``; ``\\n`` ends a line. Characters in ``hang`` may stand in the margin.

    A run wider than the room is cut where it must be, so nothing is ever lost or left outside.
    """
    for paragraph in text.split("\n"):
        line = ""
        used = 0.0
        for run in runs(paragraph):
            width = width_of(run)
            tail = width_of(run[:-1]) if run[-1] in hang else width
            if line and used + min(width, tail) > room + 1e-6 and run not in " \u3000":
                yield line.rstrip(" \u3000")
                line, used = "", 0.0
            while not line and min(width, tail) > room + 1e-6 and len(run) > 1:
                cut = _cut(run, width_of, room)
                yield run[:cut]
                run = run[cut:]
                width = tail = width_of(run)
            line += run
            used += width
        yield line.rstrip(" \u3000")


def _cut(run: str, width_of: Callable[[str], float], room: float) -> int:
    """How many characters of an over-wide run fit; at least one."""
    low, high = 1, len(run) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(run[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def fill_phrases(phrases: tuple[str, ...], width_of: Callable[[str], float], room: float) -> list[str]:
    """Lines of a headline: broken between phrases only, evenly enough not to leave a short last line; an over-wide phrase is broken inside."""
    lines = _greedy(phrases, width_of, room)
    if len(lines) < 2:
        return lines
    # Narrow the measure as far as the number of lines allows: the last line then is not a remnant.
    low, high = max(width_of(line) for line in lines) / 2, room
    for _ in range(12):
        middle = (low + high) / 2
        if len(_greedy(phrases, width_of, middle)) == len(lines) and all(width_of(p) <= middle for p in phrases):
            high = middle
        else:
            low = middle
    return _greedy(phrases, width_of, high)


def _greedy(phrases: tuple[str, ...], width_of: Callable[[str], float], room: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for phrase in phrases:
        if line and width_of(line + phrase) > room + 1e-6:
            lines.append(line)
            line = ""
        if not line and width_of(phrase) > room + 1e-6:
            *full, line = fill(phrase, width_of, room)
            lines.extend(full)
        else:
            line += phrase
    return [*lines, line] if line else lines


def halves(text: str) -> tuple[str, str]:
    """A word or term in two parts of about one length, cut where Japanese words are likely to meet: after kana, before kanji."""
    places = [k for k in range(1, len(text)) if text[k] not in NO_START and text[k - 1] not in NO_END]
    if not places:
        return text, ""
    joints = [k for k in places if _HIRAGANA.match(text[k - 1]) and not _HIRAGANA.match(text[k])]
    middle = len(text) / 2
    joints = [k for k in joints if abs(k - middle) <= len(text) / 4] or places
    at = min(joints, key=lambda k: abs(k - middle))
    return text[:at], text[at:]
