"""Geometry of the pictures: ticks, labels, layers, stacks and bars lie where the numbers say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import make_example, parts

from catchup.charts import bars, gantt, graph, scatter, tornado, trajectory
from catchup.charts.scale import Scale, nice_ticks, nudge, power_ticks

NUMBERS = st.floats(-1e6, 1e6)
TINY = 1e-9


@given(NUMBERS, NUMBERS)
def test_ticks_cover_what_is_shown_and_are_few(low: float, high: float) -> None:
    ticks = nice_ticks(low, high)
    assert ticks[0] <= min(low, high) + 1e-6 * abs(low) + TINY
    assert ticks[-1] >= max(low, high) - 1e-6 * abs(high) - TINY
    assert 2 <= len(ticks) <= 12


def test_a_scale_is_straight_and_an_empty_one_maps_to_the_middle() -> None:
    assert [Scale(0, 10, 100, 0)(v) for v in (0, 5, 10)] == [100, 50, 0]
    assert Scale(3, 3, 0, 80)(3) == 40


def test_power_ticks_thin_out_to_the_number_asked_for() -> None:
    assert power_ticks(0.2, 3.9) == [1, 2, 3]
    assert power_ticks(-1, 12, 5) == [-1, 2, 5, 8, 11]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.floats(1, 20))
def test_nudged_labels_keep_their_order_their_gap_and_the_picture(wishes: list[float], gap: float) -> None:
    placed = nudge(wishes, gap, 0, 100)
    room = min(gap, 100 / max(1, len(wishes) - 1))
    order = sorted(range(len(wishes)), key=lambda i: (wishes[i], i))
    in_order = [placed[i] for i in order]
    assert all(b - a >= room - 0.11 for a, b in pairwise(in_order))
    assert min(placed) >= -0.01
    assert max(placed) <= 100.01


def test_labels_that_are_apart_stay_where_they_are() -> None:
    assert nudge([10, 50, 90], 20, 0, 100) == [10, 50, 90]


def test_capability_is_the_frontier_of_so_many_years_ago() -> None:
    """Frontier 0, 1, 3: half a year before year 2 it stood at 2; a year before the first year at -1."""
    rows = [{"year": 2026 + i, "frontier_log10": v, "home_age": a} for i, (v, a) in enumerate(
        ((0.0, 1.0), (1.0, None), (3.0, 0.5)))]
    assert trajectory.capability(rows, "home_age") == [-1.0, None, 2.0]


def test_a_lag_at_the_cap_draws_no_line() -> None:
    drawn = trajectory.draw(make_example("none").rows("trajectory"))
    assert drawn.own_capped
    assert drawn.lag is None
    assert not [line for line in drawn.lines if line.style in ("own", "plan") and line.paths]


def test_the_lag_bar_is_as_long_as_the_lag() -> None:
    drawn = trajectory.draw(make_example("good").rows("trajectory"))
    assert drawn.lag is not None
    a_year = (drawn.right - drawn.left) / 14
    assert drawn.lag.x2 - drawn.lag.x1 == pytest.approx(0.6 * a_year, abs=0.2)


@pytest.mark.parametrize("case", ["good", "none"])
def test_every_link_goes_forward_and_no_boxes_overlap(case: str) -> None:
    plan = make_example(case)
    names = [str(row["id"]) for row in plan.rows("nodes")]
    pairs = graph.forward(names, [(str(row["from"]), str(row["to"])) for row in plan.rows("links")])
    layers = graph.assign_layers(names, pairs)
    assert all(layers[end] > layers[start] for start, end in pairs)
    boxes = graph.draw(plan.rows("nodes"), plan.rows("links")).boxes
    for i, one in enumerate(boxes):
        for other in boxes[i + 1:]:
            assert abs(one.x - other.x) >= one.width or abs(one.y - other.y) >= graph.BOX_HEIGHT


def test_a_circle_of_links_is_cut_and_drawn() -> None:
    nodes = [{"id": c, "name": c, "layer": "", "state": "home", "binds": False, "badge": None} for c in "abc"]
    links = [{"from": a, "to": b, "binds": False} for a, b in ("ab", "bc", "ca", "aa", "ax")]
    drawn = graph.draw(nodes, links)
    assert len(drawn.links) == 2


def test_untangling_never_adds_crossings() -> None:
    order = [["a", "b"], ["c", "d"]]
    segments = [("a", "d"), ("b", "c")]
    assert graph.crossings(order, segments) == 1
    assert graph.crossings(graph.untangle(order, segments), segments) == 0


def test_a_graph_shows_at_most_22_nodes_and_all_that_bind() -> None:
    nodes = [{"id": f"n{i}", "name": f"n{i}", "layer": "", "state": "bought", "binds": i == 39, "badge": None}
             for i in range(40)]
    drawn = graph.draw(nodes, [])
    assert len(drawn.boxes) == 22
    assert drawn.left_out == 18
    assert any(box.binds for box in drawn.boxes)


def test_long_names_are_cut_to_two_lines_that_fit() -> None:
    lines = graph.wrap("Extraordinarily long name of an input of the chain", 84)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_bars_of_a_gantt_run_from_first_order_to_first_output() -> None:
    drawn = gantt.draw(make_example("good").rows("projects"), 2026, 2040)
    grid = next(bar for bar in drawn.bars if bar.name.startswith("Grid"))
    a_year = (drawn.right - drawn.left) / 15
    assert (grid.x1, grid.x2) == (pytest.approx(drawn.left), pytest.approx(drawn.left + 2 * a_year, abs=0.1))
    assert drawn.total == "32.4"
    assert next(bar for bar in drawn.bars if bar.name.startswith("Dholera")).before


def test_stacks_start_with_public_money_and_receipts_hang_below_zero() -> None:
    _, _, tables = parts("good")
    rows = [{**tables["limits"][0], "public_net_usd_m": 2_000.0, "domestic_usd_m": 3_000.0, "foreign_usd_m": 1_000.0},
            {**tables["limits"][1], "public_net_usd_m": -500.0, "domestic_usd_m": 1_000.0, "foreign_usd_m": 0.0}]
    drawn = bars.draw(rows)
    first = [piece for piece in drawn.pieces if piece.x == drawn.pieces[0].x]
    assert [piece.payer for piece in first] == ["public", "domestic", "foreign"]
    assert first[0].y + first[0].height == pytest.approx(drawn.zero, abs=0.1)
    assert first[1].y + first[1].height == pytest.approx(first[0].y, abs=0.1)
    below = drawn.pieces[3]
    assert below.payer == "public"
    assert below.y == drawn.zero


def test_the_efficient_line_leaves_out_what_is_beaten() -> None:
    points = [scatter.Point("cheap", 1, 0.2, False), scatter.Point("beaten", 2, 0.1, False),
              scatter.Point("dear", 3, 0.9, True)]
    assert [p.name for p in scatter.unbeaten(points)] == ["cheap", "dear"]
    marks = {mark.name: mark for mark in scatter.draw(points).marks}
    assert marks["dear"].y < marks["cheap"].y
    assert marks["dear"].x > marks["cheap"].x


def test_a_tornado_runs_from_the_central_value_to_both_ends() -> None:
    drawn = tornado.draw([tornado.Case("a", "", "B", 1_000.0, 5_000.0, "")], 3_000.0)
    low, high = drawn.rows[0].arms
    assert (low.helps, high.helps) == (False, True)
    assert low.x + low.width == pytest.approx(drawn.centre, abs=0.1)
    assert high.x == pytest.approx(drawn.centre, abs=0.1)
    assert (low.label, high.label) == ("−2.0", "+2.0")
