"""Every block is rendered in every format by the tests of that format: a new block cannot be forgotten in one."""

from __future__ import annotations

from typing import get_args

import pytest

from dxreport.report.blocks import Block
from tests import test_pdf, test_slides, test_word

RENDERED = {
    "word": {type(b) for b in test_word.BLOCKS},
    "slides": {type(b) for s in test_slides.SLIDES for b in s.blocks},
    "pdf": {type(b) for b in test_pdf.every_block("x")},
}


@pytest.mark.parametrize("renderer", sorted(RENDERED))
def test_every_block_in_every_renderer(renderer: str) -> None:
    assert set(get_args(Block)) - RENDERED[renderer] == set()
