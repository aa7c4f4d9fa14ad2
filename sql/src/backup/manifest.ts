import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Invalid } from '../errors.ts'

/** What a backup says of itself: a folder with this as `manifest.json`, and a file of rows for each table. */
export const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  province: z.string().nullable(),
  /** The database it is of had these, by name; it goes back into one that has the same. */
  migrations: z.array(z.string()),
  /** How far the ledger and the audit had got: what is restored must get as far. */
  ledger: z.number(),
  audit: z.object({ position: z.number(), hash: z.string() }).nullable(),
  /** `file`: rows as COPY writes them, gzip; `sha256` of the file as it lies there. */
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number(),
      file: z.string().regex(/^[\w.]+$/),
      sha256: z.string(),
    }),
  ),
  /** null: nothing was drawn from it yet. */
  sequences: z.array(z.object({ name: z.string(), last: z.number().nullable() })),
})
export type Manifest = z.infer<typeof Manifest>

export const MANIFEST = 'manifest.json'

/** Throws Invalid where a folder is no backup, or only a part of one. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null)
  if (text === null)
    throw new Invalid(
      `${folder} holds no ${MANIFEST}, so it is no backup, or one that broke off. Name the folder that «ioc backup» printed.`,
    )
  const parsed = Manifest.safeParse(parse(text))
  if (!parsed.success)
    throw new Invalid(
      `${join(folder, MANIFEST)} is not what «ioc backup» of this version writes. Restore it with the version that made it.`,
    )
  return parsed.data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
