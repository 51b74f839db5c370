"""Figure 1: where capability served at home stands against the moving frontier, and how much of need it serves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from catchup.cells import maybe, num, whole
from catchup.charts.scale import Scale, nice_step, nice_ticks, nudge, power_ticks, text_width
from catchup.plan import Row
from catchup.words.figures import LAG_CAP, percent, years

HISTORY_GROWTH = 1.0  # log10 a year before the first year: all scenarios share a ten-fold history
WIDTH, LEFT, RIGHT = 720, 66, 560
TOP, BOTTOM = 30, 246
STRIP_TOP, STRIP_BOTTOM = 304, 378
HEIGHT = 402
NEAR = 3.0  # years; a shorter lag has no room for words between the lines
LABEL_GAP = 31
HALF = "half of need: below it the lag is “none”"


@dataclass(frozen=True)
class Line:
    """A line that may be broken; `paths` are its pieces, `dots` the years that stand alone."""

    style: str
    paths: tuple[str, ...]
    dots: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Label:
    """Text at the end of a line; `y` after nudging, `from_y` where the line ends."""

    style: str
    name: str
    detail: str
    y: float
    from_y: float


@dataclass(frozen=True)
class Lag:
    """The horizontal bar: how long ago the frontier stood where the country stands."""

    x1: float
    x2: float
    y: float
    text: str
    text_y: float


@dataclass(frozen=True)
class Trajectory:
    """Coordinates of the whole figure."""

    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    lag: Lag | None
    none_text: str
    none_at: tuple[float, float]
    share_ticks: tuple[tuple[float, str], ...]
    half: float
    half_label: tuple[float, str]
    share_lines: tuple[Line, ...]
    share_labels: tuple[Label, ...]
    own_capped: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM
    strip_top: int = STRIP_TOP
    strip_bottom: int = STRIP_BOTTOM


def frontier_at(rows: Sequence[Row], year: float) -> float:
    """log10 effective compute of the frontier at any date: straight between years, ten-fold a year before the first."""
    known = [num(row, "year") for row in rows]
    values = [num(row, "frontier_log10") for row in rows]
    if year <= known[0]:
        return values[0] - HISTORY_GROWTH * (known[0] - year)
    place = min(bisect_right(known, year), len(known) - 1)
    part = (year - known[place - 1]) / (known[place] - known[place - 1])
    return values[place - 1] + part * (values[place] - values[place - 1])


def capability(rows: Sequence[Row], key: str) -> list[float | None]:
    """log10 capability by year from a lag: the frontier at t - lag; None where there is none or only the cap."""
    found: list[float | None] = []
    for row in rows:
        lag = maybe(row, key)
        capped = lag is None or lag >= LAG_CAP - 1e-9
        found.append(None if capped or lag is None else frontier_at(rows, num(row, "year") - lag))
    return found


def power_label(exponent: int) -> str:
    """A power of ten in words: 4 -> "10,000", 6 -> "1 m", 9 -> "1 bn"."""
    if exponent < 0:
        return f"{10.0 ** exponent:.{-exponent}f}"
    names = ((12, " tn"), (9, " bn"), (6, " m"))
    base, name = next(((power, word) for power, word in names if exponent >= power), (0, ""))
    return f"{10 ** (exponent - base):,}{name}"


def draw(rows: Sequence[Row]) -> Trajectory:
    """Place everything. The vertical axis counts multiples of the frontier of the first year."""
    first, last = whole(rows[0], "year"), whole(rows[-1], "year")
    x = Scale(first, last, LEFT, RIGHT)
    start = num(rows[0], "frontier_log10")
    frontier = [num(row, "frontier_log10") - start for row in rows]
    own, home, base = (_relative(capability(rows, key), start) for key in ("own_age", "home_age", "base_home_age"))
    values = [v for series in (frontier, own, home, base) for v in series if v is not None]
    y = Scale(min(values) - 0.3, max(values) + 0.2, BOTTOM, TOP)
    series = (("own", own), ("base", base), ("frontier", frontier), ("plan", home))
    lag = _lag(rows[-1], home[-1], x, y, y(frontier[-1]))
    return Trajectory(
        x_ticks=tuple((x(year), str(year)) for year in range(first, last + 1, 2)),
        y_ticks=tuple((y(p), power_label(p)) for p in power_ticks(y.low, y.high, 6)),
        lines=tuple(_line(style, rows, points, x, y) for style, points in series),
        labels=_labels(rows[-1], frontier[-1], home[-1], own[-1], base[-1], y),
        lag=lag, none_text="" if lag else f"Home-served lag in {last}: none", none_at=(RIGHT - 8, BOTTOM - 16),
        share_ticks=_share_scale(rows)[1], half=_share_scale(rows)[0](0.5), half_label=_half_label(rows, x),
        share_lines=_share_lines(rows, x), share_labels=_share_labels(rows),
        own_capped=all(value is None for value in own))


def _relative(values: Sequence[float | None], start: float) -> list[float | None]:
    return [None if value is None else value - start for value in values]


def _line(style: str, rows: Sequence[Row], values: Sequence[float | None], x: Scale, y: Scale) -> Line:
    """Pieces of a line between gaps; a year alone becomes a dot."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for row, value in zip(rows, values, strict=True):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((x(num(row, "year")), y(value)))
    paths = tuple("M" + "L".join(f"{a} {b}" for a, b in piece) for piece in pieces if len(piece) > 1)
    return Line(style, paths, tuple(piece[0] for piece in pieces if len(piece) == 1))


