"""Turns the tokens of a printed target into its measures, or says what keeps them from being read."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from dxreport.ingest import target_words as words
from dxreport.ingest.era_dates import leading_base, leading_date
from dxreport.ingest.figures import Misprint
from dxreport.ingest.target_behind import compound, second_end, tail
from dxreport.ingest.target_cursor import Cursor
from dxreport.ingest.target_figure import Figure, Unread, apart, in_order, part_of, tidy_label
from dxreport.ingest.target_groups import Aside, aside, date_length, shown
from dxreport.ingest.target_lead import CHANGES, NAMES, WORDY, compared, names_nothing
from dxreport.ingest.target_tokens import Kind, Token
from dxreport.ingest.target_wordy import one_aim, wordy_part
from dxreport.ingest.units import larger
from dxreport.model.target import Aim, TargetPart

_BREAKS = (Kind.COMMA, Kind.DOT, Kind.SPACE)


def parts_of(text: str) -> list[TargetPart]:
    """The measures of a normalised text. Raises Unread, and Misprint from the scanner."""
    return _Reader(text).read()


class _Reader(Cursor):
    """Walks over the tokens once: lead words, a figure, what stands behind it; then the next measure."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.parts: list[TargetPart] = []
        self.aside: list[str] = []
        self.name: str | None = None

    # --- one measure after the other ---------------------------------------------------------------------------------

    def read(self) -> list[TargetPart]:
        if any(t.kind is Kind.OR for t in self.tokens):
            raise Unread("Y21", "either")
        while True:
            self.skip(*_BREAKS)
            if self.peek() is None:
                break
            if self.kind() is Kind.NOTE:
                self.note(self.take().text)
                continue
            self.measure()
        if not self.parts:
            raise Unread("Y08", "only_reference" if self.aside else "no_form")
        return self.parts

    def marked(self, figure: Figure) -> None:
        """「75%以上※1 教室80%」: what stands behind a footnote's mark may be a target of its own."""
        for note in figure.after:
            behind = _NUMBERED.match(note)
            if (
                behind
                and leading_date(behind[1]) is None
                and leading_base(behind[1]) is None
                and _is_measure(behind[1])
            ):
                raise Unread("Y21", "which_label")

    def note(self, text: str) -> None:
        """A remark goes to the measure before it, or waits for the first one."""
        if self.parts:
            last = self.parts.pop()
            self.parts.append(replace(last, after=in_order((*last.after, text))))
        else:
            self.aside.append(text)

    def measure(self) -> None:
        figure = Figure(after=list(self.aside))
        self.aside = []
        lead: list[Token] = []
        while (token := self.peek()) is not None:
            if token.kind in (Kind.NUMBER, Kind.HALF):
                if self.attribute(lead) or self.for_each(lead):
                    continue
                self.with_figure(figure, lead)
                return
            if token.kind is Kind.NOTE:
                break
            if token.kind is Kind.COMMA and (self.wordy(lead) or token.text in "。;"):
                break
            lead.append(self.take())
        self.without_figure(figure, lead)

    def attribute(self, lead: list[Token]) -> bool:
        """「レベル4以上の障害」「3年以上の職員」: a bounded figure with a noun behind it, before the real figure, is a word."""
        first = self.at
        token = self.tokens[first]
        limit = self.peek(1)
        bound = limit is not None and limit.kind is Kind.BOUND
        behind = self.peek(2) if bound else self.peek(1)
        if token.kind is not Kind.NUMBER or behind is None:
            return False
        if not bound:
            # 「アーカイブ100への登録件数 1,250件」
            named = token.unit is None and behind.kind is Kind.PARTICLE and bool(lead)
            if named and any(t.kind is Kind.NUMBER and t.unit for t in self.until_comma(first + 1)):
                self.at += 1
                lead.append(Token(Kind.WORD, self.text[token.start : behind.start], token.start))
                return True
            return False
        if behind.kind is Kind.PARTICLE and behind.text == "の":
            noun = self.peek(3)
        else:
            noun = behind if token.unit is None or (limit and self.describes(limit, behind)) else None
        if noun is None or noun.kind not in (Kind.WORD, Kind.ACT, Kind.QUALIFIER, *WORDY):
            return False
        if not any(t.kind in (Kind.NUMBER, Kind.HALF) for t in self.until_comma(first + 2)):
            return False
        self.at += 2
        start = token.start
        while lead and lead[-1].kind is Kind.QUALIFIER:  # 「週に1回以上運動する人」
            start = lead.pop().start
        lead.append(Token(Kind.WORD, self.text[start : behind.start], start))
        return True

    def describes(self, limit: Token, behind: Token) -> bool:
        """Whether a bounded figure describes the noun behind it: 「30分を超える待ち時間」「週1回以上運動する人の割合」."""
        if behind.kind not in (Kind.WORD, Kind.ACT, *WORDY):
            return False
        next_figure = next((t.start for t in self.until_comma(self.at + 2) if t.kind is Kind.NUMBER), behind.start)
        noun = self.text[behind.start : next_figure].rstrip(" :をはがに")
        return limit.text.endswith(("る", "い")) or bool(_VERBAL.search(noun))

    def for_each(self, lead: list[Token]) -> bool:
        """「1課1件以上」 asks for one of each 課."""
        token = self.tokens[self.at]
        if token.kind is not Kind.NUMBER or token.value != 1 or token.unit not in words.SINGLE:
            return False
        following = self.peek(1)
        if following is None or following.kind is not Kind.NUMBER or following.unit is None:
            return False
        if larger(token.unit or "", following.unit):  # 「1年6か月」
            return False
        lead.append(Token(Kind.QUALIFIER, self.take().text, token.start))
        return True

    # --- what stands before a figure ---------------------------------------------------------------------------------

    def take_lead(self, figure: Figure, lead: list[Token]) -> None:
        """Sort the words before a figure into label, qualifiers, and what bears on the comparison."""
        label = ""
        lead = compared(lead)
        for n, token in enumerate(lead):
            following = lead[n + 1] if n + 1 < len(lead) else None
            match token.kind:
                case Kind.DATE if not (
                    following and following.kind is Kind.WORD and not re.search("[年RHS/.]", token.text)
                ):
                    figure.date(token)
                case Kind.DATE:
                    label += token.text
                case Kind.BASE | Kind.QUALIFIER:
                    figure.before.append(token.text)
                case Kind.ABOUT if following is None or following.kind is Kind.SPACE:
                    figure.about = token.text
                case Kind.LEAST | Kind.MOST if following is None or following.kind is Kind.SPACE:
                    figure.bound = Aim.AT_LEAST if token.kind is Kind.LEAST else Aim.AT_MOST
                case Kind.SIGN:
                    figure.bound = words.SIGNS[token.text]
                case Kind.ARROW:
                    raise Unread("Y21", "arrow")
                case Kind.GROUP:
                    label = self.lead_group(figure, token, label)
                case _:
                    label += " " if token.kind is Kind.SPACE else token.text
        figure.label = tidy_label(label)
        if names_nothing([t for t in lead if t.kind is not Kind.SPACE]):
            raise Unread("Y21", "which_label")
        if figure.label and (words.NO_LABELS.search(figure.label) or not re.search(r"\w", figure.label)):
            raise Unread("Y21", "which_label")

    def lead_group(self, figure: Figure, token: Token, label: str) -> str:
        found = aside(token.text)
        if re.fullmatch(r"[0-9]{1,2}|[ア-ン]|[a-z]", token.text) and not label.strip():
            return label
        dated = date_length(token.text)
        if words.REFERENCE_LABELS.match(token.text[dated:]) or words.PLAIN_LABELS.fullmatch(token.text):
            if dated:
                figure.before.append(token.text[:dated])
                figure.dates.append(token.text[:dated])
            return f"{label} {token.text[dated:]} "
        match found.kind:
            case Aside.DATE:
                figure.before.append(token.text)
                figure.dates.append(token.text)
                figure.deadline = figure.deadline or found.deadline
            case Aside.MEASURE if _is_measure(token.text):
                raise Unread("Y21", "in_brackets")
            case _ if (base := leading_base(token.text)) is not None and base[1] == len(token.text):
                figure.before.append(token.text)
            case Aside.WORD if not label.strip():
                figure.before.append(token.text if token.text in words.SCALARS else shown(token.text))
            case _:
                return label + shown(token.text)
        return label

    def wordy(self, lead: list[Token]) -> bool:
        """Whether the words up to here are an aim of their own (「計画の策定」), so that a comma ends them."""
        core = [t for t in lead if t.kind not in (Kind.GROUP, Kind.SPACE, Kind.DONE, Kind.PARTICLE)]
        return bool(core) and core[-1].kind in (Kind.COMPLETE, Kind.KEEP, Kind.NOTHING, *CHANGES)

    # --- aims without a figure ---------------------------------------------------------------------------------------

    def without_figure(self, figure: Figure, lead: list[Token]) -> None:
        groups = self.ending(figure, lead)
        stated = any(_is_measure(g.text) for g in groups)
        if not lead or lead[-1].kind is Kind.WORD or (stated and lead[-1].kind in NAMES):
            self.only_brackets(figure, lead, groups)
            return
        act = lead.pop()
        if act.kind in (Kind.DATE, Kind.SPACE):
            lead.append(act)
            self.take_lead(figure, lead)
            if figure.label or figure.before != [d for d in figure.before if d in figure.dates] or groups:
                raise Unread("Y08", "no_form")
            self.parts.append(figure.wordy(Aim.COMPLETE))
            return
        while act.kind is Kind.KEEP and lead and lead[-1].kind in (Kind.PARTICLE, Kind.GROUP):
            if (last := lead.pop()).kind is Kind.GROUP:
                groups.append(last)
        if act.kind is Kind.KEEP and lead and lead[-1].kind in CHANGES:
            raise Unread("Y21", "two_changes")  # 「減少傾向を維持」
        if act.kind is Kind.KEEP and lead and lead[-1].kind is Kind.BOUND:
            figure.after.insert(0, act.text)
            act = lead.pop()
        self.take_lead(figure, lead)
        if self.parts and figure.label is None and act.kind in (Kind.KEEP, *CHANGES):
            raise Unread("Y21", "two_changes")  # 「90%以上の維持・向上」
        one_aim(figure, lead)
        for group in groups:
            self.wordy_group(figure, group, act)
        self.parts.append(wordy_part(figure, act, lead))

    def ending(self, figure: Figure, lead: list[Token]) -> list[Token]:
        """Take brackets, dates and small words off the end of the lead; the brackets in their order."""
        groups: list[Token] = []
        while lead and lead[-1].kind in (Kind.GROUP, Kind.SPACE, Kind.DONE, Kind.PARTICLE, Kind.DATE, Kind.COMMA):
            last = lead[-1]
            if last.kind is Kind.DATE and not any(t.kind in WORDY for t in lead):
                break
            lead.pop()
            if last.kind is Kind.GROUP:
                groups.insert(0, last)
            elif last.kind is Kind.DATE:
                figure.date(last)
        return groups

    def only_brackets(self, figure: Figure, lead: list[Token], groups: list[Token]) -> None:
        """「オンライン化率（75%以上）」: nothing outside the brackets is a figure, and one measure is inside."""
        inner = [g for g in groups if aside(g.text).kind in (Aside.MEASURE, Aside.WITHIN)]
        if len(inner) != 1:
            raise Unread("Y08", "only_reference" if groups and not inner else "no_form")
        self.take_lead(figure, lead)
        figure.after += [shown(g.text) for g in groups if g is not inner[0]]
        self.parts += [figure.around(part) for part in parts_of(inner[0].text)]

    def wordy_group(self, figure: Figure, group: Token, act: Token) -> None:
        found = aside(group.text)
        if found.kind is Aside.DATE:
            figure.after.append(shown(group.text))
            figure.deadline = figure.deadline or found.deadline
        elif found.kind is Aside.MEASURE:
            inner = parts_of(group.text)
            if act.kind is not Kind.KEEP or len(inner) != 1 or inner[0].aim is not Aim.EQUAL or inner[0].label:
                raise Unread("Y21", "in_brackets")
            figure.value, figure.unit = inner[0].value, inner[0].unit
        else:
            figure.after.append(shown(group.text))

    # --- aims with a figure ------------------------------------------------------------------------------------------

    def with_figure(self, figure: Figure, lead: list[Token]) -> None:
        self.take_lead(figure, lead)
        start = self.peek()
        first = self.take()
        if first.kind is Kind.HALF:
            value, figure.bound, word = words.HALVES[first.text]
            figure.value, figure.unit = Decimal(value), "倍" if word == "増" else "%"
            figure.after += [word] if word else []
        else:
            figure.value, figure.unit, figure.known = first.value, first.unit, first.known
            figure.plus = first.text.startswith("+")
            compound(self, figure)
            second_end(self, figure, start.start if start else 0)
        tail(self, figure)
        if re.search(r"[～〜~]\s*$", self.text[: start.start if start else 0]):
            raise Unread("Y21", "open_range")
        self.marked(figure)
        name, what = apart(figure.label)
        reference = what is not None or figure.reference
        if figure.keep and what:
            figure.before, figure.label = [*figure.before, what], name
        elif reference and figure.bound is None and figure.origin is None:
            self.name = name or self.name
            raw = self.raw((lead or [first])[0].start)
            self.note(shown("".join([*figure.dates, f"{what}：{self.raw(first.start)}"]) if name else raw))
            return
        elif reference and figure.origin is None and (figure.dates or what != "実績"):
            raise Unread("Y21", "which_label")  # 「前年度80%以上」
        elif what and figure.origin is not None:
            figure.label = name
        if figure.label is None and self.name:
            figure.label, self.name = self.name, None
        self.parts.append(part_of(figure))
        for text in figure.within:
            self.parts.extend(parts_of(text))


_NUMBERED = re.compile(r"^(?:※|\*)[0-9]+\s+(?!参考|現状|実績|前回)(.+)")
_VERBAL = re.compile(r"[ぁ-ん].*(?:割合|率|数|比率|人|者|方|時間|件|施設|課)$")


def _is_measure(text: str) -> bool:
    """Whether a bracket could be the target itself."""
    try:
        return any(p.value is not None for p in parts_of(text))
    except (Unread, Misprint):
        return False
