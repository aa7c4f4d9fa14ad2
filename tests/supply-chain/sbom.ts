import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import { installed } from './installed.ts'
import { nameAndVersion, production, ROOT, readLockfile } from './lockfile.ts'

const { Bom, Component, LicenseExpression, NamedLicense, SpdxLicense } = Models

/** What production runs on this machine, as CycloneDX 1.6: every package with its hash, its licence and what it needs. */
export function sbom(): string {
  const lockfile = readLockfile()
  const { asked, needs } = production(lockfile)
  const here = installed()
  const components = new Map<string, Models.Component>()
  for (const [entry] of [...needs].sort()) {
    const found = here.get(entry)
    // Made for another kind of machine.
    if (!found) continue
    const { name, version } = nameAndVersion(entry)
    const [group, own] = name.startsWith('@') ? name.split('/') : [undefined, name]
    const component = new Component(Enums.ComponentType.Library, own as string, {
      group: group as string | undefined,
      version,
      bomRef: entry,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    })
    const integrity = lockfile.packages[entry]?.resolution.integrity?.replace('sha512-', '')
    if (integrity) component.hashes.set(Enums.HashAlgorithm['SHA-512'], Buffer.from(integrity, 'base64').toString('hex'))
    if (found.licence) component.licenses.add(licence(found.licence))
    components.set(entry, component)
  }
  for (const [entry, component] of components)
    for (const other of needs.get(entry) ?? []) if (components.has(other)) component.dependencies.add(refOf(components, other))
  const { name, version, description, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const program = new Component(Enums.ComponentType.Application, name, { version, description, bomRef: name })
  program.licenses.add(licence(license))
  for (const entry of asked) if (components.has(entry)) program.dependencies.add(refOf(components, entry))
  const bom = new Bom()
  bom.metadata.component = program
  bom.metadata.timestamp = new Date()
  for (const component of components.values()) bom.components.add(component)
  return new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)).serialize(bom, {
    sortLists: true,
    space: 2,
  })
}

const refOf = (components: Map<string, Models.Component>, entry: string) => (components.get(entry) as Models.Component).bomRef

function licence(said: string): Models.License {
  if (/ (OR|AND) /.test(said)) return new LicenseExpression(said)
  return /^[\w.+-]+$/.test(said) ? new SpdxLicense(said) : new NamedLicense(said)
}
