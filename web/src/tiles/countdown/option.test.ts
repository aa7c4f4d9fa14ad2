import { expect, test } from 'vitest'
import { type DueRowData, firstDue } from './option.ts'

const row = (key: string, due: string, status: DueRowData['status']): DueRowData => ({
  ...{
    key,
    due,
    status,

    text: key,
    owner: 'Sở',
    workingDays: 5,
    elapsed: 0.5,
    done: 0.4,
    simulated: false,
    receivedAt: null,
    question: null,
  },
})

test('the next day counts all that is due on it, and what of that is at risk', () => {
  const rows = [row('a', '2026-12-05', 'at_risk'), row('b', '2026-12-05', 'on_track'), row('c', '2026-12-31', 'at_risk')]
  expect(firstDue(rows)).toEqual({ due: '2026-12-05', workingDays: 5, count: 2, atRisk: 1 })
  expect(firstDue([])).toBeNull()
})
