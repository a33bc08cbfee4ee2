"""Turns a paper into a Word file: ``render``; ``missing`` says what a template lacks."""

from dxreport.render.word.contract import missing
from dxreport.render.word.document import render

__all__ = ["missing", "render"]
