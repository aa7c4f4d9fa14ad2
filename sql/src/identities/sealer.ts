import { createHmac } from 'node:crypto'
import type pg from 'pg'
import type { Db } from '../db.ts'
import { keyFile } from '../secrets/key-file.ts'
import { seal } from '../secrets/seal.ts'
import { type IdentityKey, identityKeys } from './keys.ts'
import { placeOfIdentity, sayToken, TOKEN_BYTES } from './token.ts'

const AT_ONCE = 5_000

/**
 * Seals what a page says of persons while the page is taken in. The page gets a token, which is an HMAC and tells nothing by itself; what
 * it stands for is saved with the page or not at all. The same words of the same feed have the same token, so the same page again is the
 * same page. Until then it is held in memory: some 250 bytes each.
 */
export class IdentitySealer {
  readonly #feed: number
  readonly #keys: Record<'seal' | 'token', IdentityKey>
  /** By token, in hexadecimal. */
  readonly #sealed = new Map<string, Buffer>()

  private constructor(feed: number, keys: Record<'seal' | 'token', IdentityKey>) {
    this.#feed = feed
    this.#keys = keys
  }

  static async open(db: Db, feed: number, file = keyFile()): Promise<IdentitySealer> {
    return new IdentitySealer(feed, await identityKeys(db, file))
  }

  /** The token that stands in a page for these words; of blanks, the blanks. */
  seal(words: string): string {
    if (words.trim() === '') return words
    const token = createHmac('sha256', this.#keys.token.key).update(`${this.#feed}\0${words}`).digest().subarray(0, TOKEN_BYTES)
    const name = token.toString('hex')
    if (!this.#sealed.has(name)) this.#sealed.set(name, seal(words, this.#keys.seal.key, placeOfIdentity(this.#feed, token)))
    return sayToken(token)
  }

  /** In the transaction that stores the page. All go by the order of tokens, so that none waits for one that waits for it. */
  async save(client: pg.PoolClient): Promise<void> {
    const sorted = [...this.#sealed].sort(([a], [b]) => (a < b ? -1 : 1))
    for (let from = 0; from < sorted.length; from += AT_ONCE) {
      const some = sorted.slice(from, from + AT_ONCE)
      await client.query(
        `insert into sealed_identity as known (feed_id, identity_key_id, token, sealed)
         select $1, $2, token, sealed from unnest($3::bytea[], $4::bytea[]) each (token, sealed)
         on conflict (feed_id, token) do update set told_at = excluded.told_at
         where known.told_at < excluded.told_at - interval '1 day'`,
        [this.#feed, this.#keys.seal.id, some.map(([name]) => Buffer.from(name, 'hex')), some.map(([, sealed]) => sealed)],
      )
    }
  }
}
