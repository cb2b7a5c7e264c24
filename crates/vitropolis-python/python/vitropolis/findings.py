"""What the structure of a regime raises, on which lines, with the source it rests on; nothing is run.

The linter finds and says. It clears nothing, gives no grade and mends nothing; what it did not look at is said, too.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload


@dataclass(frozen=True)
class Line:
    """A line that a finding is about.

    Attributes:
        file, line, column: where; line and column counted from 1.
        key: the key in question.
        written: False where the file is silent; then the line is the section that could say it.
    """

    file: str
    line: int
    column: int
    key: str
    written: bool


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        id: of the rule, such as `SCO-1`; `vitropolis.explain_rule(id)` tells it in words.
        severity: `critical`, `high`, `warning` or `info`.
        mode: how it was found.
        message: what is there.
        sources: on which the rule rests.
        lines: the telling one first.
        would_change: what would change the finding.
        law_applies: whether the elements of the named law are declared in the file, and in words how far that reaches.
    """

    id: str
    severity: str
    mode: str
    message: str
    sources: tuple[str, ...]
    lines: tuple[Line, ...]
    would_change: str
    law_applies: dict[str, Any]


class Findings(Sequence[Finding]):
    """All findings on a regime, the gravest first.

    Attributes:
        text: drawn on the lines of the file, with what was not looked at.
        markdown: a page for a discussion.
        matrix: origin × effect, in words; `matrix_svg` as a picture.
        not_looked_at: what the linter says nothing about.
    """

    def __init__(self, told: dict[str, str]) -> None:
        self._findings = [_finding(found) for found in json.loads(told["json"])]
        self.text = told["text"]
        self.markdown = told["markdown"]
        self.matrix = told["matrix"]
        self.matrix_svg = told["matrix_svg"]
        self.sarif: dict[str, Any] = json.loads(told["sarif"])
        rest = self.markdown.partition("## Not looked at")[2]
        self.not_looked_at = [line.removeprefix("- ") for line in rest.splitlines() if line.startswith("- ")]
        self._closing = " ".join(line for line in rest.splitlines() if line and not line.startswith("- "))

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> list[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | list[Finding]:
        return self._findings[index]

    def __len__(self) -> int:
        return len(self._findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td><b>{html.escape(found.id)}</b></td><td>{html.escape(found.severity)}</td>"
            f"<td style='text-align:left'>{html.escape(found.message)}</td><td>{found.lines[0].line}</td>"
            f"<td>{html.escape(str(found.law_applies['status']))}</td></tr>"
            for found in self
        )
        head = "<tr><th>rule</th><th>severity</th><th>finding</th><th>line</th><th>law</th></tr>"
        unseen = "".join(f"<li>{html.escape(part)}</li>" for part in self.not_looked_at)
        return (
            f"<div><table>{head}{rows}</table><details><summary>Not looked at</summary><ul>{unseen}</ul></details>"
            f"<small>{html.escape(self._closing)}</small></div>"
        )


def _finding(found: dict[str, Any]) -> Finding:
    lines = tuple(
        Line(line["file"], line["line"], line["column"], line["key"], line["written"]) for line in found["lines"]
    )
    return Finding(
        id=found["id"],
        severity=found["severity"],
        mode=found["mode"],
        message=found["message"],
        sources=tuple(found["source"]),
        lines=lines,
        would_change=found["would_change"],
        law_applies=found["law_applies"],
    )


@dataclass(frozen=True)
class Amendment:
    """One difference between two regimes.

    Attributes:
        key: of the file, or the name of what came or went.
        sentence: in plain language; the second regime is "now".
        before, after: as a file would say it; None where there is nothing.
    """

    key: str
    sentence: str
    before: str | None
    after: str | None


class Amendments(tuple[Amendment, ...]):
    """What one regime does otherwise than another, in the order of the keys."""

    def __repr__(self) -> str:
        return "\n".join(f"- {amendment.sentence}" for amendment in self) or "both do the same"

    def _repr_html_(self) -> str:
        rows = "".join(f"<li>{html.escape(amendment.sentence)}</li>" for amendment in self)
        return f"<ul>{rows or '<li>both do the same</li>'}</ul>"
