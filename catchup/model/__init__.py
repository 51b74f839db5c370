"""The planning model: rows of a linear program with a few whole numbers. It knows no industry."""
