"""The accord as data: truce files and the shipped cases."""
