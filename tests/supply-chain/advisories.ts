import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { nameAndVersion, production, readLockfile } from './lockfile.ts'

// npm run advisories: what is known against the packages production runs. It ends with 0 where nothing is, 1 where something is, and 2 where
// the registry could not be asked, which says nothing.

interface Advisory {
  title: string
  severity: string
  url: string
  vulnerable_versions: string
}

export interface Known extends Advisory {
  package: string
  versions: string[]
}

const PATIENCE_MS = 30_000
/** Which npm asks too (npm audit). */
const PATH = '-/npm/v1/security/advisories/bulk'

/** What a registry knows against packages, by name and versions. Throws where it does not answer, or something else than advisories. */
export async function advisoriesOf(registry: string, packages: Record<string, string[]>): Promise<Known[]> {
  const answer = await fetch(new URL(PATH, registry.endsWith('/') ? registry : `${registry}/`), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(packages),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!answer.ok) throw new Error(`It answered ${answer.status}.`)
  const said: unknown = await answer.json()
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    throw new Error('It answered something else than advisories.')
  return Object.entries(said as Record<string, Advisory[]>).flatMap(([name, advisories]) =>
    advisories.map((advisory) => ({ ...advisory, package: name, versions: packages[name] ?? [] })),
  )
}

/** Of everything production runs, name by name. */
export function productionPackages(): Record<string, string[]> {
  const packages: Record<string, string[]> = {}
  for (const [entry] of production(readLockfile()).needs) {
    const { name, version } = nameAndVersion(entry)
    packages[name] = [...new Set([...(packages[name] ?? []), version])]
  }
  return packages
}

async function main(): Promise<number> {
  const packages = productionPackages()
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry'])
  const registry = process.env.IOC_ADVISORIES || stdout.trim()
  try {
    const known = await advisoriesOf(registry, packages)
    for (const { severity, package: name, versions, vulnerable_versions: which, title, url } of known)
      process.stdout.write(`${severity.padEnd(9)} ${name}@${versions.join(', ')} (${which}): ${title} ${url}\n`)
    process.stdout.write(`${Object.keys(packages).length} packages, ${known.length} advisories.\n`)
    return known.length === 0 ? 0 : 1
  } catch (error) {
    const { message, cause } = error as Error
    process.stdout.write(
      `The registry could not be asked for advisories, so nothing is known of them: ${message}${cause instanceof Error ? ` (${cause.message})` : ''}\n`,
    )
    return 2
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main()
