"""Files of places into the user's layer: GeoNames dumps, OCHA tables, any CSV, JSONL or GeoJSON with names and coordinates."""

from rasid.gazetteer.importing.importer import Options, Outcome, import_places
from rasid.gazetteer.importing.records import FORMATS

__all__ = ["FORMATS", "Options", "Outcome", "import_places"]
