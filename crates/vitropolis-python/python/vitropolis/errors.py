"""What can go wrong, as exceptions that say where, what, what is allowed and what to do."""

from __future__ import annotations

from dataclasses import dataclass


class VitropolisError(Exception):
    """Any failure of the laboratory; the message reads as the command line would print it."""


@dataclass(frozen=True)
class Mistake:
    """One mistake in a file that a person wrote.

    Attributes:
        file: the file as it was named; of an experiment that stands in no file, the name that it would have.
        line: counted from 1; 0 where the mistake is the file itself.
        column: counted from 1, in characters.
        message: what was written.
        hint: what may stand there instead, with the nearest known name.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str


class FileError(VitropolisError, ValueError):
    """A city, a regime or an experiment that cannot be run; all its mistakes are told at once.

    Attributes:
        mistakes: every mistake, in the order of the files; never empty.
        file, line, column, hint: those of the first mistake.
    """

    def __init__(self, message: str, mistakes: list[tuple[str, int, int, str, str]]) -> None:
        super().__init__(message, mistakes)
        self.mistakes = [Mistake(*mistake) for mistake in mistakes]

    def __str__(self) -> str:
        return str(self.args[0])

    @property
    def file(self) -> str:
        return self.mistakes[0].file

    @property
    def line(self) -> int:
        return self.mistakes[0].line

    @property
    def column(self) -> int:
        return self.mistakes[0].column

    @property
    def hint(self) -> str:
        return self.mistakes[0].hint


class RefusedError(VitropolisError, ValueError):
    """Something that was asked for and is not allowed.

    Attributes:
        asked: what was asked for.
        hint: what is allowed.
    """

    def __init__(self, message: str, asked: str, hint: str) -> None:
        super().__init__(message, asked, hint)
        self.asked = asked
        self.hint = hint

    def __str__(self) -> str:
        return str(self.args[0])


def refused(asked: str, hint: str) -> RefusedError:
    """The error in the words of the command line."""
    return RefusedError(f"error: {asked}\n  = allowed: {hint}", asked, hint)


class DiskError(VitropolisError, OSError):
    """The disk said no; nothing half-written is left. `errno` and `filename` are those of the system."""

    def __init__(self, number: int, message: str, path: str) -> None:
        OSError.__init__(self, number, message, path)
        self.hint = "make room or choose another `out`"

    def __str__(self) -> str:
        return str(self.strerror)


class StoppedError(VitropolisError):
    """The run was stopped.

    Attributes:
        kept: what of it is left.
    """

    def __init__(self, message: str, kept: str) -> None:
        super().__init__(message, kept)
        self.kept = kept

    def __str__(self) -> str:
        return str(self.args[0])
