import { join, resolve } from 'node:path'
import { copyTemplate, keptElsewhere } from '../template.ts'
import { ROOT } from '../with-database.ts'

const CONNECTORS = join(ROOT, 'workers/src/connectors')

/** Makes a small connector that works, to be changed piece by piece: the template under the connector's own name. */
export function newConnector(kind: string, { into = CONNECTORS }: { into?: string }): void {
  if (!/^[a-z][a-z0-9-]*$/.test(kind))
    throw new Error(`«${kind}» can't name a connector: write lower-case letters, digits and -, as in soap.`)
  const folder = join(resolve(into), kind)
  const type = kind.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())
  copyTemplate({
    from: join(ROOT, 'workers/templates/connector'),
    to: folder,
    wordsOf: (text) => text.replaceAll('Sample', type),
    source: join(ROOT, 'workers/src'),
  })
  if (resolve(into) !== CONNECTORS) keptElsewhere(resolve(into))
  process.stdout.write(
    `${folder} is a connector now: feeds name it as connector: ${kind}. config.ts is the steward's form, read.ts fetches, check.ts tries, fixtures/world.ts shows it whole and broken. Ask of it what is asked of all: npm test -- workers/src/connectors/conformance\n`,
  )
}
