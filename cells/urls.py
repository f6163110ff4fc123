app_name = "cells"

urlpatterns = []
