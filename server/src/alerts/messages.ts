import type { MessageTold } from '@ioc/sql'
import { headline, pathOf } from '@ioc/workers/delivery'
import type { Message } from '../../contract/index.ts'

/** A message as the contract has it. */
export function describeMessage({ letter, address, madeAt, dueAt, settledAt, seenAt, ...message }: MessageTold): Message {
  return {
    ...message,
    address: hidden(address),
    headline: headline(letter),
    path: pathOf(letter),
    level: letter.about === 'alerts' ? (letter.groups[0]?.level ?? null) : letter.level,
    ...{ madeAt: madeAt.toISOString(), dueAt: dueAt.toISOString() },
    ...{ settledAt: settledAt?.toISOString() ?? null, seenAt: seenAt?.toISOString() ?? null },
  }
}

/** «lan•••@example.vn», «091•••678»: enough to know whose it is. */
function hidden(address: string): string {
  const at = address.lastIndexOf('@')
  if (at > 0) return `${address.slice(0, Math.min(3, at))}•••${address.slice(at)}`
  if (/^https?:/.test(address)) return new URL(address).host
  return address.length > 6 ? `${address.slice(0, 3)}•••${address.slice(-3)}` : address
}
