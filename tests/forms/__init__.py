"""Tests of files that people write."""
