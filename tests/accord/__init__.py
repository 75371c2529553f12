"""Tests of truce files and the shipped cases."""
