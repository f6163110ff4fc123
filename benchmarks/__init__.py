"""How fast the product is with a province in it; importing this sets Django up."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
django.setup()
