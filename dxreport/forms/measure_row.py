"""Turns a measure into the formulas of its row: the value that counts, the class to be expected, what is missing.

The steps stand on the hidden working sheet, one to a cell, so that each formula stays short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dxreport.forms import formulas as f
from dxreport.forms import judging
from dxreport.layout import form_text as t
from dxreport.model.measure import LIMITS, Accumulation, Across, Measure, MeasureType
from dxreport.model.period import Checkpoint
from dxreport.model.plan import planned_value
from dxreport.model.scale import Scale, Standing
from dxreport.model.submission import COMPLETION_WORDS, ReadingState

STEPS = ("state", "own", "value", "progress", "attainment")
"""Columns of the working sheet."""
_UNREADABLE, _REFUSED, _DIFFERENT = "text", "refused", "different"
_UNKNOWN, _EXCLUDED, _UNREPORTED, _KEPT = "unknown", "excluded", "unreported", "kept"
_SHARE_FROM, _LARGEST_SHARE, _WHOLE = Decimal(10), Decimal(1), Decimal(100)
"""As the reader has it: a share of at most 1 is refused where 10 or more is expected, and one above 100 in most cases."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One row of the KPI sheet. ``at`` gives the cells of its columns and of its steps; ``last``: 前回の実績 is printed."""

    measure: Measure
    checkpoint: Checkpoint
    scale: Scale
    at: Mapping[str, str]
    last: bool
    own_rating: str

    @property
    def due(self) -> bool:
        return self.measure.due_at(self.checkpoint)

    @property
    def computed(self) -> bool:
        """Whether a value is typed from which the class follows."""
        return self.due and self.measure.rule is None and not self.measure.target.by_people

    def steps(self) -> dict[str, str]:
        """Formulas by step; empty where nothing is computed."""
        if not self.computed:
            return {}
        value, final = self.at["step.value"], self.checkpoint.is_final
        planned = planned_value(self.measure, self.checkpoint)
        rates = {
            "progress": judging.progress(self.measure, planned, value, final=final),
            "attainment": judging.rank(self.measure, self.measure.target.value, value),
        }
        if self.measure.type in LIMITS:
            rates = {}
        counted = {k: f.when(f.is_number(value), formula, f.BLANK) for k, formula in rates.items()}
        return {"state": self._state(), "own": self._own(), "value": self._value(), **counted}

    def rating(self) -> str:
        """The class as the program will compute it, with mark, letter and word."""
        scale = self.scale
        excluded, unreported = f.text(scale.excluded.text), f.text(scale.unreported.text)
        if not self.due:
            return excluded
        if self.measure.rule is not None:
            return f.text(t.FROM_LIST)
        if self.measure.target.by_people:
            return f.first_of(self._ratings(), unreported) if "own" in self.at else unreported
        value, ladder = self.at["step.value"], scale.ladder(final=self.checkpoint.is_final)
        kept = ladder.fulfilled if self.checkpoint.is_final else ladder.kept
        if self.measure.type in LIMITS:
            judged = f.when(judging.met(self.measure.target, value), f.text(kept.text), f.text(ladder.worst.text))
        else:
            said = judging.reached(self.measure, value, final=self.checkpoint.is_final)
            rates = self.at["step.progress"], self.at["step.attainment"]
            judged = judging.classified(ladder, scale.excluded, said, *rates)
        cases = (
            (f.is_number(value), judged),
            (f.equals(value, _UNKNOWN), f.text(t.NOT_KNOWN)),
            (f.equals(value, _EXCLUDED), excluded),
            (f.equals(value, _KEPT), f.text(kept.text)),
        )
        return f.first_of(cases, unreported)

    def _ratings(self) -> list[tuple[str, str]]:
        """The classes by what a clerk may write of each: all of it, its word, its letter; not what two classes share."""
        classes = self.scale.ladder(final=self.checkpoint.is_final).classes
        ways = {c.id: [w for w in dict.fromkeys((c.text, c.letter + c.word, c.word, c.letter)) if w] for c in classes}
        times = Counter(way for own in ways.values() for way in own)
        told = {c: [way for way in ways[c.id] if times[way] == 1] for c in classes}
        return [(f.is_one_of(self.at["own"], words), f.text(c.text)) for c, words in told.items() if words]

    def check(self) -> str:
        """What is still missing in this row, in words."""
        if not self.due or self.measure.rule is not None:
            return f.text(t.NOTHING_TO_DO)
        cases: list[tuple[str, str]] = []
        if self.measure.target.by_people:
            if "own" in self.at:
                cases.append((f.is_blank(self.at["own"]), f.text(self.own_rating + t.BLANK_BEHIND)))
        else:
            cases.extend(self._value_checks())
        ladder = self.scale.ladder(final=self.checkpoint.is_final)
        behind = (*ladder.of_standing(Standing.WARNING), *ladder.of_standing(Standing.BAD))
        short = [f.equals(self.at["rating"], c.text) for c in behind]
        gaps = gaps_of(self.at)
        if short:
            blank = f.either(*(condition for condition, _ in gaps))
            cases.append((f.both(f.either(*short), blank), f.listed(gaps, t.BETWEEN, t.BLANK_BEHIND)))
        return f.first_of(cases, f.text(t.DONE))

    def _value_checks(self) -> list[tuple[str, str]]:
        typed, state, own = self.at["state"], self.at["step.state"], self.at["step.own"]
        reported = f.equals(state, ReadingState.REPORTED.value)
        excluded = f.equals(typed, ReadingState.EXCLUDED.value)
        unexplained = f.both(excluded, f.is_blank(self.at["reason"]), f.is_blank(self.at["comment"]))
        return [
            (f.is_blank(typed), f.text(t.STATE_BLANK)),
            (f.both(reported, f"{own}={f.BLANK}"), f.text(t.VALUE_BLANK)),
            (f.both(reported, f.equals(own, _UNREADABLE)), f.text(t.VALUE_NO_NUMBER)),
            (f.both(reported, f.equals(own, _REFUSED)), f.text(t.VALUE_UNLIKELY)),
            (f.both(reported, f.equals(own, _DIFFERENT)), f.text(t.VALUE_AMOUNTS_DIFFER)),
            (f"AND(NOT({reported}),{own}<>{f.BLANK})", f.text(t.VALUE_BESIDE_STATE)),
            (unexplained, f.text(t.REASON + t.BLANK_BEHIND)),
        ]

    def _state(self) -> str:
        """A value without a state is a report, as the reader takes it."""
        typed = self.at["state"]
        given = f.both(f.is_blank(typed), f"{self.at['step.own']}<>{f.BLANK}")
        return f.when(given, f.text(ReadingState.REPORTED.value), f"TRIM({typed})")

    def _own(self) -> str:
        """What this checkpoint's cells say by themselves: a number, blank, or a word for what is wrong with it."""
        value = self.at["value"]
        refused = self._refused(value)
        typed = f.when(f.is_number(value), f.when(refused, f.text(_REFUSED), value), f.text(_UNREADABLE))
        if self.measure.type is MeasureType.COMPLETION:
            for wanted in sorted(set(COMPLETION_WORDS.values())):
                words = [word for word, meant in COMPLETION_WORDS.items() if meant == wanted]
                typed = f.when(f.is_one_of(value, words), f.number(wanted), typed)
        alone = f.when(f"{value}={f.BLANK}", f.BLANK, typed)
        if self.measure.type is not MeasureType.REDUCTION:
            return alone
        base, current = self.at["base"], self.at["current"]
        whole = f.both(f.is_number(base), f.is_number(current), f"N({base})>0", f"N({current})>=0")
        exact = f.rate(f"{f.total(f'{base}-{current}')}*100/{base}")
        places = f.first_of(((f"{value}=ROUND({value},{n})", str(n)) for n in range(4)), "6")
        # Only a number is rounded: IF looks at the second condition when the first says that there is one.
        agrees = f"ROUND({exact},{places})={value}"
        cases = (
            (f"{value}={f.BLANK}", exact),
            (f"NOT({f.is_number(value)})", f.text(_UNREADABLE)),
            (refused, exact),
            (agrees, exact),
        )
        return f.when(whole, f.first_of(cases, f.text(_DIFFERENT)), alone)

    def _refused(self, value: str) -> str:
        """What the reader will not take: negative counts, shares over 100, 0.365 for 36.5%."""
        target, faults = self.measure.target, []
        if self.measure.type is not MeasureType.REDUCTION:
            faults.append(f"{value}<0")
        if target.unit == "%":
            baseline = self.measure.baseline.value if self.measure.baseline else None
            beyond = any(v is not None and v > _WHOLE for v in (target.value, target.high, baseline))
            if not target.lower_is_better and not beyond:
                faults.append(f"{value}>{f.number(_WHOLE)}")
            if target.value >= _SHARE_FROM:
                faults.append(f"AND({value}<>0,ABS({value})<={f.number(_LARGEST_SHARE)})")
        return f.either(*faults) if faults else judging.FALSE

    def _value(self) -> str:
        """The value that stands against plan and target: a number, or a word for why there is none."""
        state, own = self.at["step.state"], self.at["step.own"]
        said = f.both(f.is_blank(self.at["reason"]), f.is_blank(self.at["comment"]))
        number = f.when(f.is_number(own), self._counted(own), f.text(_UNREPORTED))
        cases = (
            (f.equals(state, ReadingState.COUNTING.value), f.text(_UNREPORTED)),
            (
                f.equals(state, ReadingState.EXCLUDED.value),
                f.when(said, f.text(_UNREPORTED), f.text(_EXCLUDED)),
            ),
            (f.equals(state, ReadingState.NOT_HELD.value), self._standing(f.text(_EXCLUDED))),
            (f.equals(state, ReadingState.NONE_OCCURRED.value), self._none_occurred()),
            (f.equals(own, _UNREADABLE), f.text(_UNKNOWN)),
        )
        return f.first_of(cases, number)

    @property
    def _first(self) -> bool:
        """No earlier checkpoint of the year has been due."""
        return not any(self.measure.due_at(c) for c in self.checkpoint.until()[:-1])

    @property
    def _gathers(self) -> bool:
        return self.measure.accumulation in (Accumulation.SUM, Accumulation.WORST)

    def _standing(self, alone: str) -> str:
        """What was counted before stands; ``alone`` where nothing can have been counted."""
        if not self._gathers:
            return alone
        if self.last:
            return self.at["last"]
        return alone if self._first else f.text(_UNKNOWN)

    def _none_occurred(self) -> str:
        if self.measure.accumulation is Accumulation.SUM:
            return self._counted("0")
        return self._standing(f.text(_KEPT if self.measure.type in LIMITS else _EXCLUDED))

    def _counted(self, own: str) -> str:
        """``own`` joined with what was counted earlier in the year, and with the plan's earlier years."""
        years = self.measure.earlier_results
        if years is None:
            return f.text(_UNREPORTED)
        share = len(years) + 1 if self.measure.across is Across.MEAN else 1
        before = sum((y.now for y in years), Decimal(0))
        if not self._gathers or (self._first and not self.last):
            if not years:
                return own
            joined = f.total(f"{own}+{f.number(before)}")
            return f.rate(f"{joined}/{share}") if share > 1 else joined
        if not self.last:
            # A limit that is broken stays broken, whatever the earlier value was.
            broken = f"NOT({judging.met(self.measure.target, own)})"
            return f.when(broken, own, f.text(_UNKNOWN)) if self.measure.type in LIMITS else f.text(_UNKNOWN)
        if self.measure.accumulation is Accumulation.SUM:
            return f.total(f"{self.at['last']}+{own}" + (f"/{share}" if share > 1 else ""))
        worst = "MAX" if self.measure.target.lower_is_better else "MIN"
        return f"{worst}({self.at['last']},{own})"


def gaps_of(at: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What a row that is behind still lacks: (condition, name)."""
    names = (("reason", t.REASON), ("remedy", t.REMEDY), ("due", t.DUE))
    return tuple((f.is_blank(at[column]), name) for column, name in names)
