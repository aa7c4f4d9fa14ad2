import { z } from 'zod'
import { isDay, isInRange, type Span } from '../readings/asked/period.ts'
import { addDays, startOfDay } from '../time/hanoi.ts'

// What happened in the world that bears on figures. Pure, so that the desk's form knows what may be said too.

export const EventKind = z.enum(['storm', 'flood', 'epidemic', 'policy', 'merger', 'holiday', 'outage', 'other'])
export type EventKind = z.infer<typeof EventKind>

export const EventKey = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Mã gồm chữ thường không dấu, số và gạch nối.')
  .max(80)

const DAY = 'Ghi ngày theo dạng năm-tháng-ngày, hoặc ngày giờ kèm múi giờ.'
/** A day, or an instant with its zone. */
const When = z
  .union([z.iso.date(), z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], DAY)
  .refine(isInRange, 'Năm phải từ 1900 đến 2199.')

const keys = z.array(z.string().min(1).max(128)).max(500, 'Nhiều nhất 500.').default([])
const words = (most: number) => z.string().trim().max(most, `Dài quá ${most} ký tự. Rút ngắn lại.`)

const said = {
  kind: EventKind,
  title: z.strictObject({ vi: words(120).min(1, 'Ghi tên sự kiện.'), en: words(120).min(1).optional() }),
  /** Days are told whole, the last included; an instant it ends at is not. Left out, it goes on. */
  from: When,
  to: When.optional(),
  /** The units it bears on, with all below them; none means the whole province. */
  units: keys,
  /** The figures it bears on, and the domains whose every figure it does; none of both means all. */
  indicators: keys,
  domains: keys,
  /** Where it is told of: a notice, a decision, a bulletin. */
  source: words(300).min(1, 'Ghi nguồn: văn bản, bản tin hoặc nơi báo.'),
  link: z
    .url({ protocol: /^https?$/, error: 'Ghi địa chỉ bắt đầu bằng https:// hoặc http://.' })
    .max(500)
    .optional(),
}
const isInOrder = ({ from, to }: { from: string; to?: string | undefined }) => to === undefined || startOf(from) < endOf(to)
const OUT_OF_ORDER = { path: ['to'], message: 'Lúc kết thúc phải sau lúc bắt đầu.' }

/** What an event says; its key is made for it. */
export const EventSaid = z.strictObject(said).refine(isInOrder, OUT_OF_ORDER)
export type EventSaid = z.infer<typeof EventSaid>

/** An event as it is kept and exported. */
export const EventFile = z.strictObject({ id: EventKey, ...said }).refine(isInOrder, OUT_OF_ORDER)
export type EventFile = z.infer<typeof EventFile>

/** Half-open; `to` is null of what goes on. */
export interface EventSpan {
  from: Date
  to: Date | null
}

export const spanOfEvent = ({ from, to }: Pick<EventFile, 'from' | 'to'>): EventSpan => ({
  from: startOf(from),
  to: to === undefined ? null : endOf(to),
})

/** Whether any of it lies within a span; a side that is left open reaches for ever. */
export function isDuring(event: EventSpan, { from, to }: { [side in keyof Span]?: Date | undefined }): boolean {
  return (from === undefined || event.to === null || event.to > from) && (to === undefined || event.from < to)
}

export const startOf = (when: string): Date => (isDay(when) ? startOfDay(when) : new Date(when))
/** The end of a day, or the instant. */
export const endOf = (when: string): Date => (isDay(when) ? startOfDay(addDays(when, 1)) : new Date(when))
