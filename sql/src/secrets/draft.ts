import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Invalid } from '../errors.ts'
import { takeDraftInHand } from '../proposals/waiting-draft.ts'
import { addKey, readKeys, type SealingKey } from './key-file.ts'
import { seal, unseal } from './seal.ts'
import { lockSecrets, setSecret } from './store.ts'

// What a draft holds that nobody may read in the database: the secrets of its source, and the page it is tried on.

export interface SampleAbout {
  name: string
  mediaType: string | null
  bytes: number
  /** Whether it is the page from end to end; what is cut off may still be tried. */
  isWhole: boolean
  /** It is a page the feed has stored already. */
  isStored?: boolean
}

interface Sealed {
  draft: number
  kind: 'secret' | 'sample'
  name: string
}

/** Keeps a secret for a draft; nothing gives it back but what reaches for the source. */
export async function setDraftSecret(db: Db, file: string, draft: number, name: string, value: string): Promise<void> {
  if (!/^[\w.-]{1,63}$/.test(name))
    throw new Invalid({ vi: `«${name}» không đặt tên cho mã bí mật được.`, en: `«${name}» can’t name a secret.` })
  await put(db, file, { draft, kind: 'secret', name }, value, null)
}

export async function openDraftSecret(db: Db, file: string, draft: number, name: string): Promise<string | undefined> {
  return (await open(db, file, { draft, kind: 'secret', name }))?.value
}

export async function draftSecrets(db: Db, draft: number): Promise<string[]> {
  const rows = await sealedOf(db, draft, 'secret').select('name').execute()
  return rows.map(({ name }) => name)
}

export async function dropDraftSecret(db: Db, draft: number, name: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    await takeDraftInHand(trx, draft)
    await trx
      .deleteFrom('feed_draft_sealed')
      .where('draft_id', '=', draft)
      .where('kind', '=', 'secret')
      .where('name', '=', name)
      .execute()
  })
}

/** Hands a draft's secrets over to the feed it became. */
export async function handOverSecrets(trx: Db, file: string, draft: number, feed: string): Promise<void> {
  for (const name of await draftSecrets(trx, draft)) {
    const value = await openDraftSecret(trx, file, draft, name)
    if (value !== undefined) await setSecret(trx, file, { feed, name }, value)
  }
}

export async function setSample(db: Db, file: string, draft: number, bytes: Uint8Array, about: SampleAbout): Promise<void> {
  const value = Buffer.from(bytes).toString('base64')
  await put(db, file, { draft, kind: 'sample', name: 'page' }, value, JSON.stringify(about))
}

/** What the page a draft is tried on is, without opening it. */
export async function findSample(db: Db, draft: number): Promise<(SampleAbout & { takenAt: Date }) | undefined> {
  const row = await sealedOf(db, draft, 'sample').select(['about', 'set_at as takenAt']).executeTakeFirst()
  return row && { ...(row.about as unknown as SampleAbout), takenAt: row.takenAt }
}

/** The page a draft is tried on, with when it was taken; undefined where none was, or its key is gone. */
export async function openSample(
  db: Db,
  file: string,
  draft: number,
): Promise<(SampleAbout & { body: Buffer; takenAt: Date }) | undefined> {
  const found = await open(db, file, { draft, kind: 'sample', name: 'page' })
  if (!found) return undefined
  return { ...(found.about as unknown as SampleAbout), body: Buffer.from(found.value, 'base64'), takenAt: found.setAt }
}

/** What drafts hold, sealed with a new key; what no key opens any more stays shut and is asked for again. */
export async function resealDrafts(trx: Db, old: Map<string, Buffer>, fresh: SealingKey): Promise<void> {
  const rows = await trx.selectFrom('feed_draft_sealed').select(['draft_id', 'kind', 'name', 'key_id', 'sealed']).execute()
  for (const { draft_id, kind, name, key_id, sealed } of rows) {
    const key = old.get(key_id)
    if (!key) continue
    const place = placeOf({ draft: draft_id, kind, name })
    await trx
      .updateTable('feed_draft_sealed')
      .set({ key_id: fresh.id, sealed: seal(unseal(sealed, key, place), fresh.key, place) })
      .where('draft_id', '=', draft_id)
      .where('kind', '=', kind)
      .where('name', '=', name)
      .execute()
  }
}

async function put(db: Db, file: string, place: Sealed, value: string, about: string | null): Promise<void> {
  await inTransaction(db, async (trx) => {
    await takeDraftInHand(trx, place.draft)
    await lockSecrets(trx)
    const [newest] = await readKeys(file)
    const { id, key } = newest ?? (await addKey(file))
    const sealed = seal(value, key, placeOf(place))
    const { draft: draft_id, kind, name } = place
    await trx
      .insertInto('feed_draft_sealed')
      .values({ draft_id, kind, name, about, key_id: id, sealed })
      .onConflict((conflict) =>
        conflict.columns(['draft_id', 'kind', 'name']).doUpdateSet({ about, key_id: id, sealed, set_at: sql`now()` }),
      )
      .execute()
  })
}

/** Undefined too where keys were changed since: it is typed or fetched again. */
async function open(db: Db, file: string, place: Sealed) {
  const row = await sealedOf(db, place.draft, place.kind)
    .select(['key_id', 'sealed', 'about', 'set_at as setAt'])
    .where('name', '=', place.name)
    .executeTakeFirst()
  const key = row && (await readKeys(file)).find(({ id }) => id === row.key_id)
  return row && key ? { value: unseal(row.sealed, key.key, placeOf(place)), about: row.about, setAt: row.setAt } : undefined
}

function sealedOf(db: Db, draft: number, kind: Sealed['kind']) {
  return db.selectFrom('feed_draft_sealed').where('draft_id', '=', draft).where('kind', '=', kind)
}

function placeOf({ draft, kind, name }: Sealed): string {
  return `draft ${draft}/${kind}/${name}`
}
