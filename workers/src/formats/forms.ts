import { existsSync, readdirSync } from 'node:fs'
import type { z } from 'zod'

/** Every folder here that has a `settings.ts` is a format. */
const formatKinds: string[] = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/settings.ts`, import.meta.url)))
  .map((entry) => entry.name)
  .sort()

export const formatSettings: ReadonlyMap<string, z.ZodType> = new Map(
  await Promise.all(
    formatKinds.map(async (kind) => {
      const { settings } = (await import(new URL(`${kind}/settings.ts`, import.meta.url).href)) as { settings: z.ZodType }
      return [kind, settings] as const
    }),
  ),
)
