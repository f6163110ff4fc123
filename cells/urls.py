from django.urls import path

from cells import gallery, views

app_name = "cells"

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("doi-mat-khau/", views.password, name="password"),
    path("tai-khoan/", views.profile, name="profile"),
    path("thu-vien-giao-dien/", gallery.gallery, name="gallery"),
]
