import { join, resolve } from 'node:path'
import { copyTemplate, keptElsewhere } from '../template.ts'
import { ROOT } from '../with-database.ts'

const DOMAINS = join(ROOT, 'sql/domains')
/** What a domain's id has in front of its dots, and its tables' names begin with. */
const ID = /^[a-z][a-z0-9_]*$/

/** Makes a small domain that works, to be changed piece by piece: the template with the domain's own name in it. */
export function newDomain(id: string, { into = DOMAINS }: { into?: string }): void {
  if (!ID.test(id)) throw new Error(`«${id}» can't be a domain's id: write lower-case letters, digits and _, as in water_supply.`)
  const folder = join(resolve(into), id)
  // A migration is named by the minute it was written.
  const minute = new Date().toISOString().slice(0, 16).replace(':', '')
  copyTemplate({
    from: join(ROOT, 'sql/templates/domain'),
    to: folder,
    nameOf: (path) => nameOf(path, id).replace(/\d{4}-\d{2}-\d{2}T\d{4}/, minute),
    wordsOf: (text) =>
      text
        .replaceAll('sample-sim', `${dashed(id)}-sim`)
        .replace(/^id: sample$/m, `id: ${dashed(id)}`)
        .replaceAll('sample', id),
    source: join(ROOT, 'sql/src'),
  })
  if (resolve(into) !== DOMAINS) keptElsewhere(resolve(into))
  process.stdout.write(
    `${folder} is a domain now. Start again and open /wall/${dashed(id)}${resolve(into) === DOMAINS ? '' : `, with IOC_DOMAINS_DIR=${resolve(into)}`}. What each file is for: sql/domains/README.md.\n`,
  )
}

/** What is part of an address, a feed's id or a scene's, has dashes. */
const dashed = (id: string) => id.replaceAll('_', '-')

function nameOf(path: string, id: string): string {
  return path.replaceAll('sample', path.startsWith('feeds') || path.startsWith('scenes') ? dashed(id) : id)
}
