"""Planning models in YAML: commodities, processes, capacity, sites, periods; no country and no fixed industry."""
