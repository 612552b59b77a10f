"""Prints the provider list of a genai-prices wheel as JSON.

The wheel carries its table as Python constructor calls. They are parsed, never
executed: only literals and keyword arguments are understood.
"""

import ast
import json
import sys
import zipfile


def plain(node):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, (ast.List, ast.Tuple)):
        return [plain(item) for item in node.elts]
    if isinstance(node, ast.Dict):
        return {plain(k): plain(v) for k, v in zip(node.keys, node.values)}
    if isinstance(node, ast.Attribute):
        return node.attr
    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
    if name == "Decimal":
        return plain(node.args[0])
    if name == "date":
        return "%04d-%02d-%02d" % tuple(plain(arg) for arg in node.args)
    if name == "time":
        return "%02d:%02d" % tuple(plain(arg) for arg in node.args[:2])
    return {word.arg.rstrip("_"): plain(word.value) for word in node.keywords}


source = zipfile.ZipFile(sys.argv[1]).read("genai_prices/data.py")
for statement in ast.parse(source).body:
    if isinstance(statement, ast.AnnAssign) and statement.target.id == "providers":
        json.dump(plain(statement.value), sys.stdout)
