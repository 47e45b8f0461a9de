"""The decoder: a byte lattice read by a beam search through the true codec, scored by a model.

Law: every path through the lattice is a byte string whose display the channel says is the
damaged text; the model only chooses among them.
"""

from textfix.lattice.bias import Bias
from textfix.lattice.search import Reading, Run, Search
from textfix.lattice.slots import LOST, Check, Choice, Machine, Model
from textfix.lattice.steps import Steps

__all__ = [
    "LOST",
    "Bias",
    "Check",
    "Choice",
    "Machine",
    "Model",
    "Reading",
    "Run",
    "Search",
    "Steps",
]
