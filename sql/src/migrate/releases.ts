import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NotFound } from '../errors.ts'
import type { Step } from './files.ts'

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../releases')

/** What a version that is out in the world has run: each of its steps, and the SHA-256 of its text, which is never altered any more. */
export interface Release {
  version: string
  steps: Record<string, string>
}

/** The oldest first. */
export function releases(): Release[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
  return files
    .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
    .map((steps, place) => ({ version: (files[place] as string).replace(/\.json$/, ''), steps }))
    .sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }))
}

export function findRelease(version: string): Release {
  const release = releases().find((one) => one.version === version)
  if (release) return release
  const known = releases().map((one) => one.version)
  throw new NotFound(`There is no release «${version}». There are: ${known.join(', ')}.`)
}

export function releaseOf(steps: Step[]): Release['steps'] {
  return Object.fromEntries(steps.map(({ name, up }) => [name, createHash('sha256').update(up).digest('hex')]))
}
