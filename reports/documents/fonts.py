"""The typeface of PDF documents: a Times with every Vietnamese letter.

TeX Gyre Termes has the widths of Times New Roman, which Word uses on the clerk's computer,
so that a document breaks its lines alike in both. The package is never imported, for it
would ask for a typesetter: only its font files are used.
"""

from importlib.util import find_spec

FAMILY = "TeX Gyre Termes"
FOLDERS = list(find_spec("rinoh_typeface_texgyretermes").submodule_search_locations)
