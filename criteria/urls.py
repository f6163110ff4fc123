from django.urls import path

from criteria import views

app_name = "criteria"

urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("<int:pk>/", views.framework, name="framework"),
]
