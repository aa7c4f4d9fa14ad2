import { expect, test } from 'vitest'
import { sayWith } from '../../../text/say.ts'
import type { Cell, Column, Cube } from '../cube.ts'
import type { DeskTheme } from '../theme.ts'
import { columnOption } from './column/option.ts'
import { lineOption } from './line/option.ts'
import type { Drawn } from './picture.ts'

const say = sayWith((key) => String(key), 'vi', 'Asia/Ho_Chi_Minh')
const column = (id: string, unit: string): Column => ({
  id,
  title: { vi: id, en: id },
  unitOfMeasurement: { id: unit, vi: unit, en: unit },
  decimals: 0,
  direction: 'up',
  levels: {},
  seams: [],
  definition: { from: null, formula: 'a', basis: '' },
})
const cell = (value: number) => ({ value, before: null, quartiles: null, state: 'ok', level: null, provisional: false }) as Cell
const theme = { size: 15, series: ['#000', '#111'], map: [] } as unknown as DeskTheme
const drawn: Drawn = {
  ...{ step: 'month', height: 400, picked: [], bands: [], isCompared: false, usual: new Map() },
} as unknown as Drawn

test('of two indicators measured otherwise a month stands at one place in both plots, however wide their numbers', () => {
  const cube: Cube = {
    columns: [column('rate', 'percent'), column('count', 'dossier')],
    slots: ['2026-08-31T17:00:00.000Z', '2026-09-30T17:00:00.000Z'],
    computedAt: null,
    rows: [
      {
        member: { key: 'a', name: 'a', part: false },
        cells: [
          [cell(95), cell(97)],
          [cell(1_234_567), cell(2_345_678)],
        ],
      },
    ],
  }
  for (const option of [lineOption(cube, drawn, theme, say), columnOption(cube, drawn, theme, say)]) {
    const [above, below] = option.grid as { left: number; right: number; outerBoundsMode?: string }[]
    expect(above).toMatchObject({ left: below?.left, right: below?.right, outerBoundsMode: 'none' })
    // As wide as «2.500.000».
    expect(above?.left).toBeGreaterThan(9 * 0.5 * theme.size)
  }
})
