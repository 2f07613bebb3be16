"""Makes a template count its own turns: statements are put into its tree before it is compiled."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

_BODIES: dict[type[nodes.Node], tuple[str, ...]] = {
    nodes.Template: ("body",), nodes.For: ("body", "else_"), nodes.If: ("body", "else_"), nodes.Macro: ("body",),
    nodes.CallBlock: ("body",), nodes.Block: ("body",), nodes.FilterBlock: ("body",), nodes.AssignBlock: ("body",),
    nodes.With: ("body",), nodes.Scope: ("body",), nodes.ScopedEvalContextModifier: ("body",),
}  # fmt: skip
"""Where statements stand that may be run more than once."""


def counted(tree: nodes.Template, environment: Environment) -> nodes.Template:
    """The tree with `environment.tick` at the head of each body, and functions of ours in place of `~` and comparisons."""
    _Operators().visit(tree)
    for node in (tree, *tree.find_all(tuple(_BODIES))):
        for name in _BODIES.get(type(node), ()):
            body = getattr(node, name)
            if body or (name == "body" and isinstance(node, nodes.For)):  # an empty loop turns all the same
                tick = nodes.ExprStmt(_call("tick", [nodes.Const(_printed(body))], node.lineno), lineno=node.lineno)
                setattr(node, name, [tick, *body])
    for loop in tree.find_all(nodes.For):
        if loop.test is not None:
            loop.test = nodes.And(_call("tick", [nodes.Const(0)], loop.lineno), loop.test, lineno=loop.lineno)
    return tree.set_environment(environment)  # type: ignore[return-value]


def _printed(body: list[nodes.Node]) -> int:
    """The characters that a body prints whatever its values are."""
    outputs = (node for node in body if isinstance(node, nodes.Output))
    return sum(len(data.data) for output in outputs for data in output.nodes if isinstance(data, nodes.TemplateData))


def _call(name: str, args: list[nodes.Expr], line: int) -> nodes.Call:
    for arg in args:
        arg.lineno = arg.lineno or line
    return nodes.Call(nodes.EnvironmentAttribute(name, lineno=line), args, [], None, None, lineno=line)


class _Operators(NodeTransformer):
    def visit_Concat(self, node: nodes.Concat) -> Any:
        """`~`."""
        self.generic_visit(node)
        return _call("joined", node.nodes, node.lineno)

    def visit_Getitem(self, node: nodes.Getitem) -> Any:
        """`[a:b]` copies."""
        self.generic_visit(node)
        return _call("sliced", [node], node.lineno) if isinstance(node.arg, nodes.Slice) else node

    def visit_Compare(self, node: nodes.Compare) -> Any:
        """`==`, `in` and their like look through what they compare."""
        self.generic_visit(node)
        node.expr = _call("weighed", [node.expr], node.lineno)
        for operand in node.ops:
            operand.expr = _call("weighed", [operand.expr], node.lineno)
        return node
