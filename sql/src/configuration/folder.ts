import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Invalid } from '../errors.ts'

/** What a configuration is made of, a folder each. */
export const FOLDERS = [
  'successions',
  'feeds',
  'indicators',
  'plans',
  'scenes',
  'playlists',
  'reports',
  'rules',
  'alerts',
  'events',
  'briefings',
]

/** Thousands of units or clauses take a tenth of it. */
const LARGEST_MB = 10

/**
 * Refuses a folder that holds what no part of a configuration is read from: a feed in a file of another ending would be one taken
 * away. What begins with a dot, and notes in Markdown, may stand beside it.
 */
export function assertConfigurationFolder(folder: string): void {
  for (const path of [folder, ...FOLDERS.map((kind) => join(folder, kind))].flatMap(entriesOf)) {
    const inFolder = relative(folder, path)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat) throw new Invalid(`${path}: it leads to nothing. Mend the link or take it out.`)
    if (stat.isDirectory() ? FOLDERS.includes(inFolder) : isOurs(inFolder)) {
      if (stat.size > LARGEST_MB * 1_000_000)
        throw new Invalid(`${path}: it is larger than ${LARGEST_MB} MB, as no part of a configuration is. Take it out.`)
    } else throw new Invalid(`${path}: no part of a configuration is read from this. ${wanted(inFolder)}`)
  }
}

function entriesOf(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder)
    .filter((name) => !/^\.|\.md$/i.test(name))
    .sort()
    .map((name) => join(folder, name))
}

function isOurs(inFolder: string): boolean {
  return /^(province\.yaml|units[^/]*\.csv|successions\/[^/]+\.csv|(?!successions)[^/]+\/[^/]+\.yaml)$/.test(inFolder)
}

function wanted(inFolder: string): string {
  if (/\.ya?ml$/i.test(inFolder) && inFolder.includes('/')) return 'Files of this folder end in .yaml; rename it or take it out.'
  return `There are province.yaml, units.csv and the folders ${FOLDERS.join(', ')}; rename it or take it out.`
}
