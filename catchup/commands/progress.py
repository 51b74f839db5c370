"""Progress on the standard error stream: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from catchup.harmless import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Steps:
    """Shows what is being done; call it with a text and a fraction done (0..1)."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.prefix = ""
        self._said = ""
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, text: str, fraction: float) -> None:
        """Show a step; the same text again only moves the bar."""
        text = visible(f"{self.prefix}{text}")
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=text, completed=min(max(fraction, 0.0), 1.0))
        elif text != self._said:
            self.stream.write(f"catchup: {text}\n")
            self.stream.flush()
        self._said = text

    def __enter__(self) -> Self:
        if self.stream.isatty():
            self._start_bar()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _start_bar(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=Console(file=self.stream), transient=True, refresh_per_second=4)
        self._task = self._bar.add_task("reading", total=1.0)
        self._bar.start()
