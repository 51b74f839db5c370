"""`catchup verify`: is a brief what its inputs give?"""

from __future__ import annotations

from pathlib import Path

from catchup.commands.make import Made
from catchup.commands.progress import Steps

MOST_SHOWN = 40


def verify(ref: str, steps: Steps) -> Made:
    """Make the brief again from what its page carries; exit 1 if anything comes out otherwise."""
    from catchup.hands import hired, spare
    from catchup.verify import read_page
    from catchup.verify import verify as again

    with hired(spare()) as hands:
        page = read_page(Path(ref), ref)
        with steps:
            found = again(page, steps, hands)
    lines = [f"{found.title}: {found.figures:,} figures and texts of the page made again"]
    lines += [f"note: {note}" for note in found.notes]
    if not found.differences:
        lines.append("all are the same")
    for difference in found.differences[:MOST_SHOWN]:
        lines.append(f"{difference.what}: page {difference.page}, now {difference.now}")
    more = len(found.differences) - MOST_SHOWN
    lines += [f"and {more:,} more"] if more > 0 else []
    lines += [f"{len(found.differences):,} of them differ"] if found.differences else []
    return Made(lambda: "\n".join(lines), says_no=bool(found.differences))
