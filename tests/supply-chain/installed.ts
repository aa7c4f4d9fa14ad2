import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './lockfile.ts'
import { LICENCES, LICENSED_ELSEWHERE } from './policy.ts'

interface Manifest {
  name: string
  version: string
  license?: string | { type: string }
  licenses?: { type: string }[]
  scripts?: Record<string, string>
}

interface Installed {
  licence: string | null
  hasInstallScript: boolean
}

/** What lies in the store of this checkout, by `name@version`. */
export function installed(): Map<string, Installed> {
  const store = join(ROOT, 'node_modules/.pnpm')
  const found = new Map<string, Installed>()
  for (const folder of foldersIn(store)
    .map((each) => join(store, each, 'node_modules'))
    .filter(existsSync))
    for (const name of foldersIn(folder).flatMap((each) =>
      each.startsWith('@') ? foldersIn(join(folder, each)).map((inner) => `${each}/${inner}`) : [each],
    )) {
      if (!existsSync(join(folder, name, 'package.json'))) continue
      const manifest: Manifest = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))
      found.set(`${manifest.name}@${manifest.version}`, {
        licence: licenceOf(manifest),
        hasInstallScript:
          ['preinstall', 'install', 'postinstall'].some((script) => manifest.scripts?.[script]) ||
          existsSync(join(folder, name, 'binding.gyp')),
      })
    }
  return found
}

/** Folders themselves, not links to others. */
const foldersIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

function licenceOf({ name, license, licenses }: Manifest): string | null {
  const said = typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '))
  return said || (LICENSED_ELSEWHERE[name]?.licence ?? null)
}

/** Whether one of the licences to choose from is allowed, with all that go with it. */
export function allows(licence: string): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => LICENCES.includes(each)))
}
