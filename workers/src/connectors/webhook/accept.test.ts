import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf } from '../testing.ts'
import { accept } from './accept.ts'
import { config, type WebhookConfig } from './config.ts'
import { sign } from './sign.ts'

const SECRET = 'bi-mat-dung-chung-dai-hon-32-ky-tu'
const now = new Date('2026-11-26T08:00:00Z')
const timestamp = String(now.getTime() / 1000)
const good = sign(SECRET, { key: 'a', timestamp, body: Buffer.from('[]') })
const bring = (
  headers: Record<string, string | undefined>,
  body = '[]',
  at = now,
  { key = 'a', ...secrets }: Partial<WebhookConfig> & { key?: string } = {},
) => accept(config.parse({ secret: SECRET, ...secrets }), { name: key, headers, body: bytesOf(body) }, at)

test('the signature is the one anybody computes by the book', async () => {
  // echo -n 'a.1764144000.[]' | openssl dgst -sha256 -hmac 'bi-mat-dung-chung-dai-hon-32-ky-tu'
  expect(sign(SECRET, { key: 'a', timestamp: '1764144000', body: Buffer.from('[]') })).toBe(
    'sha256=d70062710f182356519f05447bdb758da520b4f1bb7858591fe739b993b7e338',
  )
  await expect(bring({ 'x-timestamp': timestamp, 'x-signature': good })).resolves.toMatchObject({ name: 'a' })
})

test('of ten thousand deliveries that are not signed as they should be none is taken', async () => {
  let taken = 0
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })
  const signature = fc.oneof(
    hex.map((digits) => `sha256=${digits}`),
    fc.string(),
    fc.nat(255).map((bit) => flipped(good, bit)),
    fc.constantFrom(good.toUpperCase(), good.slice(0, -1), `${good}0`, good.replace('sha256', 'sha512'), ` ${good}`, ''),
  )
  const headers = fc.record({
    'x-timestamp': fc.oneof(
      fc.constant(timestamp),
      fc.string(),
      fc.nat(9).map((late) => String(Number(timestamp) - late - 1)),
    ),
    'x-signature': signature,
  })
  await fc.assert(
    fc.asyncProperty(headers, fc.oneof(fc.constant('[]'), fc.string()), async (given, body) => {
      const isGood = given['x-signature'] === sign(SECRET, { key: 'a', timestamp: given['x-timestamp'], body: Buffer.from(body) })
      await bring(given, body).then(
        () => taken++,
        () => {},
      )
      return !isGood
    }),
    { numRuns: 10_000 },
  )
  expect(taken).toBe(0)
})

test('a good signature is good for its window, before and after', async () => {
  const headers = { 'x-timestamp': timestamp, 'x-signature': good }
  const after = (seconds: number) => bring(headers, '[]', new Date(now.getTime() + seconds * 1000))
  await expect(after(300)).resolves.toBeDefined()
  await expect(after(-300)).resolves.toBeDefined()
  await expect(after(301)).rejects.toThrow('lệch quá 300 giây')
  await expect(after(-301)).rejects.toThrow('lệch quá 300 giây')
  await expect(after(86_400)).rejects.toThrow('lệch quá 300 giây')
})

test('what was caught can’t be brought again under another key', async () => {
  const headers = { 'x-timestamp': timestamp, 'x-signature': good }
  await expect(bring(headers, '[]', now, { key: 'b' })).rejects.toThrow('X-Signature không khớp')
})

test('while a secret is changed the one before is good too, and afterwards no more', async () => {
  const headers = { 'x-timestamp': timestamp, 'x-signature': good }
  const secret = 'khoa-moi-cung-dai-hon-ba-muoi-hai-ky-tu'
  await expect(bring(headers, '[]', now, { secret, previousSecret: SECRET })).resolves.toBeDefined()
  await expect(bring(headers, '[]', now, { secret })).rejects.toThrow('X-Signature không khớp')
})

test('a secret that could be guessed opens nothing', async () => {
  const secret = 'ngan'
  const signature = sign(secret, { key: 'a', timestamp, body: Buffer.from('[]') })
  await expect(bring({ 'x-timestamp': timestamp, 'x-signature': signature }, '[]', now, { secret })).rejects.toMatchObject({
    statusCode: 401,
    message: expect.stringContaining('X-Signature không khớp'),
  })
})

function flipped(signature: string, bit: number): string {
  const at = 7 + (bit >> 2)
  const digit = Number.parseInt(signature[at] as string, 16) ^ (1 << (bit & 3))
  return signature.slice(0, at) + digit.toString(16) + signature.slice(at + 1)
}
