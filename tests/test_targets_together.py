"""Targets put together: what is denied is not read, of two none is lost, and no text is slow."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxreport.ingest.targets import read_targets
from tests.test_targets import TARGETS

_ALONE = [
    text
    for text, expected in TARGETS
    if not expected.startswith("!") and not re.search(r"[※*\n]|注|/ ", text + expected)
]


def judged(text: str) -> list[tuple[object, ...]]:
    """What a reading would be judged by: everything but labels and qualifiers."""
    return [
        (p.aim, p.value, p.value_high, p.unit, p.direction, p.low_open, p.high_open) for p in read_targets(text).value
    ]


@given(
    st.sampled_from(_ALONE), st.sampled_from(["未実施", "を目指さない", "ではない", "にしない", "せず", "禁止", "以外"])
)
@settings(max_examples=300)
def test_what_is_denied_is_not_read(text: str, denial: str) -> None:
    assert judged(text + denial) == []


@given(st.sampled_from(["未", "非", "不"]), st.sampled_from(["実施", "公表", "策定", "完了", "導入", "整備", "開催"]))
def test_an_act_that_is_denied_is_no_aim(prefix: str, act: str) -> None:
    assert judged(act) != []
    assert judged(prefix + act) == judged(f"計画の{prefix}{act}") == []


_WITH_FIGURE = [t for t in _ALONE if judged(t) and all(value is not None for _, value, *_ in judged(t))]


@given(
    st.sampled_from(_WITH_FIGURE), st.sampled_from(_WITH_FIGURE), st.sampled_from(["、", "\n", "；", "※1、", "及び"])
)
@settings(max_examples=500)
def test_of_two_targets_none_is_lost(one: str, other: str, between: str) -> None:
    """Two targets in one text are both read as they are alone, or the text is refused."""
    assert judged(one + between + other) in ([], judged(one) + judged(other))


@given(st.sampled_from(_WITH_FIGURE), st.sampled_from(["現状", "基準値", "前年度実績"]))
def test_the_value_so_far_is_no_target(text: str, name: str) -> None:
    assert judged(f"満足度：{name}12%、{text}") in ([], judged(text))


@pytest.mark.parametrize("piece", ["1", "1人1", "1,", "一", "十", "-", "～", "(", "（5", "5→", "の", "し、", "各", "令和7年4月～", "件以上の", "1/", "※1 "])  # fmt: skip
@pytest.mark.parametrize("ending", ["", "件", "80%以上", ")"])
def test_a_hostile_text_takes_no_time(piece: str, ending: str) -> None:
    """A slow pattern would take minutes at the longest text that is read; a loaded machine takes no second."""
    begun = time.process_time()
    read_targets((piece * 400)[: 400 - len(ending)] + ending)
    assert time.process_time() - begun < 2
