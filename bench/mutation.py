"""Mutants of Python source: one small change each, of the classical kinds, that the grammar allows.

Strings are left as they are, and so are annotations, assertions, f-strings and what only a type checker reads.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
"""The bound moved, or the opposite."""
SWAPPED = {"min": "max", "max": "min"}
STRINGS = (ast.JoinedStr, ast.List, ast.Tuple)
"""Beside a plus: what is joined, not added."""


@dataclass(frozen=True)
class Mutant:
    """A change of the source between two byte offsets. `line`: its number; `code`: what stands there, without indent."""

    path: str
    line: int
    code: str
    kind: str
    start: int
    end: int
    old: str
    new: str

    @property
    def change(self) -> str:
        """In one line."""
        return f"{self.kind}: {' '.join(self.old.split())} → {self.new}"

    def applied(self, source: bytes) -> bytes:
        """The mutant's own source."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def mutants(path: str, source: bytes) -> list[Mutant]:
    """Every mutant of a module that can be compiled, in the order of the source."""
    finder = _Finder(path, source)
    finder.visit(ast.parse(source))
    found = sorted(set(finder.found), key=lambda one: (one.start, one.end, one.kind, one.new))
    return [one for one in found if _compiles(one.applied(source))]


def of_package(tree: Path, package: str) -> list[Mutant]:
    """Those of all modules of a package of `src/banmian`, by file and place."""
    files = sorted((tree / "src" / "banmian" / package).rglob("*.py"))
    return [one for file in files for one in mutants(file.relative_to(tree).as_posix(), file.read_bytes())]


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except SyntaxError:  # a parenthesis may not stand everywhere: a default of a match pattern, a target of `with`
        return False
    return True


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str, source: bytes) -> None:
        self.path, self.source = path, source
        self.lines = source.splitlines(keepends=True)
        self.found: list[Mutant] = []
        self._offsets = [0]
        for line in self.lines:
            self._offsets.append(self._offsets[-1] + len(line))

    def _add(self, node: ast.expr | ast.stmt, kind: str, new: str) -> None:
        start = self._offsets[node.lineno - 1] + node.col_offset
        end = self._offsets[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        code = self.lines[node.lineno - 1].decode().strip()
        self.found.append(Mutant(self.path, node.lineno, code, kind, start, end, self.source[start:end].decode(), new))

    def _text(self, node: ast.AST) -> str:
        return ast.unparse(node)

    # What is left as it is

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Python 3.11 does not say where its parts stand; most are messages."""

    def visit_Assert(self, node: ast.Assert) -> None:
        """It tells the type checker, and kills its own mutants."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self._default(node.value) if isinstance(node.value, ast.Constant) else self.visit(node.value)

    # Conditions

    def visit_If(self, node: ast.If) -> None:
        if "TYPE_CHECKING" not in ast.dump(node.test):
            self._condition(node.test)
            self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self._condition(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._condition(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._condition(test)
        self.generic_visit(node)

    def _condition(self, test: ast.expr) -> None:
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        if not negated and not isinstance(test, ast.Compare | ast.Constant):
            self._add(test, "condition", f"(not ({self._text(test)}))")

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add(node, "not", f"({self._text(node.operand)})")
        if not isinstance(node.operand, ast.Constant):
            self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        swapped = ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        self._add(node, "and/or", f"({self._text(swapped)})")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for place, old in enumerate(node.ops):
            for new in COMPARE[type(old)]:
                ops = [*node.ops[:place], new(), *node.ops[place + 1 :]]
                self._add(node, "compare", f"({self._text(ast.Compare(node.left, ops, node.comparators))})")
        self.generic_visit(node)

    # Values

    def visit_BinOp(self, node: ast.BinOp) -> None:
        joined = any(isinstance(side, STRINGS) or _is_string(side) for side in (node.left, node.right))
        if isinstance(node.op, ast.Add | ast.Sub) and not joined:
            swapped = ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)
            self._add(node, "+/-", f"({self._text(swapped)})")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        joined = isinstance(node.value, STRINGS) or _is_string(node.value)
        if isinstance(node.op, ast.Add | ast.Sub) and not joined:
            swapped = ast.AugAssign(node.target, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.value)
            self._add(node, "+/-", self._text(swapped))
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            self._add(node, "constant", repr(node.value + 1))

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in SWAPPED:
            self._add(node.func, "min/max", SWAPPED[node.func.id])
        self.generic_visit(node)

    def visit_Slice(self, node: ast.Slice) -> None:
        for bound in (node.lower, node.upper):
            if bound:
                number = isinstance(bound, ast.Constant | ast.UnaryOp)
                self._add(bound, "slice", f"{self._text(bound)} + 1" if number else f"({self._text(bound)}) + 1")
                if not number:
                    self.visit(bound)
        if node.step:
            self.visit(node.step)

    # Ways

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            flag = isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool)
            self._add(node, "return", f"return {not node.value.value}" if flag else "return None")
        self.generic_visit(node)

    def visit_Break(self, node: ast.Break) -> None:
        self._add(node, "break", "continue")

    def visit_Continue(self, node: ast.Continue) -> None:
        self._add(node, "continue", "break")

    # Defaults; the annotations of a function are passed over

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self._default(default)
        for part in (*node.decorator_list, *node.body):
            self.visit(part)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.body)

    def _default(self, node: ast.expr) -> None:
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            self._add(node, "default", repr(not node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            self._add(node, "default", repr(node.value + 1))


def _is_string(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
