"""The graph of dependence between allegations as text, DOT or JSON."""

import json
from typing import Any

from trucewatch.register.origins import Dependence, Edge
from trucewatch.words import clean


def graph_text(graph: Dependence) -> str:
    """Return the graph as lines of text: one origin after another, then what is only offered.

    Examples
    --------
    >>> from trucewatch.register.origins import Origin
    >>> print(graph_text(Dependence(("a-1",), (), (Origin(("a-1",), ()),))))
    1 allegation, 1 independent origin
    origin 1: a-1
    """
    told, found = len(graph.nodes), len(graph.origins)
    lines = [
        f"{told} allegation{'' if told == 1 else 's'}, "
        f"{found} independent origin{'' if found == 1 else 's'}"
    ]
    for number, origin in enumerate(graph.origins, start=1):
        lines.append(f"origin {number}: {', '.join(map(clean, origin.members))}")
        lines += [f"  {_sentence(edge)}" for edge in origin.edges]
    offered = [edge for edge in graph.edges if not edge.copy]
    if offered:
        lines += ["to be looked at:", *(f"  {_sentence(edge)}" for edge in offered)]
    return "\n".join(lines)


def graph_dot(graph: Dependence) -> str:
    """Return the graph in the DOT language; what is only offered is dashed.

    Examples
    --------
    >>> print(graph_dot(Dependence(("a-1",), (), ())))
    digraph origins {
      "a-1";
    }
    """
    lines = ["digraph origins {", *(f"  {_quoted(node)};" for node in graph.nodes)]
    for edge in graph.edges:
        style = "" if edge.copy else ", style=dashed"
        label = _quoted(f"{edge.why.value}: {edge.reason}")
        lines.append(f"  {_quoted(edge.first)} -> {_quoted(edge.second)} [label={label}{style}];")
    return "\n".join([*lines, "}"])


def graph_json(graph: Dependence) -> str:
    """Return the graph as JSON: nodes, edges with their reasons, and the origins.

    Examples
    --------
    >>> graph_json(Dependence((), (), ()))
    '{"nodes": [], "edges": [], "origins": []}'
    """
    edges: list[dict[str, Any]] = [
        {
            "first": edge.first,
            "second": edge.second,
            "why": edge.why.value,
            "copy": edge.copy,
            "reason": edge.reason,
        }
        for edge in graph.edges
    ]
    groups = [list(origin.members) for origin in graph.origins]
    return json.dumps({"nodes": list(graph.nodes), "edges": edges, "origins": groups})


def _sentence(edge: Edge) -> str:
    return clean(f"{edge.first} – {edge.second}, {edge.why.value}: {edge.reason}")


def _quoted(text: str) -> str:
    """Return a text as a quoted id of DOT."""
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
