"""Turns YAML text into plain data with every scalar as text, and remembers the line of every field."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from dxreport.ingest.characters import clean
from dxreport.model.catalogue_details import DETAILS
from dxreport.model.finding import Checked, Finding, finding
from dxreport.model.provenance import LineRef

Data = str | list["Data"] | dict[str, "Data"]
Path_ = tuple[str | int, ...]


MOST_FIELDS, DEEPEST = 200_000, 60
"""A strategy has some thousands of fields, ten levels deep; anchors can multiply a small file without end."""


class TooMuchError(Exception):
    """The file unfolds to more than any strategy could hold."""


@dataclass(slots=True)
class LinedData:
    """Data and the line (from 1) of each field by its path."""

    file: str
    data: Data = ""
    lines: dict[Path_, int] = field(default_factory=dict)

    def ref(self, path: Path_) -> LineRef:
        """The line of ``path``, or of the nearest field above it."""
        probe = path
        while probe and probe not in self.lines:
            probe = probe[:-1]
        return LineRef(self.file, self.lines.get(probe, 1), dotted(path))


def dotted(path: Path_) -> str:
    """``themes[0].initiatives[2].title``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read(path: Path, name: str) -> Checked[LinedData]:
    """Read a YAML file. Faults of syntax and doubled keys are findings; ``name`` is what findings call the file."""
    lined = LinedData(name)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Checked(lined, (finding("Y01", LineRef(name, 1, "")),))
    except OSError:
        return Checked(lined, (finding("Y02", LineRef(name, 1, ""), detail=DETAILS["not_file"]),))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Checked(lined, (finding("Y14", LineRef(name, line, "")),))
    try:
        node = _composed(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Checked(lined, (finding("Y02", LineRef(name, line, ""), detail=error.problem or ""),))
    except yaml.YAMLError as error:
        return Checked(lined, (finding("Y02", LineRef(name, 1, ""), detail=str(error).splitlines()[0]),))
    except RecursionError:
        return Checked(lined, (finding("Y02", LineRef(name, 1, ""), detail=DETAILS["too_deep"]),))
    findings: list[Finding] = []
    if node is not None:
        try:
            lined.data = _build(node, (), lined, findings, set())
        except (TooMuchError, RecursionError):
            return Checked(lined, (finding("Y02", LineRef(name, 1, ""), detail=DETAILS["too_deep"]),))
    return Checked(lined, tuple(findings))


_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where PyYAML was built with it: ten times as fast, and the same nodes."""
_SAFE_DEPTH = 5_000
"""libyaml's reader ends the program on a hundred thousand brackets within each other; twenty thousand it bears."""


def _composed(text: str) -> yaml.Node | None:
    """The text's nodes. The slower reader takes what could be too deep, and says what is wrong where something is."""
    if _could_nest(text) < _SAFE_DEPTH:
        try:
            return yaml.compose(text, Loader=_FAST)
        except yaml.YAMLError:
            pass  # the two readers word their complaints differently; a person gets the same ones everywhere
    return yaml.compose(text, Loader=yaml.BaseLoader)


def _could_nest(text: str) -> int:
    """How deep the text nests at most: every bracket and every step of indentation could be one level."""
    lines = text.split("\n")
    indents = max((len(line) - len(line.lstrip(" ")) for line in lines), default=0)
    compact = max((line.count("- ") + line.count("? ") for line in lines), default=0)
    return text.count("[") + text.count("{") + indents + compact


def _build(node: yaml.Node, path: Path_, lined: LinedData, findings: list[Finding], above: set[int]) -> Data:
    """Nodes to data. An anchor that contains itself would never end: it is cut off as empty text."""
    if len(lined.lines) > MOST_FIELDS or len(path) > DEEPEST:
        raise TooMuchError(dotted(path[:3]))
    lined.lines[path] = node.start_mark.line + 1
    if id(node) in above:
        return ""
    inside = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Data] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            if key in out:
                line = key_node.start_mark.line + 1
                findings.append(finding("Y11", LineRef(lined.file, line, dotted(here)), field=dotted(here)))
            out[key] = _build(value_node, here, lined, findings, inside)
            lined.lines[here] = key_node.start_mark.line + 1
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, i), lined, findings, inside) for i, child in enumerate(node.value)]
    return clean(str(node.value))[0]
