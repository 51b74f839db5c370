"""What two plans do differently: projects added, dropped, moved, resized or paid otherwise, and their orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from catchup.compare_outcomes import RELATIVE_TIE, number
from catchup.compare_records import Change, OrderDifference, ProjectDifference, ProjectSide
from catchup.plan import Plan, Row

Key = tuple[str, ...]


def project_differences(left: Plan, right: Plan) -> tuple[ProjectDifference, ...]:
    """Every project of both plans, matched by asset, mode and name, then by asset and mode in order of date.

    A programme under way is never matched with an order of the plan: one is given, the other chosen. Projects of two
    countries are never the same.
    """
    rest = (list(left.rows("projects")), list(right.rows("projects")))
    found: list[ProjectDifference] = []
    one_country = left.meta.get("iso3") == right.meta.get("iso3")
    for key in (_named, _unnamed) if one_country else ():
        pairs, rest = _match(rest, key)
        found += [_difference(one, other) for one, other in pairs]
    found += [_difference(row, None) for row in rest[0]] + [_difference(None, row) for row in rest[1]]
    return tuple(sorted(found, key=_order))


def _named(row: Row) -> Key:
    return (*_unnamed(row), str(row["name"]))


def _unnamed(row: Row) -> Key:
    return str(row["origin"] == "programme"), str(row["asset"]), str(row["mode"])


def _match(rows: tuple[list[Row], list[Row]],
           key: Callable[[Row], Key]) -> tuple[list[tuple[Row, Row]], tuple[list[Row], list[Row]]]:
    groups: tuple[dict[Key, list[Row]], ...] = (defaultdict(list), defaultdict(list))
    for group, side in zip(groups, rows, strict=True):
        for row in sorted(side, key=lambda r: (_year(r, "first_order"), str(r["name"]), str(r["id"]))):
            group[key(row)].append(row)
    pairs: list[tuple[Row, Row]] = []
    rest: tuple[list[Row], list[Row]] = ([], [])
    for name in sorted(set(groups[0]) | set(groups[1])):
        ours, theirs = groups[0].get(name, []), groups[1].get(name, [])
        shared = min(len(ours), len(theirs))
        pairs += list(zip(ours[:shared], theirs[:shared], strict=True))
        rest[0].extend(ours[shared:])
        rest[1].extend(theirs[shared:])
    return pairs, rest


def _difference(left: Row | None, right: Row | None) -> ProjectDifference:
    row = left if left is not None else right
    assert row is not None
    ours, theirs = _side(left), _side(right)
    names = sorted({str(r["name"]) for r in (left, right) if r is not None})
    return ProjectDifference(" / ".join(names), str(row["layer"]), str(row["asset"]), str(row["mode"]), ours, theirs,
                             _changes(ours, theirs))


def _side(row: Row | None) -> ProjectSide | None:
    if row is None:
        return None
    return ProjectSide(
        number(row["size"]) or 0.0, str(row["unit"]), _year(row, "first_order"), _year(row, "last_order"),
        _year(row, "online"), number(row["cost_usd_m"]) or 0.0, number(row["public_usd_m"]) or 0.0,
        str(row["owner"]), str(row["channel"]), str(row["origin"]))


def _year(row: Row, column: str) -> int:
    return int(number(row[column]) or number(row["first_order"]) or 0)


def _changes(left: ProjectSide | None, right: ProjectSide | None) -> tuple[Change, ...]:
    if left is None or right is None:
        return ("added",) if left is None else ("dropped",)
    changes: list[Change] = []
    if (left.first_order, left.last_order, left.online) != (right.first_order, right.last_order, right.online):
        changes.append("moved")
    if left.unit != right.unit or _apart(left.size, right.size):
        changes.append("resized")
    if (left.owner, left.channel) != (right.owner, right.channel) or (
            "resized" not in changes and _apart(left.public_usd_m, right.public_usd_m)):
        changes.append("paid otherwise")
    return tuple(changes) or ("same",)


def _apart(first: float, second: float) -> bool:
    return abs(first - second) > RELATIVE_TIE * max(abs(first), abs(second))


def _order(difference: ProjectDifference) -> tuple[int, int, str, str, str]:
    """By date of the earlier side; the same after a swap."""
    starts = [side.first_order for side in (difference.left, difference.right) if side is not None]
    ends = [side.online for side in (difference.left, difference.right) if side is not None]
    return min(starts), min(ends), difference.name, difference.asset, difference.mode


def order_differences(left: Plan, right: Plan) -> tuple[OrderDifference, ...]:
    """Years in which the two plans order different amounts of an asset and mode."""
    sums: dict[tuple[int, str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for place, plan in enumerate((left, right)):
        for row in plan.rows("investments"):
            entry = sums[(int(number(row["year"]) or 0), str(row["asset"]), str(row["mode"]), str(row["unit"]))]
            entry[place] += number(row["size"]) or 0.0
            entry[2 + place] += number(row["cost_usd_m"]) or 0.0
    return tuple(
        OrderDifference(year, asset, mode, unit, (entry[0], entry[1]), (entry[2], entry[3]))
        for (year, asset, mode, unit), entry in sorted(sums.items()) if _apart(entry[0], entry[1]))


def differing(projects: Iterable[ProjectDifference]) -> tuple[ProjectDifference, ...]:
    """Only those that are not the same in both."""
    return tuple(project for project in projects if project.differs)
