import type { TileState } from '@ioc/server/contract'

/** What a tile of one number says, 0.7 kB as JSON. `version` is the microsecond it was sent at, so that whoever receives it knows how long it took. */
export function frameAt(version: number): TileState {
  const said = { value: 98_213, unit: 'hồ sơ', at: '2026-12-01T08:00:00.000+07:00', from: '2026-11-01', to: '2026-11-30' }
  const reading = {
    ...said,
    state: 'fresh',
    owner: { vi: 'Trung tâm Phục vụ hành chính công', en: 'Public administrative service centre' },
  }
  return {
    tile: 'dossiers.completed',
    node: '6a1f9e0c-9a55-4a3c-8f4d-0d6b1f2f8a11',
    version,
    position: 1_204_993,
    visitors: null,
    data: {
      id: 'dossiers.completed',
      kind: 'number',
      title: { vi: 'Hồ sơ đã giải quyết trong tháng', en: 'Dossiers resolved this month' },
      reading,
      before: { ...reading, value: 97_440 },
    },
  } as unknown as TileState
}

/** Of the clock every process of a machine shares. */
export const microseconds = () => Number(process.hrtime.bigint() / 1_000n)
