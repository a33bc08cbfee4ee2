"""Turns a paper into a Word file: ``render``; ``missing`` says what a template lacks."""

from dxreport.render.word.contract import missing
from dxreport.render.word.document import Rendered, render

__all__ = ["Rendered", "missing", "render"]
