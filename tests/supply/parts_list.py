"""The list of parts (SBOM) in CycloneDX 1.6: one for what the product runs on, one for all that is locked."""

from collections.abc import Iterable
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tests.supply.licences import licence
from tests.supply.locked import Part, of_pages, of_python


def write(folder: Path) -> list[Path]:
    """Writes sbom.json and sbom-all.json; no host and no path of this machine is in them."""
    running, everything = of_python("requirements.txt"), of_python("requirements-dev.txt")
    names = {part.name for part in running}
    only_checking = [
        part for part in (*everything, *of_pages()) if part.kind == "npm" or part.name not in names
    ]
    files = {"sbom.json": (running, []), "sbom-all.json": (running, only_checking)}
    for name, (needed, besides) in files.items():
        bom = Bom(components=[*_components(needed, needed=True), *_components(besides, needed=False)])
        office = Component(name="hidamari", type=ComponentType.APPLICATION, licenses=[_licence("Apache-2.0")])
        bom.metadata.component = office
        # Which part asks for which other, a lock does not say.
        bom.register_dependency(office, bom.components)
        (folder / name).write_text(JsonV1Dot6(bom).output_as_string(indent=1), "utf-8")
    return [folder / name for name in files]


def _components(parts: Iterable[Part], *, needed: bool) -> list[Component]:
    scope = ComponentScope.REQUIRED if needed else ComponentScope.EXCLUDED
    return [
        _component(part, scope) for part in {(one.kind, one.name, one.version): one for one in parts}.values()
    ]


def _component(part: Part, scope: ComponentScope) -> Component:
    group, _, name = part.name.rpartition("/")
    return Component(
        name=name,
        group=group or None,
        version=part.version,
        scope=scope,
        type=ComponentType.LIBRARY,
        purl=PackageURL(part.kind, group or None, name, part.version),
        bom_ref=f"{part.kind}/{part.name}@{part.version}",
        licenses=[_licence(licence(part))],
        # Of a Python part the lock names one for each file that may be installed; a list has room for one of each kind.
        hashes=[
            HashType(alg=HashAlgorithm(kind), content=value)
            for kind, value in part.hashes
            if len(part.hashes) == 1
        ],
    )


def _licence(expression: str) -> License:
    return LicenseFactory().make_from_string(expression)
