import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Invalid, NotFound, Unavailable } from '../errors.ts'
import { findFeed } from '../feeds/find.ts'
import { addKey, readKeys } from './key-file.ts'
import { seal, unseal } from './seal.ts'

export interface SecretName {
  feed: string
  name: string
}

/** Keeps a secret for a feed. Nothing gives it back but `openSecret`, which only connectors call. */
export async function setSecret(db: Db, file: string, { feed: key, name }: SecretName, value: string): Promise<void> {
  if (!/^[\w.-]{1,63}$/.test(name)) throw new Invalid(`«${name}» can't name a secret: write letters, digits, «.», «_» and «-».`)
  if (value === '') throw new Invalid('The secret is empty. Give its value on standard input.')
  const feed = await findFeed(db, key)
  await inTransaction(db, async (trx) => {
    await lockSecrets(trx)
    const [newest] = await readKeys(file)
    const { id, key: sealing } = newest ?? (await addKey(file))
    const sealed = seal(value, sealing, placeOf({ feed: key, name }))
    await trx
      .insertInto('secret')
      .values({ feed_id: feed.id, name, key_id: id, sealed })
      .onConflict((conflict) => conflict.columns(['feed_id', 'name']).doUpdateSet({ key_id: id, sealed, set_at: new Date() }))
      .execute()
  })
}

/** A feed's secret by its name; undefined where none is kept. */
export async function openSecret(db: Db, file: string, { feed, name }: SecretName): Promise<string | undefined> {
  // Sealed anew between the two looks, a secret is found by the second.
  for (let look = 1; ; look++) {
    const row = await db
      .selectFrom('secret')
      .innerJoin('feed', 'feed.id', 'secret.feed_id')
      .select(['key_id', 'sealed'])
      .where('feed.key', '=', feed)
      .where('secret.name', '=', name)
      .executeTakeFirst()
    if (!row) return undefined
    const key = (await readKeys(file)).find(({ id }) => id === row.key_id)
    if (key) return unseal(row.sealed, key.key, placeOf({ feed, name }))
    if (look === 2)
      throw new Unavailable(
        `The key file ${file} lacks the key «${row.key_id}» that the secret «${name}» is sealed with. Put its backup in its place, or set the secret anew.`,
      )
  }
}

export async function listSecrets(db: Db): Promise<(SecretName & { setAt: Date })[]> {
  return db
    .selectFrom('secret')
    .innerJoin('feed', 'feed.id', 'secret.feed_id')
    .select(['feed.key as feed', 'secret.name', 'set_at as setAt'])
    .orderBy('feed.key')
    .orderBy('secret.name')
    .execute()
}

export async function removeSecret(db: Db, { feed, name }: SecretName): Promise<void> {
  const { id } = await findFeed(db, feed)
  const { numDeletedRows } = await db.deleteFrom('secret').where('feed_id', '=', id).where('name', '=', name).executeTakeFirst()
  if (numDeletedRows === 0n) throw new NotFound(`The feed «${feed}» has no secret «${name}».`)
}

/** Setting a secret and changing keys take turns: one sealed with a key that is about to go would never open again. */
export async function lockSecrets(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('secret'))`.execute(trx)
}

export function placeOf({ feed, name }: SecretName): string {
  return `${feed}/${name}`
}
