"""What the documentation says is what the program does."""

from __future__ import annotations

import re

import click
import pytest

from docs import rules_page
from docs.generate import GROUPS, PAGE, findings_page
from dxreport.cli import main
from dxreport.model.catalogue import CATALOGUE
from tests.city import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_list_of_findings_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == findings_page(), "run python -m docs.generate"
    assert {c[0] for c in CATALOGUE} == set(GROUPS)


def test_the_rule_book_is_up_to_date() -> None:
    assert rules_page.PAGE.read_text(encoding="utf-8") == rules_page.rules_page(), "run python -m docs.generate"


def test_every_command_and_option_is_in_the_readme() -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        assert f"`dxreport {name}" in README, name
    quarterly = main.get_command(context, "quarterly")
    assert quarterly is not None
    for parameter in quarterly.params:
        assert parameter.opts[0] in README, parameter.opts


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.M)):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_lock_files_name_no_registry() -> None:
    for path in (ROOT / "requirements").glob("*.lock"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text
