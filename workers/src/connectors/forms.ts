import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { inEnglish } from './english.ts'
import type { RangeAbility } from './range.ts'

// The door the server comes in by: what each kind of source asks a steward for. No reader is loaded from here.

export { inEnglish } from './english.ts'
export { foldersToRead } from './folder/to-read.ts'

const OWN = process.env.IOC_CONNECTORS_DIR

export interface ConnectorForm {
  kind: string
  title: string
  config: z.ZodType
  /** What its source can be asked for again, by its settings; nothing where it is left out. */
  range?: (config: never) => RangeAbility
  /** What its source says is still to come is counted in files, not in rows. */
  countsFiles?: boolean
}

/** Every folder here that has a `config.ts` is a connector, and every one in IOC_CONNECTORS_DIR, where a province keeps its own. */
const folders: ReadonlyMap<string, URL> = new Map(
  [new URL('.', import.meta.url), ...(OWN ? [pathToFileURL(`${resolve(OWN)}/`)] : [])].flatMap((home) =>
    readdirSync(home, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/config.ts`, home)))
      .map((entry): [string, URL] => [entry.name, new URL(`${entry.name}/`, home)]),
  ),
)

export const connectorKinds: string[] = [...folders.keys()].sort()

/** A file of a connector's folder. */
export function partOf(kind: string, file: string): URL {
  return new URL(file, folders.get(kind))
}

export const connectorForms: ReadonlyMap<string, ConnectorForm> = new Map(
  await Promise.all(
    connectorKinds.map(async (kind) => {
      const form = (await import(partOf(kind, 'config.ts').href)) as Omit<ConnectorForm, 'kind'>
      const { title, config, range, countsFiles = false } = form
      return [kind, { kind, title, config, countsFiles, ...(range && { range }) }] as const
    }),
  ),
)

/** Whether a kind of source is asked; else it comes to us. */
export function isAsked(kind: string): boolean {
  return existsSync(partOf(kind, 'read.ts'))
}

/** A form as JSON Schema, with `title`, `help` and `secret` on its fields, in English too (`titleEn`, `helpEn`), for a browser to draw. */
export function formSchema({ config }: Pick<ConnectorForm, 'config'>): unknown {
  return z.toJSONSchema(config, {
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      const { title, help } = jsonSchema as { title?: string; help?: string }
      if (title) jsonSchema.titleEn ??= inEnglish(title)
      if (help) jsonSchema.helpEn ??= inEnglish(help)
    },
  })
}

/** What a feed's source can be asked for again, by its settings. */
export function rangeAbility({ connector, settings = {} }: { connector: string; settings?: unknown }): RangeAbility {
  const form = connectorForms.get(connector)
  const parsed = form?.config.safeParse(settings)
  return parsed?.success ? (form?.range?.(parsed.data as never) ?? 'never') : 'never'
}
