"""How fast the product is with a province in it; importing this sets Django up."""

import os

import django

from config.collecting import collect_rarely

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
django.setup()
collect_rarely()  # as config/wsgi.py does
