"""What figure 2 shows: which nodes, under which state, and which links; givers of the same users share one junction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from catchup.cells import flag, text
from catchup.plan import Cell, Row

MOST_NODES = 22
SHARED = 3
"""users that givers must have in common before a junction makes the picture simpler"""
USE = "use"
RANK = {"built": 1, "home": 2, "bought": 3}
Pair = tuple[str, str]


def state_word(node: Row) -> str:
    """First word of the state: home, built, bought or use."""
    return text(node, "state").split(" ")[0].strip("(),")


def merged(nodes: Sequence[Row], links: Sequence[Row], assets: Collection[str] = ()) -> tuple[list[Row], list[Row]]:
    """One node for each name, and final uses called so.

    An asset and the good that it gives may have one name: the built one stands for both. A node "at home" that gives
    nothing on and is no asset of the table of capacity is what all this is for: a use.
    """
    first: dict[str, str] = {}
    for node in sorted(nodes, key=lambda n: RANK.get(state_word(n), 4)):
        first.setdefault(text(node, "name"), text(node, "id"))
    new = {text(node, "id"): first[text(node, "name")] for node in nodes}
    pairs: dict[Pair, bool] = {}
    for link in links:
        start, end = (new.get(text(link, key), text(link, key)) for key in ("from", "to"))
        if start != end:
            pairs[start, end] = pairs.get((start, end), False) or flag(link, "binds")
    givers = {start for start, _ in pairs}
    kept = []
    for node in nodes:
        name_id = text(node, "id")
        if new[name_id] == name_id:
            use = state_word(node) == "home" and assets and name_id not in assets and name_id not in givers
            kept.append({**node, "state": USE} if use else node)
    return kept, [_link(start, end, binds) for (start, end), binds in pairs.items()]


def _link(start: str, end: str, binds: bool) -> dict[str, Cell]:
    return {"from": start, "to": end, "binds": binds}


def choose(nodes: Sequence[Row], links: Sequence[Row] = ()) -> list[Row]:
    """The nodes to show, in table order: what binds, what is built and final uses, then what is nearest to a use."""
    far = distances(nodes, links)
    by_weight = sorted(range(len(nodes)), key=lambda i: (
        0 if flag(nodes[i], "binds") else 1 if state_word(nodes[i]) in ("built", USE) else 2,
        far.get(text(nodes[i], "id"), len(nodes)), RANK.get(state_word(nodes[i]), 4), i))
    return [nodes[i] for i in sorted(by_weight[:MOST_NODES])]


def distances(nodes: Sequence[Row], links: Sequence[Row]) -> dict[str, int]:
    """Links between a node and the nearest final use; nodes that reach none are left out."""
    before: dict[str, list[str]] = defaultdict(list)
    for link in links:
        before[text(link, "to")].append(text(link, "from"))
    far = {text(node, "id"): 0 for node in nodes if state_word(node) == USE}
    todo = list(far)
    while todo:
        node = todo.pop(0)
        for giver in before[node]:
            if giver not in far:
                far[giver] = far[node] + 1
                todo.append(giver)
    return far


def forward(names: Sequence[str], links: Sequence[Pair]) -> list[Pair]:
    """Links between shown nodes, each once, without those that would close a circle."""
    after: dict[str, set[str]] = defaultdict(set)
    known, kept = set(names), []
    for start, end in links:
        if start == end or start not in known or end not in known or end in after[start] or _reaches(after, end, start):
            continue
        after[start].add(end)
        kept.append((start, end))
    return kept


def _reaches(after: Mapping[str, set[str]], start: str, end: str) -> bool:
    seen, todo = {start}, [start]
    while todo:
        node = todo.pop()
        if node == end:
            return True
        new = after.get(node, set()) - seen
        seen |= new
        todo.extend(new)
    return False


def linked(nodes: Sequence[Row], pairs: Sequence[Pair]) -> list[Row]:
    """Nodes with a link to another one shown, and those that bind; all of them if nothing is linked."""
    ends = {name for pair in pairs for name in pair}
    kept = [node for node in nodes if text(node, "id") in ends or flag(node, "binds")]
    return kept if pairs else list(nodes)


@dataclass(frozen=True)
class Junction:
    """A point through which all givers of a layer reach the users that they have in common."""

    id: str
    layer: str
    givers: tuple[str, ...]
    users: tuple[str, ...]


def junctions(nodes: Sequence[Row], pairs: Sequence[Pair]) -> list[Junction]:
    """One for each layer of the chain in which two nodes or more have three users in common."""
    users: dict[str, list[str]] = defaultdict(list)
    for start, end in pairs:
        users[start].append(end)
    found = []
    for layer in dict.fromkeys(text(node, "layer") for node in nodes):
        givers = [text(n, "id") for n in nodes if text(n, "layer") == layer and len(users[text(n, "id")]) >= SHARED]
        while len(givers) > 1 and len(_common(users, givers)) < SHARED:  # leave out the one that shares least
            givers.remove(max(givers, key=lambda one: len(_common(users, [g for g in givers if g != one]))))
        common = _common(users, givers) if len(givers) > 1 else []
        if layer and len(common) >= SHARED:
            found.append(Junction(f"junction:{layer}", layer, tuple(givers), tuple(common)))
    return found


def _common(users: Mapping[str, Sequence[str]], givers: Sequence[str]) -> list[str]:
    """Users of all of these givers."""
    return [user for user in users[givers[0]] if all(user in users[giver] for giver in givers)]


def through(pairs: Sequence[Pair], found: Sequence[Junction]) -> dict[Pair, list[Pair]]:
    """The links to draw, each with the links of the chain that it stands for."""
    drawn: dict[Pair, list[Pair]] = {}
    for pair in pairs:
        by = next((j for j in found if pair[0] in j.givers and pair[1] in j.users), None)
        for part in [pair] if by is None else [(pair[0], by.id), (by.id, pair[1])]:
            drawn.setdefault(part, []).append(pair)
    return drawn
