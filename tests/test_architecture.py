"""The house's rules that no tool checks: sizes, names, where Japanese may stand, what each module says of itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.city import ROOT

PACKAGE = ROOT / "dxreport"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES, MOST_FUNCTION_LINES = 350, 60

# Where Japanese literals belong: phrases, form headings, finding messages.
JAPANESE_HOMES = ("report/wording/", "layout/", "model/catalogue")
# … and where they must stand although they are neither, each with its reason.
JAPANESE_EXCEPTIONS = {
    "model/period.py": "names of the eras",
    "model/submission.py": "the answers that the form offers, which are also its data",
    "model/measure.py": "words of printed targets that become part of the unit",
    "model/due_date.py": "the words of due dates",
    "model/target_text.py": "the words of printed targets",
    "ingest/units.py": "the units that people write",
    "ingest/numbers.py": "the grammar of values",
    "ingest/target_words.py": "the vocabulary of printed targets",
    "ingest/target_tokens.py": "the grammar of targets",
    "ingest/target_grammar.py": "the grammar of targets",
    "ingest/target_behind.py": "the grammar of targets",
    "ingest/target_figure.py": "the grammar of targets",
    "ingest/target_lead.py": "the grammar of targets",
    "ingest/target_wordy.py": "the grammar of targets",
    "ingest/target_groups.py": "what stands in brackets beside a target",
    "ingest/figures.py": "the grammar of numbers and units",
    "ingest/kanji_numbers.py": "numerals in kanji",
    "ingest/era_dates.py": "the grammar of dates",
    "ingest/table.py": "the first year of an era",
    "ingest/submission.py": "the words around a number of times",
    "ingest/workbook_reading.py": "units in number formats",
    "evaluate/compared_text.py": "kanji and kana as classes of characters, and the units that stay with a number",
    "render/fonts.py": "names of the fonts in Windows",
    "render/linebreak.py": "characters that may not begin or end a line",
    "render/phrases.py": "kanji and kana as classes of characters",
    "render/word/headings.py": "the forms in which Word writes numbers in Japanese",
    "render/word/contract.py": "names of the template's styles",
    "forms/contract.py": "names of the template's cell styles",
    "render/slides/contract.py": "names of the template's layouts",
}
# Words, not punctuation: a 、 between items is no phrase.
_JAPANESE = re.compile(r"[\u3005\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uff21-\uff3a\uff41-\uff5a]")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{node.name}: {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "no docstring"


def _literals(tree: ast.Module) -> list[str]:
    """String literals that are not docstrings."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    bare = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    return [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs | bare
    ]


def test_japanese_stands_where_it_belongs() -> None:
    found = {
        name_of(p)
        for p in MODULES
        if not name_of(p).startswith(JAPANESE_HOMES)
        and any(_JAPANESE.search(s) for s in _literals(ast.parse(p.read_text(encoding="utf-8"))))
    }
    assert sorted(found - set(JAPANESE_EXCEPTIONS)) == [], "Japanese outside its home"
    assert sorted(set(JAPANESE_EXCEPTIONS) - found) == [], "an exception that is no longer needed"


def test_no_rag_bags() -> None:
    names = {p.stem for p in MODULES} | {p.parent.name for p in MODULES}
    assert not names & {"utils", "util", "helpers", "common", "core", "misc"}


def test_nothing_about_one_municipality_in_code() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"目黒|Meguro|meguro|131105", text), name_of(path)


def test_imports_stand_at_the_top() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                assert not inner, f"{name_of(path)}: {node.name}"


def test_no_clock_below_the_command_line() -> None:
    forbidden = re.compile(r"\b(?:date\.today|datetime\.now|time\.time|os\.environ|random\.)")
    for path in MODULES:
        if not name_of(path).startswith("cli/"):
            assert not forbidden.search(path.read_text(encoding="utf-8")), name_of(path)


def test_the_strategy_s_own_level_names_are_data() -> None:
    """Another city has other levels (施策, 事業 …): phrases take the words from the strategy's terms."""
    for path in MODULES:
        for text in _literals(ast.parse(path.read_text(encoding="utf-8"))):
            assert "重点取組" not in text, name_of(path)
            assert "戦略テーマ" not in text, name_of(path)
