"""Turns the machine's tools and the project's inputs into fixtures; in CI a missing tool is a failure, not a skip."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dxreport.assessing import Request, unwatched
from dxreport.pipeline import quarterly
from dxreport.products import Kind
from tests.conformance import Engine, EngineMissingError, find_engine

ROOT = Path(__file__).parent.parent

# No wall-clock limits in tests. In CI the same examples every time: a change is judged by what it changes, not by luck.
settings.register_profile(
    "dxreport", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("dxreport")


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice; without it the test is skipped, unless DXREPORT_NO_SKIPS says that it must run."""
    path = shutil.which("soffice")
    if path is None:
        if os.environ.get("DXREPORT_NO_SKIPS"):
            pytest.fail("LibreOffice is missing, but this test must run")
        pytest.skip("LibreOffice is missing")
    return path


@pytest.fixture(scope="session")
def verapdf() -> Engine:
    """The engine that checks PDF/UA and PDF/A; without Java or its jars the test is skipped, unless it must run."""
    try:
        return find_engine()
    except EngineMissingError as missing:
        if os.environ.get("DXREPORT_NO_SKIPS"):
            pytest.fail(f"{missing}, but this test must run")
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the project's own inputs, templates and fonts, and outputs of its own."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("inputs", "templates", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.fixture(scope="session")
def published(project: Path) -> Path:
    """The folder of the second quarter, published from the project's own inputs."""
    quarterly(Request(project, checkpoint="q2"), tuple(Kind), unwatched)
    return project / "outputs" / "r7" / "q2"
