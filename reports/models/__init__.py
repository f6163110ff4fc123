from reports.models.saved_pivot import SavedPivot

__all__ = ["SavedPivot"]
