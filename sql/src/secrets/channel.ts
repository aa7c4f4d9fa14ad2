import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Invalid } from '../errors.ts'
import { addKey, readKeys, type SealingKey } from './key-file.ts'
import { seal, unseal } from './seal.ts'
import { lockSecrets } from './store.ts'

// What a delivery channel is let in with at its gateway.

interface Sealed {
  channel: string
  name: string
}

/** Keeps a secret of a channel; nothing gives it back but what sends. */
export async function setChannelSecret(db: Db, file: string, { channel, name }: Sealed, value: string): Promise<void> {
  if (!/^[\w.-]{1,63}$/.test(name))
    throw new Invalid({ vi: `«${name}» không đặt tên cho mã bí mật được.`, en: `«${name}» can’t name a secret.` })
  await inTransaction(db, async (trx) => {
    await lockSecrets(trx)
    const [newest] = await readKeys(file)
    const { id, key } = newest ?? (await addKey(file))
    const sealed = seal(value, key, placeOf({ channel, name }))
    await trx
      .insertInto('delivery_secret')
      .values({ channel, name, key_id: id, sealed })
      .onConflict((conflict) => conflict.columns(['channel', 'name']).doUpdateSet({ key_id: id, sealed, set_at: sql`now()` }))
      .execute()
  })
}

/** Undefined where none is kept, or none that a key opens: it is asked for again. */
export async function openChannelSecret(db: Db, file: string, { channel, name }: Sealed): Promise<string | undefined> {
  const row = await db
    .selectFrom('delivery_secret')
    .select(['key_id', 'sealed'])
    .where('channel', '=', channel)
    .where('name', '=', name)
    .executeTakeFirst()
  const key = row && (await readKeys(file)).find(({ id }) => id === row.key_id)
  return row && key ? unseal(row.sealed, key.key, placeOf({ channel, name })) : undefined
}

/** Sealed with a new key; what no key opens any more stays shut. */
export async function resealChannels(trx: Db, old: Map<string, Buffer>, fresh: SealingKey): Promise<void> {
  const rows = await trx.selectFrom('delivery_secret').select(['channel', 'name', 'key_id', 'sealed']).execute()
  for (const { channel, name, key_id, sealed } of rows) {
    const key = old.get(key_id)
    if (!key) continue
    const place = placeOf({ channel, name })
    await trx
      .updateTable('delivery_secret')
      .set({ key_id: fresh.id, sealed: seal(unseal(sealed, key, place), fresh.key, place) })
      .where('channel', '=', channel)
      .where('name', '=', name)
      .execute()
  }
}

function placeOf({ channel, name }: Sealed): string {
  return `channel ${channel}/${name}`
}
