import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { nameAndVersion, production, readLockfile } from './lockfile.ts'

// npm run advisories: what is known against the packages production runs. It ends with 0 where nothing is, 1 where something is, and 2 where
// the registry could not be asked, which says nothing.

const TOLD = ['title', 'severity', 'url', 'vulnerable_versions'] as const
type Advisory = Record<(typeof TOLD)[number], string>
type Answer = Record<string, Advisory[]>

interface Known extends Advisory {
  package: string
  versions: string[]
}

const PATIENCE_MS = 30_000
/** Which npm asks too (npm audit). */
const PATH = '-/npm/v1/security/advisories/bulk'
/** Which a registry says of a question it does not know. */
const WITHOUT = new Set([404, 405, 410, 501])

/** Whatever knows anything has known of this since 2020 (CVE-2020-7598); nothing here runs it. Who is silent of it knows nothing of the rest. */
export const KNOWN_TO_ALL = { name: 'minimist', version: '0.0.8' }

/** There is no answer to be had; the message says why, and what to do. */
class NotAsked extends Error {}

/** What a registry knows against packages, by name and versions. Throws where it does not answer, or something else than what it knows. */
export async function advisoriesOf(registry: string, packages: Record<string, string[]>): Promise<Known[]> {
  const at = new URL(PATH, registry.endsWith('/') ? registry : `${registry}/`)
  const answer = await fetch(at, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...packages, [KNOWN_TO_ALL.name]: [KNOWN_TO_ALL.version] }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: Error) => {
    const { message, cause } = error
    throw new NotAsked(`${at.host} was not reached: ${cause instanceof Error ? cause.message || String(cause) : message}`)
  })
  if (!answer.ok)
    throw new NotAsked(
      WITHOUT.has(answer.status)
        ? `${at.host} answers no questions about advisories (${answer.status} to POST ${PATH}), as many mirrors don’t`
        : `${at.host} answered ${answer.status}`,
    )
  const said: unknown = await answer.json().catch(() => null)
  if (!isAnswer(said)) throw new NotAsked(`${at.host} answered something else than advisories`)
  const { [KNOWN_TO_ALL.name]: known = [], ...against } = said
  if (known.length === 0)
    throw new NotAsked(
      `${at.host} knows nothing even against ${KNOWN_TO_ALL.name} ${KNOWN_TO_ALL.version}, as whoever knows anything does`,
    )
  return Object.entries(against).flatMap(([name, advisories]) =>
    advisories.map((advisory) => ({ ...advisory, package: name, versions: packages[name] ?? [] })),
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isAdvisory = (value: unknown) => isRecord(value) && TOLD.every((name) => typeof value[name] === 'string')
const isAnswer = (value: unknown): value is Answer =>
  isRecord(value) && Object.values(value).every((each) => Array.isArray(each) && each.every(isAdvisory))

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
    if (!(error instanceof NotAsked)) throw error
    process.stdout.write(
      `Nothing is known of advisories: ${error.message}. Run it where the registry can be asked, or name one that answers in IOC_ADVISORIES.\n`,
    )
    return 2
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main()
