import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadDomains } from '@ioc/sql'

/** A page as a source writes it. */
export interface Sample {
  domain: string
  name: string
  path: string
}

/** The sample of each feed that has one, by the feed’s key. */
export async function samplesByFeed(): Promise<Map<string, Sample>> {
  const samples = new Map<string, Sample>()
  for (const { pack, folder } of await loadDomains()) {
    const sample = join(folder, 'sample')
    for (const name of existsSync(sample) ? readdirSync(sample) : [])
      samples.set(name.replace(/\.\w+$/, ''), { domain: pack.id, name, path: join(sample, name) })
  }
  return samples
}
