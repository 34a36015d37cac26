"""Every score says where its formula comes from, and the catalogue holds the reference."""

from consult.catalog import Catalog
from consult.hcc.derive import SCHEMA, derive


def test_every_result_cites_a_reference_of_the_catalogue(catalog: Catalog) -> None:
    results = derive(SCHEMA.empty()).results.values()
    missing = {result.item: result.source for result in results if result.source not in catalog.sources}
    assert not missing
