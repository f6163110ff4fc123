from reports.models.job import Content, Form, Job, JobState

__all__ = ["Content", "Form", "Job", "JobState"]
