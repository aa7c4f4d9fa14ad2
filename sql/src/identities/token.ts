/** Half an HMAC-SHA256: two of 2⁶⁴ identities would be alike by chance. */
export const TOKEN_BYTES = 16

const TOKEN = /^sealed:([\w-]{22})$/

/** As it stands in a page: letters that every encoding of a source has. */
export const sayToken = (token: Buffer): string => `sealed:${token.toString('base64url')}`

/** Undefined of what is none. */
export function readToken(text: unknown): Buffer | undefined {
  const [, said] = (typeof text === 'string' && TOKEN.exec(text)) || []
  return said === undefined ? undefined : Buffer.from(said, 'base64url')
}

export const placeOfIdentity = (feed: number, token: Buffer): string => `identity ${feed}/${token.toString('hex')}`
