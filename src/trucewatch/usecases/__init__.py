"""The use cases: what the command line, a web page or a notebook may ask for."""
