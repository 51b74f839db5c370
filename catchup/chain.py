"""The chain as a directed graph: what feeds what, in which order, how long it takes and who holds it.

Nodes are `commodity:<id>` and `asset:<id>`, because an asset may bear the name of what it provides. An edge points
from what is needed to what needs it; its `kind` says why:

    input     commodity -> asset whose process uses it        output    asset -> commodity that its process makes
    occupies  commodity -> asset that takes it up             provides  asset -> commodity that it gives by standing
    staff     commodity of people -> asset with staff         channel   commodity of delivery -> asset a state may own
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catchup.errors import CatchupError
from catchup.schema.chain import Asset, Chain, Commodity

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

CHOKEPOINT_SHARE = 0.65
"""Share of one supplier from which a good is called a chokepoint: the EU critical materials act uses it."""

Edge = tuple[str, str, str]


class CycleError(CatchupError, ValueError):
    """The chain feeds itself; `nodes` is one cycle, its first node repeated at the end."""

    def __init__(self, nodes: tuple[str, ...]) -> None:
        self.nodes = nodes
        super().__init__("the chain feeds itself: " + " -> ".join(nodes))


class UnknownNodeError(CatchupError, LookupError):
    """No commodity and no asset has this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f'no commodity or asset "{name}" in the chain')


@dataclass(frozen=True)
class CriticalPath:
    """Years from the first order to the first output, and the assets in the order in which they are waited for."""

    years: float
    assets: tuple[str, ...]


@dataclass(frozen=True)
class Chokepoint:
    """A good of which one supplier holds a large share."""

    commodity: str
    holder: str
    share: float
    basis: str


def commodity_node(key: str) -> str:
    """Node of a commodity."""
    return f"commodity:{key}"


def asset_node(key: str) -> str:
    """Node of an asset."""
    return f"asset:{key}"


def graph(chain: Chain) -> nx.DiGraph[str]:
    """The whole chain; edges carry `kind`, an asset's node its `lead_years`."""
    import networkx as nx

    made: nx.DiGraph[str] = nx.DiGraph()
    for key, commodity in chain.commodities.items():
        made.add_node(commodity_node(key), kind="commodity", layer=commodity.layer)
    for key, asset in chain.assets.items():
        made.add_node(asset_node(key), kind="asset", layer=asset.layer, lead_years=asset.lead_years.value)
    for start, end, kind in _edges(chain):
        made.add_edge(start, end, kind=kind)
    return made


def order(chain: Chain) -> tuple[str, ...]:
    """Nodes so that each stands after all it needs; CycleError where there is no such order."""
    import networkx as nx

    cycle = check_acyclic(chain)
    if cycle:
        raise CycleError(cycle)
    return tuple(nx.lexicographical_topological_sort(graph(chain)))


def check_acyclic(chain: Chain) -> tuple[str, ...]:
    """Nodes of one cycle, the first repeated at the end; empty where the chain does not feed itself."""
    import networkx as nx

    try:
        found = nx.find_cycle(graph(chain))
    except nx.NetworkXNoCycle:
        return ()
    return (str(found[0][0]), *(str(edge[1]) for edge in found))


def upstream(chain: Chain, node: str) -> frozenset[str]:
    """All that a commodity or an asset depends on; a bare name means the commodity, where both bear it."""
    import networkx as nx

    return frozenset(nx.ancestors(graph(chain), _resolve(chain, node)))


def downstream(chain: Chain, node: str) -> frozenset[str]:
    """All that depends on a commodity or an asset; a bare name means the commodity, where both bear it."""
    import networkx as nx

    return frozenset(nx.descendants(graph(chain), _resolve(chain, node)))


