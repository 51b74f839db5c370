"""Geometry of the pictures: plain functions from numbers to coordinates; the SVG itself is in templates/charts."""
