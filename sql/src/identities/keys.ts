import { randomBytes } from 'node:crypto'
import { type Db, inTransaction } from '../db.ts'
import { Unavailable } from '../errors.ts'
import { addKey, readKeys, type SealingKey } from '../secrets/key-file.ts'
import { seal, unseal } from '../secrets/seal.ts'
import { lockSecrets } from '../secrets/store.ts'

const KEY_BYTES = 32
type Use = 'seal' | 'token'

export interface IdentityKey {
  id: number
  key: Buffer
}

/** The newest key of each use, made when first asked for. Throws Unavailable where the key file lacks what they are sealed with. */
export async function identityKeys(db: Db, file: string): Promise<Record<Use, IdentityKey>> {
  const newest = async () => {
    const rows = await db.selectFrom('identity_key').select(['id', 'use']).orderBy('id', 'desc').execute()
    const idOf = (use: Use) => rows.find((row) => row.use === use)?.id
    return { seal: idOf('seal'), token: idOf('token') }
  }
  let { seal, token } = await newest()
  if (seal === undefined || token === undefined) {
    await makeMissing(db, file)
    ;({ seal, token } = await newest())
  }
  const opened = await openIdentityKeys(db, file, [seal as number, token as number])
  const of = (id: number) => ({ id, key: opened.get(id) ?? lacking(file) })
  return { seal: of(seal as number), token: of(token as number) }
}

/** Keys by their ids; one that no key of the file opens is left out. */
export async function openIdentityKeys(db: Db, file: string, ids: number[]): Promise<Map<number, Buffer>> {
  const opened = new Map<number, Buffer>()
  // Sealed anew between the look at the table and that at the file, they are opened by the second.
  for (let look = 1; look <= 2 && opened.size < ids.length; look++) {
    const rows = await db.selectFrom('identity_key').select(['id', 'use', 'key_id', 'sealed']).where('id', 'in', ids).execute()
    const keys = new Map((await readKeys(file)).map(({ id, key }) => [id, key]))
    for (const { id, use, key_id, sealed } of rows) {
      const key = keys.get(key_id)
      if (key) opened.set(id, Buffer.from(unseal(sealed, key, placeOf(use)), 'base64'))
    }
  }
  return opened
}

/**
 * Sealed with a new key of the file, and what is sealed from now on with one of its own. What no key opens any more stays shut; tokens
 * whose key is lost are made by another.
 */
export async function resealIdentityKeys(trx: Db, old: Map<string, Buffer>, fresh: SealingKey): Promise<void> {
  const rows = await trx.selectFrom('identity_key').select(['id', 'use', 'key_id', 'sealed']).execute()
  for (const { id, use, key_id, sealed } of rows) {
    const key = old.get(key_id)
    const again = key && seal(unseal(sealed, key, placeOf(use)), fresh.key, placeOf(use))
    if (again) await trx.updateTable('identity_key').set({ key_id: fresh.id, sealed: again }).where('id', '=', id).execute()
    else if (use === 'token') await trx.deleteFrom('identity_key').where('id', '=', id).execute()
  }
  if (rows.length > 0) await makeKey(trx, 'seal', fresh)
}

async function makeMissing(db: Db, file: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockSecrets(trx)
    const known = new Set((await trx.selectFrom('identity_key').select('use').execute()).map(({ use }) => use))
    const [newest] = await readKeys(file)
    const sealing = newest ?? (await addKey(file))
    for (const use of ['seal', 'token'] as const) if (!known.has(use)) await makeKey(trx, use, sealing)
  })
}

async function makeKey(trx: Db, use: Use, { id: key_id, key }: SealingKey): Promise<void> {
  const sealed = seal(randomBytes(KEY_BYTES).toString('base64'), key, placeOf(use))
  await trx.insertInto('identity_key').values({ use, key_id, sealed }).execute()
}

const placeOf = (use: Use) => `identity key/${use}`

function lacking(file: string): never {
  throw new Unavailable({
    vi: `Tệp khóa ${file} thiếu khóa đã niêm phong danh tính. Đặt bản lưu của tệp vào chỗ cũ; nếu đã mất hẳn, chạy: npm run ioc -- secrets rotate (danh tính đã niêm phong khi ấy không mở lại được).`,
    en: `The key file ${file} lacks the key that identities are sealed with. Put its backup in its place; if it is lost for good, run: npm run ioc -- secrets rotate (identities sealed until then can’t be opened again).`,
  })
}
