import { resealSecondSteps } from '../accounts/second-step.ts'
import type { Db } from '../db.ts'
import { Unavailable } from '../errors.ts'
import { resealIdentityKeys } from '../identities/keys.ts'
import { resealChannels } from './channel.ts'
import { resealDrafts } from './draft.ts'
import { addKey, readKeys, writeKeys } from './key-file.ts'
import { seal, unseal } from './seal.ts'
import { lockSecrets, placeOf } from './store.ts'

/**
 * Seals every secret with a new key and drops the old ones, while feeds go on. The file holds both keys until all are sealed
 * anew, so whoever looks meanwhile finds the one it needs; done again after a crash, it ends what was begun.
 */
export async function rotateSecrets(db: Db, file: string): Promise<{ secrets: number; key: string }> {
  return db
    .transaction()
    .execute(async (trx) => {
      await lockSecrets(trx)
      const old = new Map((await readKeys(file)).map(({ id, key }) => [id, key]))
      const rows = await trx
        .selectFrom('secret')
        .innerJoin('feed', 'feed.id', 'secret.feed_id')
        .select(['feed_id', 'feed.key as feed', 'secret.name', 'key_id', 'sealed'])
        .execute()
      const lost = rows.filter(({ key_id }) => !old.has(key_id))
      if (lost.length > 0)
        throw new Unavailable(
          `The key file ${file} lacks the keys of: ${lost.map(placeOf).join(', ')}. Put its backup in its place, or remove these secrets.`,
        )
      const fresh = await addKey(file)
      for (const { feed_id, feed, name, key_id, sealed } of rows) {
        const place = placeOf({ feed, name })
        const again = seal(unseal(sealed, old.get(key_id) as Buffer, place), fresh.key, place)
        await trx
          .updateTable('secret')
          .set({ key_id: fresh.id, sealed: again })
          .where('feed_id', '=', feed_id)
          .where('name', '=', name)
          .execute()
      }
      await resealDrafts(trx, old, fresh)
      await resealIdentityKeys(trx, old, fresh)
      await resealChannels(trx, old, fresh)
      await resealSecondSteps(trx, old, fresh)
      return { rows, fresh }
    })
    .then(async ({ rows, fresh }) => {
      await writeKeys(file, [fresh])
      return { secrets: rows.length, key: fresh.id }
    })
}
