"""Turns Japanese text into lines after JIS X 4051: unbreakable runs first, then a greedy fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

# Characters that may not begin a line (JLReq cl-02 to cl-07, cl-09 to cl-11, cl-13, their half-width forms, and marks
# that belong to what stands before them: combining marks, variation selectors).
NO_START = (
    "、。，．､｡,.)）］]｝}」｣』】〕〉》〗〙⦆»›〟’”・･：:；;？?！!‼⁇⁈⁉々〻ゝゞヽヾー～〜~‐゠–…‥゛゜ﾞﾟｰ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ％%‰℃°′″￠¢"
    "\u3099\u309a\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328\u20dd"
)
# Characters that may not end a line (cl-01, cl-12, and marks that announce a number or a name).
NO_END = "(（[［{｛「｢『【〔〈《〖〘⦅«‹〝‘“￥¥＄$￡£€＃#№〒§"
# Marks that may stand in the margin, one to a line (JIS X 4051, ぶら下げ).
HANGING = "、。，．"

_BLANK = " \u3000"
_NO_BREAK = "\u00a0\u202f\u2060"
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_UNITS = (
    "％|%|‰|℃|ポイント|パーセント|か所|カ所|ヶ所|箇所|か月|カ月|ヶ月|か国|か年|週間|日間|年間|時間|測定項目|項目|種類|データ|事例|事務|アプリ|"
    "所属|百万円|千円|万円|億円|万件|千件|万人|千人|世帯|団体|年度|月末|件|人|名|円|年|月|日|回|校|園|歳|点|位|期|次|号|条|項|割|時|台|戸|棟|"
    "床|基|本|冊|部|通|分|秒|階|章|節|課|枚|個|組|班|社|四半期|倍|平方メートル|メートル|キロ|㎡|㎞|㎏|ページ|件目|回目|番|以上|以下|未満|以内|"
    "以降|以前|程度|超|末"
)
_DIGITS = "0-9０-９"
_NUMBER = rf"[{_DIGITS}]+(?:[,.，．/:／：～〜\-−–{_NO_BREAK}][{_DIGITS}]+)*"
_START, _END = re.escape(NO_START), re.escape(NO_END)
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_RUN = re.compile(
    rf"""[{_BLANK}]|\n
  | (?:[{_END}][{_BLANK}]*)*
    (?: (?:令和|平成|昭和|西暦|第|約|計|全|各|延べ|延|[+±＋▲△−－-])?{_NUMBER}
          (?:月[{_DIGITS}]+日|時[{_DIGITS}]+分|[A-Za-z][A-Za-z0-9]*|(?:{_UNITS})*)
      | (?:令和|平成|昭和)元年度?
      | [A-Za-z0-9À-ɏ_@&'’/.:+?=~\#%-]+(?:(?<=[0-9])(?:{_UNITS})+)?
      | [Ａ-Ｚａ-ｚ０-９]+
      | …+ | ‥+ | ―+ | —+ | ─+
      | [^\n{_BLANK}] )
    (?: [{_START}{_SELECTORS}] | [{_NO_BREAK}]+[^\n{_BLANK}] | ※[{_DIGITS}]+ | [{_BLANK}]+[{_START}] )*""",
    re.X,
)
# Where an address or a word wider than the room is cut first: after its own dividing marks.
_DIVIDED = re.compile(r"[^/?&._=\-]*[/?&._=\-]+|[^/?&._=\-]+")


def runs(text: str) -> list[str]:
    """Pieces between which a line may break: numbers keep their units, era years and Latin words stay whole."""
    return _RUN.findall(text)


def fill(text: str, width_of: Callable[[str], float], room: float, *, hang: str = "") -> Iterator[str]:
    """Yield the lines of ``text`` set in ``room``; ``\\n`` ends a line. A character in ``hang`` may stand in the margin."""
    for start, end in breaks(text, lambda a, b: width_of(text[a:b]), room, hang=hang):
        yield text[start:end]
    if not text or text.endswith("\n"):
        yield ""


def breaks(
    text: str, width: Callable[[int, int], float], room: float, *,
    hang: str = "", pieces: Callable[[str], Iterable[str]] = runs,
) -> Iterator[tuple[int, int]]:  # fmt: skip
    """Yield start and end of each line of ``text``, without the blanks where it was broken.

    ``pieces`` are what a line is made of: runs, or something larger whose parts no run crosses. ``width`` measures the text from one position to another; it is asked for whole runs, and adds up. A run wider than
    the room is cut where it must be, so that nothing is ever lost or left outside.
    """
    limit = room + 1e-6
    start = at = 0
    used = 0.0
    for run, natural in _measured(pieces(text), width, limit, hang):
        end = at + len(run)
        if run == "\n":
            yield start, _trimmed(text, start, at)
            start, used = end, 0.0
        elif run in _BLANK:
            # A blank never begins a line that was broken; one at a paragraph's beginning is somebody's indent.
            used += natural
        else:
            body = width(at, end - 1) if run[-1] in hang and used + natural > limit else natural
            if at > start and used + body > limit:
                if (cut := _trimmed(text, start, at)) > start:
                    yield start, cut
                start, used = at, 0.0
            while start == at and body > limit and end - at > 1:
                at += _cut(text, at, end, width, room)
                yield start, _trimmed(text, start, at)
                at += len(text[at:end]) - len(text[at:end].lstrip(_BLANK))
                start = at
                natural = body = width(at, end)
            used += natural
        at = end
    if start < len(text):
        yield start, _trimmed(text, start, len(text))


def _measured(
    pieces: Iterable[str], width: Callable[[int, int], float], limit: float, hang: str
) -> Iterator[tuple[str, float]]:  # fmt: skip
    """Pieces with their widths; one wider than a whole line comes in runs, and these in parts where they have dividing marks."""
    at = 0
    for run in _narrowed(pieces, width, limit, hang):
        end = at + len(run)
        natural = width(at, end)
        for part in (run,) if _fits(at, end, run, width, limit, hang) else _divided(run):
            yield part, natural if part is run else width(at, at + len(part))
            at += len(part)


def _narrowed(
    pieces: Iterable[str], width: Callable[[int, int], float], limit: float, hang: str
) -> Iterator[str]:  # fmt: skip
    at = 0
    for piece in pieces:
        end = at + len(piece)
        yield from (piece,) if _fits(at, end, piece, width, limit, hang) else runs(piece)
        at = end


def _fits(at: int, end: int, run: str, width: Callable[[int, int], float], limit: float, hang: str) -> bool:
    """Whether a line can hold the run; what is one character long cannot be made narrower."""
    return width(at, end) <= limit or end - at < 2 or (run[-1] in hang and width(at, end - 1) <= limit)


def _divided(run: str) -> list[str]:
    """An over-wide run in parts that end with a dividing mark; no part begins or ends with a forbidden character."""
    parts: list[str] = []
    for part in _DIVIDED.findall(run):
        if parts and (part[0] in NO_START or _is_selector(part[0]) or parts[-1][-1] in NO_END):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _trimmed(text: str, start: int, end: int) -> int:
    """Where the line that begins at ``start`` ends when the blanks before ``end`` are left out."""
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return end


def _cut(text: str, start: int, end: int, width: Callable[[int, int], float], room: float) -> int:
    """How many characters of an over-wide run fit, at least one; the most that break no rule, if any do."""
    low, high = 1, 2
    while high < end - start - 1 and width(start, start + high) <= room:
        # Not from the end: a text of thousands of characters would be measured whole for each of its lines.
        low, high = high, 2 * high
    high = max(low, min(high, end - start - 1))
    while low < high:
        middle = (low + high + 1) // 2
        if width(start, start + middle) <= room:
            low = middle
        else:
            high = middle - 1
    for length in range(low, 0, -1):
        if _may_break(text, start + length):
            return length
    return low


def _may_break(text: str, at: int) -> bool:
    """Whether the rules for line starts and line ends allow a break before position ``at``."""
    before, after = text[at - 1], text[at]
    return after not in NO_START and before not in NO_END and not _is_selector(after) and after not in _BLANK


def _is_selector(character: str) -> bool:
    """A variation selector belongs to the character before it."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def fill_phrases(phrases: tuple[str, ...], width_of: Callable[[str], float], room: float) -> list[str]:
    """Lines of a headline: broken between phrases only, evenly enough not to leave a short last line; an over-wide phrase is broken inside.

    Blanks at a line's end stay in its text, since an office file keeps what was written; they have no width there.
    """
    lines = _greedy(phrases, width_of, room)
    if len(lines) < 2:
        return lines
    # Narrow the measure as far as the number of lines allows: the last line then is not a remnant.
    low, high = max(width_of(line) for line in lines) / 2, room
    for _ in range(12):
        middle = (low + high) / 2
        tried = _greedy(phrases, width_of, middle)
        if len(tried) == len(lines) and all(width_of(p.rstrip(_BLANK)) <= middle for p in phrases):
            high = middle
        else:
            low = middle
    return _greedy(phrases, width_of, high)


def _greedy(phrases: tuple[str, ...], width_of: Callable[[str], float], room: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for phrase in phrases:
        if line and width_of((line + phrase).rstrip(_BLANK)) > room + 1e-6:
            lines.append(line)
            line = ""
        if not line and width_of(phrase.rstrip(_BLANK)) > room + 1e-6:
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
