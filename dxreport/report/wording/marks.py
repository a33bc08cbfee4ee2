"""Phrases that mark a whole paper: sample data, draft."""

from __future__ import annotations

from dxreport.evaluate.assessment import Assessment

SAMPLE = "サンプルデータ（架空）"
DRAFT = "案"


def paper_mark(assessment: Assessment) -> str:
    """「案　サンプルデータ（架空）」: what every page of the paper says; empty for a real, final one."""
    return "　".join(word for word, holds in ((DRAFT, assessment.draft), (SAMPLE, assessment.sample)) if holds)
