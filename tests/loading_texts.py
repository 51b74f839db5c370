"""Small files for the tests of reading and checking."""

from __future__ import annotations

from catchup.loading.canonical import unit_of
from catchup.quantity import Record
from catchup.schema.profile import Demand, Economy, Governance, Power, PublicMoney, Trade


def quantity(value: float, unit: str, **more: object) -> str:
    """A quantity in one line."""
    entries: dict[str, object] = {
        "value": value, "unit": unit, "year": 2024, "source": "wb", "grade": "A", **more}
    return "{" + ", ".join(f"{key}: {entry}" for key, entry in entries.items() if entry is not None) + "}"


COUNTRY = """country:
  iso3: NOR
  name: Norway
  short_name: Norway
  region: Europe
  income_group: high_income
  access_tier: A
  tier_reason: ally
  currency: NOK
"""
_VALUES = {
    "fraction": 0.2, "fraction/yr": 0.02, "GW": 3, "index": -0.5, "USD/kWh": 0.05, "ratio": 0.5, "TWh/yr": 150.0,
}
_BY_NAME = {
    "gdp": quantity(483.6, "USD bn"), "suppressed_containers": quantity(5, "k TEU/yr"), "on_control_list": "false",
}


def section(model: type[Record], **changes: str | None) -> str:
    """Every key of a section with a figure in the unit of its field; a change replaces one, or removes it."""
    name = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in model.__name__).lstrip("_")
    entries: dict[str, str | None] = {}
    for key, info in model.model_fields.items():
        unit = unit_of(info) or "GW"
        entries[key] = _BY_NAME.get(key, quantity(_VALUES.get(unit, 50), unit))
    entries |= changes
    return f"{name}:\n" + "".join(f"  {key}: {text}\n" for key, text in entries.items() if text is not None)


def profile(**changes: str | None) -> str:
    """A small right profile; a change replaces a whole block by name, or removes it."""
    blocks = {
        "schema": "schema: catchup/profile/1\n",
        "as_of": 'as_of: "2026-11-22"\n',
        "country": COUNTRY,
        "sources": "sources:\n  wb:\n    title: World Development Indicators\n    licence: CC BY 4.0\n",
        **{model.__name__: section(model) for model in (Economy, PublicMoney, Governance, Power, Trade, Demand)},
        "people": "people:\n  engineers:\n" + "".join(f"    {line}\n" for line in (
            f"stock: {quantity(9000, 'people')}", f"graduates: {quantity(800, 'people/yr')}",
            f"abroad: {quantity(900, 'people')}", f"reachable: {quantity(0.1, 'fraction')}")),
        "existing": f"existing:\n  - asset: hall\n    owner: dom\n    capacity: {quantity(20, 'MW')}\n",
        "programmes": "programmes: []\n",
    }
    return "".join(changes.get(name, text) or "" for name, text in blocks.items()) + (changes.get("more") or "")


def chain(hall: str = "", seed: str = "", size: str = "", process: str = "", commodity: str = "") -> str:
    """A chain of one asset; the arguments replace or add lines of it."""
    def fraction(value: float) -> str:
        return quantity(value, "fraction")
    layers = ["energy", "materials", "fabs", "memory", "packaging", "chips", "data_centres", "compute", "models",
              "people", "delivery"]
    lines = [
        "schema: catchup/chain/1", "name: toy",
        "sources: {wb: {title: World Development Indicators, licence: CC BY 4.0}}",
        "layers:", *[f"  {layer}: {{name: {layer}, question: what}}" for layer in layers],
        "economics:", f"  entry_discount: {fraction(0.1)}", f"  entry_discount_years: {quantity(4, 'years')}",
        f"  export_blocks: [{{width: {fraction(0.01)}, value: {quantity(1, 'ratio')}}}]",
        f"  rent_fade: {quantity(0.3, 'fraction/yr')}", f"  normal_markup: {fraction(0.1)}",
        f"  reference_discount_rate: {quantity(0.08, 'fraction/yr')}",
        "skills:", "  engineers:", "    name: engineers", f"    study_years: {quantity(4, 'years')}",
        f"    training_cost: {quantity(20000, 'USD')}", f"    pay: {quantity(40000, 'USD/yr')}",
        "commodities:", "  power:", "    name: power", "    layer: energy", "    unit: TWh", "    trade: buy",
        commodity or f"    price: {quantity(60, 'USD m/TWh')}",
        "assets:", "  hall:", "    name: hall", "    layer: data_centres", "    capacity_unit: MW", "    kind: lumpy",
        size or f"    unit_size: {quantity(10, 'MW')}", hall or f"    capex: {quantity(8, 'USD m/MW')}",
        f"    fixed_om: {quantity(0.03, 'fraction/yr')}", f"    lead_years: {quantity(24, 'months')}",
        f"    life_years: {quantity(20, 'years')}", f"    ramp: [{quantity(50, 'percent')}, {fraction(1)}]",
        f"    local_share: {fraction(0.5)}", f"    equity_beta: {quantity(1, 'ratio')}",
        f"    debt_share: {fraction(0.5)}", f"    price_decline: {quantity(-0.01, 'fraction/yr')}",
        "    growth:", seed or f"      seed: {quantity(10, 'MW')}", f"      rate: {quantity(0.5, 'fraction/yr')}",
        f"    staff: [{{skill: engineers, people: {quantity(2, 'people/MW')}}}]",
        "    modes:", "      own:", "        name: own", "        owner: dom", "        technology: own",
        f"        access: {{A: open, B: {quantity(3, 'MW')}}}", "        precedent: many",
        "processes:", "  run_hall:", "    name: run", "    asset: hall", process or "    output: power",
        f"    output_per_capacity: {quantity(8.766, 'GWh/MW')}", "demands: {}", "model: {}",
    ]
    return "\n".join(lines) + "\n"


SIX = profile(
    country=COUNTRY.replace("iso3: NOR", "iso3: NO").replace("  tier_reason", "\ttier_reason"),
    Power=section(
        Power, generation=None, generaton=quantity(150, "TWh/yr"), access=quantity(30, "fraction"),
        losses=quantity(0.1, "fraction", source=None)),
    more="as_of: again\n",
)
"""The six mistakes of the acceptance list: misspelt key, NO as a code, duplicate key, tab, 30 for 0.30, no source."""
