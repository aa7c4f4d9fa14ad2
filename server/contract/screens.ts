import { Localised } from '@ioc/sql/pack'
import { Orders, OrdersChange, Playlist, ScreenReport } from '@ioc/sql/screens'
import { z } from 'zod'
import { By } from './by.ts'
import { instant } from './tiles.ts'

export { Orders, Playlist, ScreenReport }

/** A display that has a name. */
export const PairedScreen = z.object({
  id: z.number(),
  name: z.string(),
  pairedBy: z.string(),
  pairedAt: instant,
  orders: Orders,
  orderedBy: z.string().nullable(),
  orderedAt: instant.nullable(),
  report: ScreenReport.nullable(),
  seenAt: instant,
})
export type PairedScreen = z.infer<typeof PairedScreen>

export const ScreensAnswer = z.object({
  at: instant,
  screens: z.array(PairedScreen),
  playlists: z.array(Playlist),
  /** Every scene that can be shown, with its tiles. */
  scenes: z.array(z.object({ id: z.string(), title: Localised, tiles: z.array(z.object({ id: z.string(), title: Localised })) })),
})
export type ScreensAnswer = z.infer<typeof ScreensAnswer>

export const PairAsk = z.object({
  /** As the display shows it; spaces are no matter. */
  code: z
    .string()
    .transform((code) => code.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Mã ghép gồm 6 chữ số, như trên màn hình.')),
  name: z.string().trim().min(1, 'Ghi tên màn hình.').max(80),
  by: By,
})

/** `seen`: when it was ordered last, as whoever asks knew it. */
export const OrderAsk = z.object({ change: OrdersChange, seen: instant.nullable(), by: By })
export type OrderAsk = z.input<typeof OrderAsk>
