from reports.models.job import Content, Form, Job, JobState
from reports.models.saved_pivot import SavedPivot

__all__ = ["Content", "Form", "Job", "JobState", "SavedPivot"]
