"""Turns what stops a run into an exit code and findings; everything else that is wrong is a finding, not an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the lowest layer names the type only
    from dxreport.model.finding import Finding

EXIT_PUBLISHED = 0
EXIT_FINDINGS = 1
EXIT_CANNOT_RUN = 2


class DxreportError(Exception):
    """Base of all errors of this program; ``exit_code`` is what the command returns."""

    exit_code = EXIT_CANNOT_RUN


class CannotRun(DxreportError):  # noqa: N818  says what is the case, and reads so where it is raised
    """Nothing can be published; ``findings`` say why, in Japanese, with place and remedy."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.code} {f.place or ''} {f.what}" for f in findings))
        self.findings = findings
