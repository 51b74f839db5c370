"""Synthetic plans with every table filled, so that pages can be tested without a solver.

`make_example(case)` gives one Plan; `parts(case)` gives meta, scorecard and tables as plain values to change first.
Cases: good (an India-like country), none (a Nigeria-like one that stays without a home-served lag), useless (costs
money, changes nothing), harmful (worse than the baseline), infeasible (no plan fits the promises), identical (the
plan is the baseline: it orders nothing).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from catchup.plan import Plan, make_plan

CASES = ("good", "none", "useless", "harmful", "infeasible", "identical")
YEARS = tuple(range(2026, 2041))
FRONTIER = (27.78, 28.65, 29.49, 30.25, 30.94, 31.52, 32.05, 32.55, 33.02, 33.47, 33.91, 34.34, 34.76, 35.18, 35.6)

Parts = tuple[dict[str, Any], dict[str, Any], dict[str, list[dict[str, Any]]]]


@dataclass(frozen=True)
class Order:
    """One project of a synthetic plan."""

    id: str
    name: str
    asset: str
    layer: str
    origin: str
    owner: str
    first: int
    last: int
    online: int
    cost: float
    public: float
    foreign: float = 0.0
    size: float = 1.0
    unit: str = "GW"
    units: int | None = None
    channel: str = "ordinary"
    mode: str = "licence"
    why: str = "Nothing holds it back; it starts at once."
    enables: str = "Data centres."


@dataclass(frozen=True)
class Case:
    """What tells one synthetic country from another."""

    iso3: str
    country: str
    short: str
    gdp: float
    growth: float
    revenue_share: float
    limit_share: float
    need: tuple[float, float]
    share: tuple[float, float]
    base_share: tuple[float, float]
    age_home: float
    own: tuple[float, float]
    orders: tuple[Order, ...]
    welfare: float
    status: str = "optimal"
    strategy: tuple[str, str] = ("balanced", "Balanced")


INDIA_ORDERS = (
    Order("dholera_fab", "Dholera mature fab", "fab_mature", "fabs", "programme", "dom", 2024, 2028, 2027, 4200, 2900,
          size=50, unit="thousand wafers a month", units=1, why="Under way since 2024."),
    Order("sanand_atmp", "Sanand assembly and test plant", "assembly_test", "packaging", "programme", "for", 2023, 2027,
          2026, 600, 400, 200, size=1, unit="plant", units=1, why="Under way since 2023."),
    Order("private_dc", "Private data centres", "data_centre", "data_centres", "forecast", "dom", 2026, 2033, 2028,
          64000, 0, 30000, size=6.5, unit="GW", channel="private", mode="own", why="Grid connections set the pace."),
    Order("grid", "Grid connections for data centres", "grid_connection", "energy", "plan", "pub", 2026, 2031, 2028,
          4300, 4300, size=4.2, why="Ordered at once: every data centre waits for it.",
          enables="Private data centres from 2028."),
    Order("mission_units", "Mission delivery units", "mission_unit", "delivery", "plan", "pub", 2026, 2028, 2028, 900,
          900, size=1.9, unit="USD bn a year", channel="mission", why="Needs two years before it can spend.",
          enables="Halves the loss on later public orders."),
    Order("firm_power", "Firm power, solar with storage", "solar_firm", "energy", "plan", "dom", 2027, 2034, 2029,
          9800, 2100, 1200, size=3.6, mode="own", why="Held back by grid connections until 2027.",
          enables="Compute at home."),
    Order("engineers", "AI engineers trained and brought home", "training", "people", "plan", "pub", 2026, 2035, 2030,
          1300, 1300, size=42, unit="thousand people", why="Four years of study come first.",
          enables="Clusters and fine-tuning."),
    Order("cluster_public", "National compute cluster", "cluster_inference", "compute", "plan", "pub", 2028, 2038,
          2029, 12600, 5200, 2600, size=1.1, channel="mission", mode="own",
          why="Waits for mission units and the first grid connections.", enables="Serving open models at home."),
    Order("packaging", "Advanced packaging plant", "packaging_advanced", "packaging", "plan", "for", 2029, 2031, 2033,
          2900, 1100, 1400, size=2, unit="plants", units=2, mode="joint venture",
          why="Needs 60 % of the experience that Sanand yields by 2029.", enables="Exports of packaged accelerators."),
    Order("finetune_lab", "Fine-tuning laboratory", "lab", "models", "plan", "pub", 2030, 2034, 2031, 600, 600,
          size=2, unit="labs", units=2, why="Held back by engineers until 2030.", enables="Own and distilled models."),
)

NIGERIA_ORDERS = (
    Order("azura", "Grid rehabilitation (under way)", "grid_connection", "energy", "programme", "pub", 2022, 2027,
          2028, 2300, 1700, 600, size=1.2, why="Under way since 2022, late by three years."),
    Order("lagos_dc", "Lagos data centres", "data_centre", "data_centres", "forecast", "for", 2026, 2030, 2027, 900, 0,
          800, size=0.09, channel="private", why="Diesel prices hold it back."),
    Order("gas", "Gas plant for industry parks", "gas_firm", "energy", "plan", "dom", 2027, 2033, 2030, 1900, 520, 700,
          size=1.4, why="Waits for the gas line of 2027.", enables="Power for firms, and data centres after 2030."),
    Order("mini_grid", "Firm solar for hospitals and schools", "solar_firm", "energy", "plan", "pub", 2026, 2034,
          2028, 1100, 640, 300, size=0.6, why="Ordered at once.", enables="Public services that can use AI."),
    Order("delivery", "Power delivery unit", "mission_unit", "delivery", "plan", "pub", 2026, 2029, 2028, 120, 120,
          size=0.2, unit="USD bn a year", channel="mission", why="Two years before it can spend.",
          enables="Recovers half of the loss on public works."),
    Order("port", "Lekki port link", "port", "delivery", "plan", "pub", 2029, 2032, 2033, 430, 310, 60, size=0.5,
          unit="million containers a year", why="Waits for the delivery unit.", enables="Cheaper imports of hardware."),
)

INDIA = Case("IND", "Republic of India", "India", 3_900_000, 0.06, 0.20, 0.0012, (5_200, 61_000), (0.08, 0.93),
             (0.08, 0.24), 0.6, (1.9, 2.6), INDIA_ORDERS, 38_400)
NIGERIA = Case("NGA", "Federal Republic of Nigeria", "Nigeria", 243_000, 0.035, 0.08, 0.0042, (480, 3_100),
               (0.02, 0.31), (0.02, 0.06), 0.6, (10.0, 10.0), NIGERIA_ORDERS, 4_100)
WASTED = (
    Order("fab", "Second mature fab", "fab_mature", "fabs", "plan", "pub", 2027, 2029, 2032, 9000, 9000, size=40,
          unit="thousand wafers a month", units=1, why="Nothing holds it back.", enables="Chips that nobody buys."),
)
UNDER_WAY = tuple(order for order in INDIA_ORDERS if order.origin == "programme")

TABLE: dict[str, Case] = {
    "good": INDIA,
    "none": NIGERIA,
    "useless": replace(INDIA, share=INDIA.base_share, orders=UNDER_WAY + WASTED, welfare=-6_900.0),
    "harmful": replace(INDIA, share=(0.08, 0.15), orders=UNDER_WAY + WASTED, welfare=-14_200.0,
                       strategy=("sovereign_stack", "Sovereign stack")),
    "infeasible": replace(INDIA, share=INDIA.base_share, orders=UNDER_WAY, welfare=0.0, status="infeasible"),
    "identical": replace(INDIA, share=INDIA.base_share, orders=UNDER_WAY, welfare=0.0, status="baseline",
                         strategy=("import", "Import")),
}


def make_example(case: str = "good") -> Plan:
    """A whole plan, checked by `make_plan`."""
    return make_plan(*parts(case))


def parts(case: str = "good") -> Parts:
    """Meta, scorecard and tables of a case as plain values, for a test to change before `make_plan`."""
    spec = TABLE[case]
    tables = {
        "projects": _projects(spec), "investments": _investments(spec), "capacity": _capacity(spec),
        "flows": _flows(spec), "money": _money(spec), "people": _people(), "prices": _prices(spec),
        "binding": _binding(spec), "trajectory": _trajectory(spec), "sensitivity": _sensitivity(spec),
        "nodes": _nodes(spec), "links": _links(), "choices": _choices(), "sources": _sources(),
        "inputs": _inputs(spec), "warnings": _warnings(spec), "conflict": _conflict(spec), "why_not": _why_not(),
        **_reasons(spec),
    }
    tables["limits"] = _limits(spec, tables["money"])
    card = _scorecard(spec, tables)
    tables["alternatives"] = _alternatives(spec, card)
    return _meta(spec), card, tables


def _meta(spec: Case) -> dict[str, Any]:
    return {
        "iso3": spec.iso3, "country": spec.country, "short_name": spec.short, "strategy_id": spec.strategy[0],
        "strategy_name": spec.strategy[1],
        "strategy_says": "Raise net benefit, by whatever mix of building and buying.",
        "scenario_id": "business_as_usual", "scenario_name": "Business as usual",
        "scenario_says": "Compute and algorithms keep improving at today's pace until power and money slow them.",
        "as_of": "2026-11-21", "version": "0.1.0", "first_year": 2026, "last_shown": 2040, "last_solved": 2045,
        "profile_file": f"countries/{spec.iso3}.yaml", "profile_sha256": "3f9a1c" + "0" * 58,
        "chain_sha256": "77b2e0" + "1" * 58, "scenario_sha256": "a41d09" + "2" * 58,
        "strategy_sha256": "5c00fe" + "3" * 58, "solver": "HiGHS", "solver_version": "1.15.1", "gap": 0.0004,
        "columns": 9_612, "rows": 7_340, "nonzeros": 41_207, "integers": 46, "solves": 23,
        "command": f"catchup brief {spec.iso3} --strategy {spec.strategy[0]} --as-of 2026-11-21",
        "currency": "2025 USD", "gdp_usd_m": float(spec.gdp), "discount_rate": 0.06, "edition": "finance",
    }


def _path(ends: tuple[float, float], year: int) -> float:
    """A smooth rise from the first value in 2026 to the last in 2040."""
    x = (year - 2026) / 14
    return ends[0] + (ends[1] - ends[0]) * x * x * (3 - 2 * x)


def _growing(ends: tuple[float, float], year: int) -> float:
    """Steady growth from the first value in 2026 to the last in 2040."""
    return float(ends[0] * (ends[1] / ends[0]) ** ((year - 2026) / 14))


def _age(spec: Case, share: float) -> float | None:
    return spec.age_home if share >= 0.5 else None


def _trajectory(spec: Case) -> list[dict[str, Any]]:
    rows = []
    for year, frontier in zip(YEARS, FRONTIER, strict=True):
        share, base, need = _path(spec.share, year), _path(spec.base_share, year), _growing(spec.need, year)
        own = _path(spec.own, year)
        rows.append({
            "year": year, "frontier_log10": frontier, "home_age": _age(spec, share), "home_share": share,
            "own_age": own, "own_dist_age": max(0.9, own - 0.9), "service_age": 0.3 + 0.3 * share,
            "base_home_age": _age(spec, base), "base_home_share": base, "base_own_age": min(10.0, own + 1.4),
            "base_service_age": 0.4, "need_usd_m": need, "served_home_usd_m": need * min(1.0, share),
            "served_abroad_usd_m": need * max(0.0, 0.95 - share), "unmet_usd_m": need * 0.05,
            "base_served_home_usd_m": need * base,
        })
    return rows


def _projects(spec: Case) -> list[dict[str, Any]]:
    return [
        {
            "id": o.id, "name": o.name, "asset": o.asset, "layer": o.layer, "origin": o.origin, "mode": o.mode,
            "owner": o.owner, "channel": o.channel, "size": o.size, "unit": o.unit, "units": o.units,
            "first_order": o.first, "last_order": o.last, "online": o.online, "cost_usd_m": float(o.cost),
            "public_usd_m": float(o.public), "domestic_usd_m": float(o.cost - o.public - o.foreign),
            "foreign_usd_m": float(o.foreign), "why_then": o.why, "enables": o.enables, "rank": rank,
        }
        for rank, o in enumerate(spec.orders, start=1)
    ]


def _years_of(order: Order) -> range:
    return range(max(2026, order.first), order.last + 1)


def _investments(spec: Case) -> list[dict[str, Any]]:
    return [
        {
            "year": year, "asset": o.asset, "mode": o.mode, "owner": o.owner, "channel": o.channel,
            "size": o.size / len(_years_of(o)), "unit": o.unit, "cost_usd_m": o.cost / len(_years_of(o)),
            "public_usd_m": o.public / len(_years_of(o)), "online": year + o.online - o.first,
        }
        for o in spec.orders if o.origin != "programme" for year in _years_of(o)
    ]


def _capacity(spec: Case) -> list[dict[str, Any]]:
    return [
        {
            "year": year, "asset": "data_centre", "layer": "data_centres", "existing": 1.5, "programmes": 0.4,
            "orders": _path((0.0, 5.2), year), "unit": "GW",
        }
        for year in YEARS
    ]


def _flows(spec: Case) -> list[dict[str, Any]]:
    return [
        {
            "year": row["year"], "commodity": "compute", "kind": "served", "by": "open weights at home",
            "amount": row["served_home_usd_m"], "unit": "USD m", "usd_m": row["served_home_usd_m"],
        }
        for row in _trajectory(spec)
    ]


def _money(spec: Case) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for year in YEARS:
        sums = {"public": 0.0, "domestic": 0.0, "foreign": 0.0}
        for o in spec.orders:
            if year in _years_of(o):
                part = 1 / len(_years_of(o))
                sums["public"] += o.public * part
                sums["foreign"] += o.foreign * part
                sums["domestic"] += (o.cost - o.public - o.foreign) * part
        rows += [{"year": year, "payer": payer, "kind": "capital", "usd_m": value} for payer, value in sums.items()]
        rows.append({"year": year, "payer": "public", "kind": "upkeep", "usd_m": sums["public"] * 0.04})
        rows.append({"year": year, "payer": "public", "kind": "taxes_and_surplus",
                     "usd_m": -0.012 * (year - 2026) * sum(sums.values())})
    return rows


def _limits(spec: Case, money: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for year in YEARS:
        gdp = spec.gdp * (1 + spec.growth) ** (year - 2025)
        spent = {p: sum(r["usd_m"] for r in money if r["payer"] == p and r["year"] == year)
                 for p in ("public", "domestic", "foreign")}
        rows.append({
            "year": year, "gdp_usd_m": gdp, "revenue_usd_m": gdp * spec.revenue_share,
            "public_limit_usd_m": gdp * spec.limit_share, "public_net_usd_m": spent["public"],
            "domestic_limit_usd_m": gdp * 0.003, "domestic_usd_m": spent["domestic"],
            "foreign_limit_usd_m": gdp * 0.003, "foreign_usd_m": spent["foreign"],
        })
    return rows


def _people() -> list[dict[str, Any]]:
    return [
        {
            "year": year, "skill": "ai_engineer", "name": "AI engineers", "needed": 8.0 + 2.4 * (year - 2026),
            "stock": 10.0 + 2.6 * (year - 2026), "trained": 2.2, "attracted": 0.4,
        }
        for year in YEARS
    ]


BINDING = (
    ("grid_connection", "energy", "Grid connection", 2027, 2034, 310.0, 1.9,
     "One more GW of grid connection in 2029 is worth USD 310 m a year.", False),
    ("accelerators", "chips", "Accelerators", 2026, 2033, 240.0, None,
     "One per cent more accelerators from the unrestricted group is worth USD 240 m over the plan.", True),
    ("ai_engineer", "people", "AI engineers", 2026, 2030, 85.0, 0.4,
     "A thousand more AI engineers in 2028 are worth USD 85 m a year.", False),
    ("mission_unit", "delivery", "Mission units", 2026, 2029, 60.0, None,
     "One more USD m a year of mission delivery capacity in 2028 is worth USD 0.6 m.", True),
)


def _binding(spec: Case) -> list[dict[str, Any]]:
    if spec.status != "optimal":
        return []
    keys = ("node", "layer", "name", "first_year", "last_year", "worth_usd_m", "lag_years", "sentence", "assumption")
    scale = spec.gdp / INDIA.gdp
    rows = [dict(zip(keys, row, strict=True)) for row in BINDING]
    return [{**row, "worth_usd_m": row["worth_usd_m"] * scale} for row in rows]


def _prices(spec: Case) -> list[dict[str, Any]]:
    return [
        {
            "family": "capacity", "item": row["node"], "name": row["name"], "layer": row["layer"], "year": 2029,
            "usd_m_per_unit": row["worth_usd_m"], "unit": "GW", "sentence": row["sentence"],
        }
        for row in _binding(spec)
    ]


ALTERNATIVES = (
    ("import", "Import", 0.0, 0.0, 0.0, 0.0, "Nothing new"),
    ("niche", "Niche", 0.35, 0.42, 0.18, 0.25, "Grid connections; mission units; packaging plant"),
    ("compute_hub", "Compute hub", 0.62, 0.78, 0.70, 0.90, "Grid connections; firm power; private data centres"),
    ("fast_follower", "Fast follower", 0.94, 0.96, 0.98, 1.05, "Grid connections; engineers; national cluster"),
    ("balanced", "Balanced", 1.0, 1.0, 1.0, 1.0, "Grid connections; mission units; engineers"),
    ("protect_and_compete", "Protect and compete", 0.1, 0.94, 1.3, 1.4, "Tariff; mission units; second fab"),
    ("sovereign_stack", "Sovereign stack", -0.6, 1.04, 2.6, 2.9, "Second fab; national cluster; memory"),
)


def _alternatives(spec: Case, card: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    best = TABLE["good" if spec.iso3 == "IND" else "none"]
    capital = sum(o.cost for o in best.orders if o.origin != "programme")
    for name, label, welfare, share, cost, public, steps in ALTERNATIVES:
        this = name == spec.strategy[0]
        end = best.base_share[1] + share * (best.share[1] - best.base_share[1])
        rows.append({
            "strategy": name, "name": label, "this": this,
            "home_age_end": card["home_age_end"] if this else _age(best, end),
            "home_share_end": card["home_share_end"] if this else end,
            "welfare_usd_m": card["welfare_usd_m"] if this else welfare * best.welfare,
            "public_cost_usd_m": card["public_cost_pv_usd_m"] if this else public * 0.3 * capital,
            "capital_usd_m": card["capital_usd_m"] if this else cost * capital,
            "offset_2035": 0.1 + 0.3 * share, "peak_share_gdp": 0.0008 * public, "first_steps": steps,
        })
    return rows


SENSITIVE = (
    ("demand.sigma_inf", "Spending on AI at saturation", "share of GDP", 0.012, 0.003, 0.06, "D",
     "assumption", -0.9, 1.7),
    ("chain.cluster.usd_per_gw", "Cost of a cluster, servers included", "USD bn per GW", 38.0, 32.0, 60.0, "B",
     "epoch_dc", 0.5, -0.7),
    ("chain.accelerators.cap", "Accelerators that may be bought", "m units a year", 1.2, 0.4, 2.0, "C", "bis",
     -0.55, 0.1),
    ("power.connection_years", "Years to a grid connection", "years", 2.0, 1.0, 4.0, "C", "cea", .2, -.45),
    ("governance.loss", "Loss on public investment", "share", 0.29, 0.19, 0.39, "C", "imf_pima", .16, -.18),
    ("economy.discount_rate", "Social discount rate", "share a year", 0.06, 0.03, 0.10, "D", "assumption", .38, -.3),
    ("frontier.g_compute", "Growth of training compute", "times a year", 4.0, 2.7, 4.6, "B", "epoch_trends",
     0.1, -0.12),
    ("people.reachable", "Engineers that can be reached", "share", 0.1, 0.05, 0.2, "D", "assumption", -.1, .08),
    ("chain.packaging.discount", "Discount that an entrant gives", "share", 0.12, 0.05, 0.2, "D",
     "assumption", 0.05, -0.05),
    ("money.cost_of_public_funds", "Cost of public funds", "ratio", 1.2, 1.0, 1.5, "C", "world_bank", .04, -.06),
    ("trade.fx_factor", "Shadow price of foreign exchange", "ratio", 1.1, 1.0, 1.3, "D", "assumption", .02, -.03),
)


def _sensitivity(spec: Case) -> list[dict[str, Any]]:
    if spec.status != "optimal":
        return []
    rows = []
    scale, end = abs(spec.welfare), spec.share[1]
    for path, name, unit, value, low, high, grade, source, at_low, at_high in SENSITIVE:
        shares = [max(0.0, min(1.1, end * (1 + 0.6 * change))) for change in (at_low, at_high)]
        rows.append({
            "path": path, "name": name, "unit": unit, "value": value, "low": low, "high": high, "grade": grade,
            "source": source, "welfare_low": spec.welfare + at_low * scale,
            "welfare_high": spec.welfare + at_high * scale, "home_age_low": _age(spec, shares[0]),
            "home_age_high": _age(spec, shares[1]), "home_share_low": shares[0], "home_share_high": shares[1],
        })
    return rows


NODES = (
    ("firm_power", "Firm power", "energy", "home"), ("grid_connection", "Grid connection", "energy", "built"),
    ("minerals", "Minerals", "materials", "home"), ("gases", "Wafers and gases", "materials", "bought"),
    ("fab_mature", "Mature fab", "fabs", "home"), ("fab_advanced", "Advanced fab", "fabs", "bought"),
    ("hbm", "Memory (HBM)", "memory", "bought"), ("packaging", "Advanced packaging", "packaging", "built"),
    ("accelerators", "Accelerators", "chips", "bought"), ("networking", "Networking", "chips", "bought"),
    ("data_centre", "Data centres", "data_centres", "built"), ("compute", "Compute", "compute", "built"),
    ("open_models", "Open models", "models", "bought"), ("own_models", "Own models", "models", "built"),
    ("ai_engineer", "AI engineers", "people", "home"), ("fab_staff", "Fab staff", "people", "home"),
    ("mission_unit", "Mission units", "delivery", "built"), ("ai_use", "AI used at home", "delivery", "built"),
)
LINKS = (
    ("firm_power", "grid_connection"), ("grid_connection", "data_centre"), ("minerals", "gases"),
    ("gases", "fab_mature"), ("gases", "fab_advanced"), ("fab_advanced", "hbm"), ("hbm", "packaging"),
    ("fab_advanced", "packaging"), ("packaging", "accelerators"), ("fab_mature", "networking"),
    ("accelerators", "compute"), ("networking", "compute"), ("data_centre", "compute"), ("compute", "own_models"),
    ("compute", "ai_use"), ("own_models", "ai_use"), ("open_models", "ai_use"), ("ai_engineer", "own_models"),
    ("fab_staff", "fab_mature"), ("fab_staff", "packaging"), ("mission_unit", "grid_connection"),
)


def _nodes(spec: Case) -> list[dict[str, Any]]:
    worth = {row["node"]: row for row in _binding(spec)}
    return [
        {"id": node, "name": name, "layer": layer, "state": state, "binds": node in worth,
         "badge": _badge(worth.get(node))}
        for node, name, layer, state in NODES
    ]


def _badge(row: dict[str, Any] | None) -> str | None:
    if row is None:
        return None
    return f"−{row['lag_years']:.1f} y" if row["lag_years"] is not None else f"USD {row['worth_usd_m']:.0f} m"


def _links() -> list[dict[str, Any]]:
    tight = {row[0] for row in BINDING}
    return [{"from": a, "to": b, "binds": a in tight} for a, b in LINKS]


def _choices() -> list[dict[str, Any]]:
    rows = (
        ("Discount rate", "economy.discount_rate", 0.06, "share a year", 0.03, 0.10, "Usual for public projects."),
        ("Weight on denial", "strategy.denial", 0.0, "share", 0.0, 0.5, "No weight unless a strategy asks for it."),
        ("What counts as access", "chain.access", 0.5, "share of need", 0.3, 0.8, "Half of need, by convention."),
        ("Fiscal limit", "money.public_limit", 0.0012, "share of GDP", 0.0005, 0.003, "Twice today's missions."),
        ("Cost of public funds", "money.cost_of_public_funds", 1.2, "ratio", 1.0, 1.5, "Tax distorts."),
    )
    keys = ("name", "path", "value", "unit", "low", "high", "reason")
    return [{**dict(zip(keys, row, strict=True)), "note": ""} for row in rows]


SOURCES = (("epoch_dc", "Frontier data centres"), ("bis", "Export control rules"), ("cea", "Power connection times"),
           ("imf_pima", "Public investment efficiency"), ("epoch_trends", "Training compute trends"),
           ("world_bank", "World development indicators"))


def _sources() -> list[dict[str, Any]]:
    return [
        {"id": key, "title": title, "publisher": "A public body", "url": f"https://example.org/{key}",
         "licence": "CC-BY-4.0", "retrieved": "2026-10-01"}
        for key, title in SOURCES
    ]


def _inputs(spec: Case) -> list[dict[str, Any]]:
    rows = []
    for number in range(120):
        path, _, unit, value, low, high, grade, source, *_ = SENSITIVE[number % len(SENSITIVE)]
        rows.append({
            "path": path if number < len(SENSITIVE) else f"{path}.part_{number}", "value": value, "unit": unit,
            "year": 2025, "low": low, "high": high, "grade": grade, "source": source,
            "reason": "No survey exists; the range spans the published guesses." if grade == "D" else None,
        })
    return rows


def _warnings(spec: Case) -> list[dict[str, Any]]:
    rows = [{"code": "W012", "message": "The growth limit of clusters, an assumption, holds back orders in 2027-2029."}]
    if spec.status == "infeasible":
        rows.append({"code": "E090", "message": "The promise of an offset ratio of 2 in 2030 cannot be kept."})
    return rows


def _conflict(spec: Case) -> list[dict[str, Any]]:
    """Two promises that do not go together, and two ways out of it."""
    if spec.status != "infeasible":
        return []
    share, offset = ("Machines at home serve at least 60 % of AI need in 2030.",
                     "At least 200 % of the AI bill of 2030 is offset somewhere in the chain.")
    rows = (
        ("conflict", 1, share, 9, "targets.0.at_least", None, None, "fraction", None),
        ("conflict", 1, offset, 12, "targets.1.at_least", None, None, "ratio", None),
        ("held", 1, "Builders can start no more AI cluster in 2027 (growth limit, an assumption).", None, None, None, None,
         None, None),
        ("way", 1, "At least 32.2 % of the AI bill of 2030 is offset somewhere in the chain, not 200 %.", 12,
         "targets.1.at_least", 2.0, 0.322, "ratio",
         'at_least: {value: 0.322, unit: ratio, year: 2030, source: assumption, grade: D, low: 0.322, high: 3, reason: "what we want"}'),
        ("way", 2, "Machines at home serve at least 60 % of AI need in 2033, not in 2030.", 8, "targets.0.year", 2030.0,
         2033.0, "year", "year: 2033"))
    keys = ("kind", "number", "sentence", "line", "key", "was", "kept", "unit", "yaml")
    return [{**dict(zip(keys, row, strict=True)), "file": "mine.yaml"} for row in rows]


def _why_not() -> list[dict[str, Any]]:
    rows = (
        ("fab_advanced", "Advanced fab", "fabs", "Nobody has licensed one to a country like this."),
        ("hbm", "Memory (HBM) fab", "memory", "Nobody has licensed one; three firms make it."),
        ("nuclear", "Nuclear power", "energy", "Would enter if it cost 38 % less, or came four years sooner."),
        ("pretraining", "Own pre-training", "models", "Open models are newer at every date and cost less."),
    )
    keys = ("asset", "name", "layer", "reason")
    return [dict(zip(keys, row, strict=True)) for row in rows]


def _reasons(spec: Case) -> dict[str, list[dict[str, Any]]]:
    """What options and projects are worth, and what is known of the weakest inputs."""
    if spec.welfare <= 0:
        return {}
    own = [order for order in spec.orders if order.origin != "programme"]
    worth = [
        {"id": order.asset, "asset": order.asset, "level": "asset", "name": order.name, "hardly": number >= 5,
         "loss_usd_m": spec.welfare * (0.004 if number >= 5 else 0.5 / (1 + number)),
         "share": 0.004 if number >= 5 else 0.5 / (1 + number), "instead": None}
        for number, order in enumerate(own)]
    worth.append({"id": "together", "asset": "", "level": "together", "name": "All that hardly matters, together",
                  "loss_usd_m": 0.006 * spec.welfare, "share": 0.006, "hardly": False, "instead": None})
    options = [
        {"id": key, "name": name, "loss_usd_m": share * spec.welfare, "share": share,
         "welfare_usd_m": (1.0 - share) * spec.welfare, "plants": "as planned"}
        for key, name, share in (("foreign_chips", "AI machines from abroad", 0.56), ("exports", "sales abroad", 0.2),
                                 ("mission", "mission delivery units", 0.05), ("borrowing", "public borrowing", 0.0))]
    weakest = []
    for path, name, unit, value, low, high, grade, source, *_ in SENSITIVE:
        if grade == "D" and len(weakest) < 5:
            weakest.append({"path": path, "name": name, "unit": unit, "value": value, "low": low, "high": high,
                            "grade": grade, "source": source, "swing_usd_m": 0.3 * spec.welfare,
                            "settle": "No survey exists; a load study of the ministry would settle it."})
    ways = [
        {"asset": "accelerator_cluster", "mode": "private", "mode_name": "Home cloud firm", "owner": "dom",
         "year": year, "cost_usd_m": 1.0, "unit": "USD m", "lead_years": 1, "gap": 0.1, "access": None,
         "precedent": "Accelerators are on sale."} for year in range(2026, 2041)]
    return {"worth": worth, "options": options, "weakest": weakest, "ways": ways}


def _scorecard(spec: Case, tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    trajectory, limits, projects = tables["trajectory"], tables["limits"], tables["projects"]
    own = [p for p in projects if p["origin"] == "plan"]
    new = [p for p in projects if p["origin"] != "programme"]
    total = {key: float(sum(p[key] for p in new)) for key in
             ("cost_usd_m", "public_usd_m", "domestic_usd_m", "foreign_usd_m")}
    peak = max(limits, key=lambda row: row["public_net_usd_m"])
    first = [row["year"] for row in trajectory if row["home_share"] >= 0.5]
    end, start = trajectory[-1], trajectory[0]
    binding = tables["binding"][:1]
    grades = {g: sum(1 for row in tables["inputs"] if row["grade"] == g) for g in "ABCD"}
    return {
        "home_age_end": end["home_age"], "home_share_end": end["home_share"],
        "home_age_2030": trajectory[4]["home_age"],
        "home_share_2030": trajectory[4]["home_share"], "home_first_year": first[0] if first else None,
        "home_age_start": start["home_age"], "home_share_start": start["home_share"], "own_age_end": end["own_age"],
        "own_dist_age_end": end["own_dist_age"], "service_age_end": end["service_age"],
        "welfare_usd_m": float(spec.welfare), "welfare_ai_usd_m": spec.welfare * 0.8,
        "welfare_beyond_usd_m": spec.welfare * 0.2, "welfare_share_gdp": spec.welfare / spec.gdp,
        "capital_usd_m": total["cost_usd_m"], "public_capital_usd_m": total["public_usd_m"],
        "domestic_capital_usd_m": total["domestic_usd_m"], "foreign_capital_usd_m": total["foreign_usd_m"],
        "public_net_usd_m": float(sum(row["public_net_usd_m"] for row in limits)),
        "public_cost_pv_usd_m": total["public_usd_m"] * 0.7, "peak_public_usd_m": peak["public_net_usd_m"],
        "peak_public_year": peak["year"], "peak_public_share_gdp": peak["public_net_usd_m"] / peak["gdp_usd_m"],
        "peak_public_share_revenue": peak["public_net_usd_m"] / peak["revenue_usd_m"],
        "public_limit_at_peak_usd_m": peak["public_limit_usd_m"],
        "private_per_public": (total["domestic_usd_m"] + total["foreign_usd_m"]) / (total["public_usd_m"] or 1.0),
        "offset_2035": 0.34, "offset_end": 0.41, "exports_2035_usd_m": 2_300.0, "home_share_controlled_end": 0.7,
        "embargo_share_end": end["home_share"] * 0.5, "lag_denial_end": 10.0 - 8.0 * min(1.0, end["home_share"] * 0.5),
        "base_embargo_share_end": 0.01, "embargo_sentence": "In the first year of an embargo, 2040, 35 % of AI need "
        "could still be served, in a third year 12 %; buying abroad under 1 %.",
        "break_even_sentence": "Against buying abroad the plan pays at an embargo chance of 6 % a year and above.",
        "offset_pv": 0.3, "exchange_saved_pv_usd_m": 1_200.0, "exchange_peak_share_reserves": 0.002,
        "world_share_best": 0.01, "stranded_usd_m": 0.0, "subsidy_per_job_usd_m": 0.2,
        "served_home_end_share": end["home_share"], "served_end_share": 0.95, "unmet_end_share": 0.05,
        "power_added_gw": float(sum(p["size"] for p in own if p["layer"] == "energy" and p["unit"] == "GW")),
        "tightest_name": binding[0]["name"] if binding else "",
        "tightest_layer": binding[0]["layer"] if binding else "",
        "tightest_worth_usd_m": binding[0]["worth_usd_m"] if binding else 0.0,
        "tightest_sentence": binding[0]["sentence"] if binding else "", "tightest_is_assumption": False,
        "decide_by_year": 2027 if own else 2026, "decide_what": own[0]["name"] if own else "nothing new",
        "projects_count": len(new), "programmes_count": sum(1 for p in projects if p["origin"] == "programme"),
        "inputs_total": len(tables["inputs"]), "inputs_grade_a": grades["A"], "inputs_grade_b": grades["B"],
        "inputs_grade_c": grades["C"], "inputs_grade_d": grades["D"], "status": spec.status,
        "base_home_age_end": end["base_home_age"], "base_home_share_end": end["base_home_share"],
        "order_confidence": "high", "date_confidence": "low", "size_confidence": "medium",
    }