def _lag(row: Row, value: float | None, x: Scale, y: Scale, top: float) -> Lag | None:
    """The bar; its words stand above the frontier's end if the lag is short, else above the bar."""
    age = maybe(row, "home_age")
    if age is None or value is None:
        return None
    year = num(row, "year")
    text = f"{years(age)} behind in {year:.0f}"
    return Lag(max(x(year - age), LEFT), x(year), y(value), text, top - 14 if age < NEAR else y(value) - 10)


def _labels(row: Row, frontier: float, home: float | None, own: float | None, base: float | None,
            y: Scale) -> tuple[Label, ...]:
    """Names at the line ends, moved apart; a series without a last value has no label."""
    def behind(key: str) -> str:
        return f"{years(maybe(row, key))} behind"

    wanted = [("frontier", "World frontier", "newest model anywhere", frontier)]
    same = home is not None and base is not None and abs(home - base) < 0.02
    if home is not None:
        wanted.append(("plan", "Served at home", "either way" if same else "with this plan", home))
    if base is not None and not same:
        wanted.append(("base", "Served at home", "without the plan", base))
    if own is not None:
        wanted.append(("own", "Trained at home", behind("own_age"), own))
    ends = [y(value) for *_, value in wanted]
    moved = nudge(ends, LABEL_GAP, TOP + 4, BOTTOM - 14)
    return tuple(Label(style, name, detail, at, end)
                 for (style, name, detail, _), at, end in zip(wanted, moved, ends, strict=True))


def _share_scale(rows: Sequence[Row]) -> tuple[Scale, tuple[tuple[float, str], ...]]:
    top = max([1.0, *(num(row, key) for row in rows for key in ("home_share", "base_home_share"))])
    high = 1.0 if top <= 1.0 else nice_ticks(0, top, 3)[-1]
    scale = Scale(0, high, STRIP_BOTTOM, STRIP_TOP)
    step = 0.5 if high <= 1.5 else nice_step(high, 3)
    ticks = [step * i for i in range(int(high / step + 1e-9) + 1)]
    return scale, tuple((scale(tick), percent(tick)) for tick in ticks)


def _half_label(rows: Sequence[Row], x: Scale) -> tuple[float, str]:
    """Where the words on half of need stand: at the end of the picture that the lines leave free, and their anchor."""
    scale = _share_scale(rows)[0]
    middle, width = scale(0.5) - 10, text_width(HALF, 11.5)

    def nearest(left: float, right: float) -> float:
        return min(abs(scale(num(row, key)) - middle) for row in rows for key in ("home_share", "base_home_share")
                   if left - 20 <= x(num(row, "year")) <= right + 20)

    starts = ((LEFT + 6.0, "start", LEFT + 6.0), (RIGHT - 6.0, "end", RIGHT - 6.0 - width))
    at, anchor, _ = max(starts, key=lambda place: nearest(place[2], place[2] + width))
    return at, anchor


def _share_lines(rows: Sequence[Row], x: Scale) -> tuple[Line, ...]:
    scale = _share_scale(rows)[0]
    return tuple(_line(style, rows, [num(row, key) for row in rows], x, scale)
                 for style, key in (("base", "base_home_share"), ("plan", "home_share")))


def _share_labels(rows: Sequence[Row]) -> tuple[Label, ...]:
    scale, last = _share_scale(rows)[0], rows[-1]
    plan, base = num(last, "home_share"), num(last, "base_home_share")
    if abs(plan - base) < 0.005:
        return (Label("plan", percent(plan), "either way", scale(plan), scale(plan)),)
    ends = [scale(plan), scale(base)]
    moved = nudge(ends, 18, STRIP_TOP, STRIP_BOTTOM)
    return (Label("plan", percent(plan), "with this plan", moved[0], ends[0]),
            Label("base", percent(base), "without", moved[1], ends[1]))
