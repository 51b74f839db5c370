"""Geometry of the pictures: ticks, labels, layers, stacks and bars lie where the numbers say."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import make_example, parts

from catchup.charts import bars, gantt, graph, graph_choice, scatter, tornado, trajectory
from catchup.charts.scale import Scale, nice_ticks, nudge, power_ticks, text_width
from catchup.charts.wrap import fitting, wrap

NUMBERS = st.floats(-1e6, 1e6)
TINY = 1e-9


@given(NUMBERS, NUMBERS)
def test_ticks_cover_what_is_shown_and_are_few(low: float, high: float) -> None:
    ticks = nice_ticks(low, high)
    unseen = 1e-6 * abs(high - low) + TINY
    assert ticks[0] <= min(low, high) + unseen
    assert ticks[-1] >= max(low, high) - unseen
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
    lines = wrap("Extraordinarily long name of an input of the chain", 84)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_a_name_loses_its_last_part_before_it_is_cut() -> None:
    assert fitting("Data centre, shell with power and cooling", 90) == ("Data centre",)
    assert fitting("Gas power plant, open cycle", 110) == ("Gas power plant,", "open cycle")
    assert fitting("Extraordinarily long name of an input of the chain", 84, lines=1)[0].endswith("…")
    assert len(fitting("Extraordinarily long name of an input of the chain", 84, lines=1)) == 1


def node(name_id: str, state: str = "built", name: str = "", layer: str = "energy") -> dict[str, Any]:
    return {"id": name_id, "name": name or name_id, "layer": layer, "state": state, "binds": False, "badge": None}


def links_of(*pairs: str) -> list[dict[str, Any]]:
    return [{"from": pair[0], "to": pair[1], "binds": False} for pair in pairs]


def test_an_asset_and_the_good_of_the_same_name_are_one_node() -> None:
    nodes = [node("a", "bought", "Fibre"), node("b", "built", "Fibre"), node("c")]
    kept, links = graph_choice.merged(nodes, links_of("ac", "bc"))
    assert [row["id"] for row in kept] == ["b", "c"]
    assert [(row["from"], row["to"]) for row in links] == [("b", "c")]


def test_what_gives_nothing_on_and_is_no_asset_is_a_use() -> None:
    nodes = [node("a", "home"), node("b", "home"), node("c", "home")]
    kept, _ = graph_choice.merged(nodes, links_of("ab", "ac"), {"a", "b"})
    assert [row["state"] for row in kept] == ["home", "home", "use"]


def test_nodes_near_a_use_are_shown_before_those_far_from_it() -> None:
    nodes = [node(c, "bought") for c in "abcd"] + [node("u", "use")]
    assert graph_choice.distances(nodes, links_of("ab", "bu", "cu")) == {"u": 0, "b": 1, "c": 1, "a": 2}


def test_givers_of_the_same_users_share_one_junction() -> None:
    """Three plants and three users: six links in place of nine; the fourth plant shares too little and keeps its own."""
    nodes = [node(c) for c in "abcd"] + [node(c, layer="compute") for c in "xyz"]
    pairs = [(a, b) for a in "abc" for b in "xyz"] + [("d", "x"), ("d", "a"), ("d", "b")]
    found = graph_choice.junctions(nodes, pairs)
    assert [(j.givers, j.users) for j in found] == [(("a", "b", "c"), ("x", "y", "z"))]
    drawn = graph_choice.through(pairs, found)
    assert len(drawn) == 3 + 3 + 3
    assert drawn["a", "junction:energy"] == [("a", "x"), ("a", "y"), ("a", "z")]


def test_parts_of_a_graph_without_a_link_lie_close_together() -> None:
    nodes = [node(c) for c in "abcdef"]
    drawn = graph.draw(nodes, links_of("ab", "cd", "ef"))
    assert drawn.height <= 3 * graph.ROW + 2 * graph.TOP


def test_a_node_without_a_link_is_left_out_unless_it_binds() -> None:
    nodes = [node("a"), node("b"), node("c"), {**node("d"), "binds": True}]
    assert [box.id for box in graph.draw(nodes, links_of("ab")).boxes] == ["a", "b", "d"]


def test_bars_of_a_gantt_run_from_first_order_to_first_output() -> None:
    drawn = gantt.draw(make_example("good").rows("projects"), 2026, 2040)
    grid = next(bar for bar in drawn.bars if bar.name.startswith("Grid"))
    a_year = (drawn.right - drawn.left) / 15
    assert (grid.x1, grid.x2) == (pytest.approx(drawn.left), pytest.approx(drawn.left + 2 * a_year, abs=0.1))
    assert [(total.cost, total.public) for total in drawn.totals] == [("32.4", "15.5"), ("64.0", "–")]
    dholera = next(bar for bar in drawn.bars if bar.name.startswith("Dholera"))
    assert (dholera.before, dholera.cost, dholera.public) == (True, "–", "2.9")


def test_a_gantt_keeps_room_for_forecasts_and_programmes() -> None:
    _, _, tables = parts("good")
    kinds = {str(row["origin"]): row for row in tables["projects"]}
    rows = [{**kinds[kind], "id": f"{kind}_{n}"} for kind in ("plan", "forecast", "programme") for n in range(10)]
    shown = [str(row["origin"]) for row in gantt.choose(rows)]
    assert shown == ["plan"] * 7 + ["forecast"] * 4 + ["programme"] * 2
    assert len(gantt.choose(rows[:10])) == 10


def test_public_bars_stand_on_their_own_axis_and_receipts_hang_below_zero() -> None:
    _, _, tables = parts("good")
    rows = [{**tables["limits"][0], "domestic_usd_m": 300_000.0, "foreign_usd_m": 100_000.0}, tables["limits"][1]]
    drawn = bars.draw(rows, [bars.Public(2_000.0, 500.0, 100.0, 4_000.0), bars.Public(100.0, 0.0, 900.0, 4_000.0)])
    private, public = drawn.panels
    first = {piece.payer: piece for piece in drawn.pieces if piece.x == drawn.pieces[0].x}
    assert first["domestic"].y + first["domestic"].height == pytest.approx(private.zero, abs=0.1)
    assert first["foreign"].y + first["foreign"].height == pytest.approx(first["domestic"].y, abs=0.1)
    assert first["public"].y + first["public"].height == pytest.approx(public.zero, abs=0.1)
    assert first["public"].height > 20  # two billion can be read beside four hundred
    assert first["bill"].y + first["bill"].height == pytest.approx(first["public"].y, abs=0.1)
    assert first["received"].y == public.zero
    assert drawn.limit


def test_a_budget_far_above_the_bars_is_told_in_words() -> None:
    _, _, tables = parts("good")
    drawn = bars.draw(tables["limits"][:1], [bars.Public(1_000.0, 0.0, 0.0, 21_000.0)])
    assert not drawn.limit
    assert drawn.limit_label[1] == "yearly budget, above this picture: USD 21.0 bn"


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


def test_labels_of_a_tornado_stay_off_the_names_and_the_last_column() -> None:
    cases = [tornado.Case("a", "", "D", -62_400.0, 252_300.0, ""), tornado.Case("b", "", "D", 1.0, -100.0, "")]
    drawn = tornado.draw(cases, 0.0)
    for arm in (arm for row in drawn.rows for arm in row.arms if arm.label):
        width = text_width(arm.label, 11)
        left = arm.label_x - width if arm.anchor == "end" else arm.label_x
        assert left >= tornado.LEFT
        assert left + width <= tornado.RIGHT


@pytest.mark.parametrize(("shares", "anchor"), [((0.1, 0.5, 0.9, 1.0), "end"), ((0.9, 0.8, 0.6, 0.5), "start")])
def test_the_words_on_half_of_need_stand_where_no_line_runs(shares: tuple[float, ...], anchor: str) -> None:
    _, _, tables = parts("good")
    rows = [{**row, "home_share": shares[min(3, i * 4 // 15)], "base_home_share": 0.0}
            for i, row in enumerate(tables["trajectory"])]
    assert trajectory.draw(rows).half_label[1] == anchor
