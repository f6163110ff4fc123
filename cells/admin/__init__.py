from cells.admin.cells import CellAdmin, CellKindAdmin
from cells.admin.committees import CommitteeAdmin
from cells.admin.people import PersonAdmin

__all__ = ["CellAdmin", "CellKindAdmin", "CommitteeAdmin", "PersonAdmin"]
