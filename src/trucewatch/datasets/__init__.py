"""Adapters: one per data set, each turns a published file into agreed columns."""
