from cells.models.assignment import Assignment
from cells.models.cell import Cell, CellKind
from cells.models.committee import Committee
from cells.models.letterhead import Letterhead
from cells.models.user import User

__all__ = ["Assignment", "Cell", "CellKind", "Committee", "Letterhead", "User"]