def critical_path(chain: Chain, commodity: str) -> CriticalPath:
    """Years to a good made at home where nothing stands yet, if each asset waits for what it runs on.

    T(asset) = lead + max of T over its needs; T(good) = min of T over the assets that give it. A need that can be
    shipped from abroad costs no wait; a service (its unit is dollars of world price) is waited for at home.   [years]
    Raises UnknownNodeError, and CycleError where the chain feeds itself.
    """
    if commodity not in chain.commodities:
        raise UnknownNodeError(commodity)
    cycle = check_acyclic(chain)
    if cycle:
        raise CycleError(cycle)
    makers, needs = _makers(chain), _needs(chain)
    known: dict[str, CriticalPath] = {}

    def wait_for_asset(key: str) -> CriticalPath:
        if key not in known:
            waits = [wait_for_good(need) for need in needs[key] if not _shipped(chain.commodities[need])]
            longest = max(waits, key=lambda wait: wait.years, default=CriticalPath(0.0, ()))
            lead = chain.assets[key].lead_years.value
            known[key] = CriticalPath(longest.years + lead, (*longest.assets, key))
        return known[key]

    def wait_for_good(key: str) -> CriticalPath:
        return min((wait_for_asset(maker) for maker in makers.get(key, ())), key=lambda wait: wait.years,
                   default=CriticalPath(0.0, ()))

    return wait_for_good(commodity)


def chokepoints(chain: Chain, threshold: float = CHOKEPOINT_SHARE) -> tuple[Chokepoint, ...]:
    """Goods of which one supplier holds at least `threshold`, the tightest first."""
    found = (
        Chokepoint(key, supplier.holder, supplier.share.value, supplier.basis)
        for key, commodity in chain.commodities.items()
        for supplier in commodity.suppliers
        if supplier.share.value >= threshold
    )
    return tuple(sorted(found, key=lambda point: (-point.share, point.commodity, point.holder)))


def _edges(chain: Chain) -> Iterator[Edge]:
    for process in chain.processes.values():
        asset = asset_node(process.asset)
        yield asset, commodity_node(process.output), "output"
        yield from ((asset, commodity_node(use.commodity), "output") for use in process.by_products)
        yield from ((commodity_node(use.commodity), asset, "input") for use in process.inputs)
    for key, entry in chain.assets.items():
        yield from _standing_edges(chain, key, entry)


def _standing_edges(chain: Chain, key: str, asset: Asset) -> Iterator[Edge]:
    node = asset_node(key)
    yield from ((node, commodity_node(use.commodity), "provides") for use in asset.provides)
    yield from ((commodity_node(use.commodity), node, "occupies") for use in asset.occupies)
    if asset.staff:
        yield from ((commodity_node(good), node, "staff") for good in _of_layer(chain, "people"))
    if asset.layer not in ("people", "delivery") and any(mode.owner == "pub" for mode in asset.modes.values()):
        yield from ((commodity_node(good), node, "channel") for good in _of_layer(chain, "delivery"))


def _shipped(commodity: Commodity) -> bool:
    return commodity.trade in ("buy", "both") and commodity.numeraire is None


def _of_layer(chain: Chain, layer: str) -> tuple[str, ...]:
    return tuple(key for key, commodity in chain.commodities.items() if commodity.layer == layer)


def _makers(chain: Chain) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for process in chain.processes.values():
        found.setdefault(process.output, []).append(process.asset)
    for key, asset in chain.assets.items():
        for use in asset.provides:
            found.setdefault(use.commodity, []).append(key)
    return {good: tuple(dict.fromkeys(assets)) for good, assets in found.items()}


def _needs(chain: Chain) -> dict[str, tuple[str, ...]]:
    found = {key: [use.commodity for use in asset.occupies] for key, asset in chain.assets.items()}
    for process in chain.processes.values():
        found[process.asset] += [use.commodity for use in process.inputs]
    return {key: tuple(dict.fromkeys(goods)) for key, goods in found.items()}


def _resolve(chain: Chain, name: str) -> str:
    kind, _, key = name.rpartition(":")
    if kind in ("", "commodity") and key in chain.commodities:
        return commodity_node(key)
    if kind in ("", "asset") and key in chain.assets:
        return asset_node(key)
    raise UnknownNodeError(name)
