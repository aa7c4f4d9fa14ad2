import { again, type Receiver, Refused, whole } from '../receiver.ts'
import { SHORTEST_SECRET, type WebhookConfig } from './config.ts'
import { isSignedBy } from './sign.ts'

/** A delivery signed by whoever shares the secret, lately; who holds no secret learns only that. One that can be guessed signs nothing. */
export const accept: Receiver<WebhookConfig>['accept'] = async (config, { name, mediaType, headers, body }, now) => {
  const { 'x-timestamp': timestamp = '', 'x-signature': signature = '' } = headers
  if (!/^\d{10}$/.test(timestamp) || !/^sha256=[0-9a-f]{64}$/.test(signature))
    throw new Refused(401, {
      vi: 'Thiếu X-Timestamp (giây, 10 chữ số) hoặc X-Signature (sha256=<64 chữ số thập lục phân>).',
      en: 'X-Timestamp (seconds, 10 digits) or X-Signature (sha256=<64 hexadecimal digits>) is missing.',
    })
  const seconds = now.getTime() / 1000 - Number(timestamp)
  if (Math.abs(seconds) > config.windowSeconds)
    throw new Refused(401, {
      vi: `X-Timestamp lệch quá ${config.windowSeconds} giây so với giờ máy chủ (${now.toISOString()}). Chỉnh đồng hồ rồi ký lại.`,
      en: `X-Timestamp is more than ${config.windowSeconds} seconds from the server’s time (${now.toISOString()}). Set the clock and sign again.`,
    })
  const secrets = [config.secret, config.previousSecret ?? ''].filter(({ length }) => length >= SHORTEST_SECRET)
  const bytes = await whole(body, config.maxMegabytes)
  if (!secrets.some((secret) => isSignedBy(secret, { key: name, timestamp, body: bytes }, signature)))
    throw new Refused(401, {
      vi: 'X-Signature không khớp. Ký HMAC-SHA256 trên «Idempotency-Key», dấu chấm, «X-Timestamp», dấu chấm và nguyên nội dung gửi, bằng khóa chung.',
      en: 'X-Signature does not match. Sign «Idempotency-Key», a dot, «X-Timestamp», a dot and the body as it is sent by HMAC-SHA256 with the shared key.',
    })
  if (bytes.length === 0)
    throw new Refused(400, {
      vi: 'Nội dung trống. Gửi dữ liệu trong nội dung yêu cầu.',
      en: 'The body is empty. Send the data in it.',
    })
  return { name, mediaType: mediaType ?? 'application/json', body: again(bytes) }
}
