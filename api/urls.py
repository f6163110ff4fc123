from django.urls import path

from api.views import connection, frameworks, organisation, reference, sheets, summary

app_name = "api"

urlpatterns = [
    path("tai-khoan/ket-noi/", connection.connection, name="connection"),
    path("tai-khoan/ket-noi/<int:pk>/thu-hoi/", connection.revoke, name="revoke_token"),
    path("api/v1/tai-lieu/", reference.reference, name="reference"),
    path("api/v1/openapi.json", reference.Document.as_view(), name="document"),
    path("api/v1/committees/", organisation.Committees.as_view(), name="committees"),
    path(
        "api/v1/committees/<int:pk>/",
        organisation.OneCommittee.as_view(),
        name="committee",
    ),
    path("api/v1/cells/", organisation.Cells.as_view(), name="cells"),
    path("api/v1/cells/<int:pk>/", organisation.OneCell.as_view(), name="cell"),
    path("api/v1/kinds/", organisation.Kinds.as_view(), name="kinds"),
    path("api/v1/programmes/", organisation.Programmes.as_view(), name="programmes"),
    path("api/v1/frameworks/", frameworks.Frameworks.as_view(), name="frameworks"),
    path(
        "api/v1/frameworks/<int:pk>/",
        frameworks.OneFramework.as_view(),
        name="framework",
    ),
    path("api/v1/periods/", organisation.Periods.as_view(), name="periods"),
    path(
        "api/v1/registrations/",
        organisation.Registrations.as_view(),
        name="registrations",
    ),
    path("api/v1/evaluations/", sheets.Sheets.as_view(), name="evaluations"),
    path("api/v1/evaluations/<int:pk>/", sheets.OneSheet.as_view(), name="evaluation"),
    path("api/v1/scores/", sheets.Scores.as_view(), name="scores"),
    path("api/v1/summaries/", summary.Summaries.as_view(), name="summaries"),
]
