"""Public cost against result for three and more plans: dominated plans grey, with the plan that dominates them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catchup.charts.compare_shapes import Drawing, Line, Shape, Words, circle, mark
from catchup.charts.compare_shapes import Path as Curve
from catchup.charts.scale import Scale, nice_scale, text_width
from catchup.charts.scatter import Space, label_place
from catchup.compare_records import Label, Standing
from catchup.words.figures import number

LEFT, RIGHT = 64.0, 700.0
TOP, BOTTOM = 34.0, 262.0
NONE_BAND = 26.0
SAME_LAG = 0.05
BOUNDS: Space = (LEFT + 2, TOP - 12, 718.0, BOTTOM - 2)


def by_lag(standings: Sequence[Standing]) -> bool:
    """Show lag if two plans have one and it is not the same in all; else the share served at home."""
    ages = [standing.home_age for standing in standings]
    known = [age for age in ages if age is not None]
    return len(known) > 1 and (len(known) < len(ages) or max(known) - min(known) > SAME_LAG)


def scatter_drawing(standings: Sequence[Standing], labels: Sequence[Label]) -> Drawing:
    """Up is more years behind (or more need served at home); right is dearer for the public."""
    lag = by_lag(standings)
    costs = [s.public_cost_usd_m / 1000 for s in standings]
    across = nice_scale(min([0.0, *costs]), max([*costs, 0.001]), LEFT, RIGHT - 30)
    known = [v for s in standings if (v := s.home_age if lag else 100 * s.home_share) is not None]
    none = lag and len(known) < len(standings)
    level = nice_scale(0.0, max([*known, 0.1]), BOTTOM, TOP + (NONE_BAND if none else 0), 4)
    shapes: list[Shape] = list(_axes(across, level, lag, none))
    names = {label.letter: label.name for label in labels}
    spots = [(across(cost), _height(s, level, lag)) for s, cost in zip(standings, costs, strict=True)]
    for place, (standing, spot) in enumerate(zip(standings, spots, strict=True)):
        shapes += _plan(standing, spot, names, place)
    shapes += _labels(standings, spots, names)
    return Drawing(tuple(shapes), BOTTOM + 44)


def _height(standing: Standing, level: Scale, lag: bool) -> float:
    if not lag:
        return level(100 * standing.home_share)
    return TOP + 6 if standing.home_age is None else level(standing.home_age)


def _axes(across: Scale, level: Scale, lag: bool, none: bool) -> Iterator[Shape]:
    for tick in level.ticks(4):
        yield Line(LEFT, level(tick), RIGHT, level(tick))
        yield Words(LEFT - 8, level(tick) + 4, number(tick) + ("" if lag else "%"), "muted", 11.5, 400, "end")
    if none:
        yield Line(LEFT, TOP + 6, RIGHT, TOP + 6, dash="2 3", colour="rule")
        yield Words(LEFT - 8, TOP + 10, "none", "muted", 11.5, 400, "end")
    for tick in across.ticks(5):
        yield Words(across(tick), BOTTOM + 18, number(tick), "muted", 11.5, 400, "middle")
    yield Line(LEFT, BOTTOM, RIGHT, BOTTOM, "ink")
    yield Words(RIGHT, BOTTOM + 36, "public cost, present value, USD bn", "muted", 11.5, 400, "end")
    yield Words(0, 14, "years behind at home" if lag else "need served by machines at home", "muted", 11.5)
    corner = "best corner: below, left" if lag else "best corner: above, left"
    yield Words(RIGHT, 14, corner, "muted", 11.5, 600, "end")


def _plan(standing: Standing, spot: tuple[float, float], names: dict[str, str], place: int) -> Iterator[Shape]:
    if standing.dominated_by:
        yield Curve(circle(*spot, 4.5), "base", "paper", 2)
    else:
        yield mark(min(place, 1), *spot)


def _labels(standings: Sequence[Standing], spots: Sequence[tuple[float, float]],
            names: dict[str, str]) -> Iterator[Shape]:
    """Beside the mark, where a label meets neither a mark nor another label."""
    taken: list[Space] = [(x - 7, y - 7, x + 7, y + 7) for x, y in spots]
    for place, (standing, (x, y)) in sorted(enumerate(zip(standings, spots, strict=True)), key=lambda e: e[1][1][::-1]):
        text = f"{standing.letter} {names[standing.letter]}"
        text += f", dominated by {standing.dominated_by}" if standing.dominated_by else ""
        left, height, anchor, space = label_place(x, y, text_width(text) + 4, taken, BOUNDS)
        taken.append(space)
        colour = "muted" if standing.dominated_by else "plan" if place == 0 else "ochre_text"
        yield Words(left, height, text, colour, 12.5, 400 if standing.dominated_by else 600, anchor)
