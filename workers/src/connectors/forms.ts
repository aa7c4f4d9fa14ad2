import { existsSync, readdirSync } from 'node:fs'
import { z } from 'zod'

// The door the server comes in by: what each kind of source asks a steward for. No reader is loaded from here.

export interface ConnectorForm {
  kind: string
  title: string
  config: z.ZodType
}

/** Every folder here that has a `config.ts` is a connector. */
export const connectorKinds: string[] = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/config.ts`, import.meta.url)))
  .map((entry) => entry.name)
  .sort()

export const connectorForms: ReadonlyMap<string, ConnectorForm> = new Map(
  await Promise.all(
    connectorKinds.map(async (kind) => {
      const { title, config } = (await import(new URL(`${kind}/config.ts`, import.meta.url).href)) as {
        title: string
        config: z.ZodType
      }
      return [kind, { kind, title, config }] as const
    }),
  ),
)

/** A form as JSON Schema, with `title`, `help` and `secret` on its fields, for a browser to draw. */
export function formSchema({ config }: ConnectorForm): unknown {
  return z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' })
}
