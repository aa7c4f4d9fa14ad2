import { loadRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'

// A leader who doubts a number asks first by which document it is counted.

const NUMBERED = /\d+\/\d{4}\/|\d+\/QĐ-|QCVN \d+|TCVN \d+/
/** What no document of the state regulates, or one whose number was not published where we could read it; each says so. */
const WITHOUT = /Chưa có văn bản quy phạm riêng|Bộ 62 tiêu chí chuyển đổi số cấp xã|do Bộ Nội vụ công bố|PAPI|PCI/

test('every indicator names the document it rests on by its number, or says that there is none', async () => {
  const { indicators } = await loadRegistry()
  const bases = indicators.map(({ id, basis }) => [id, basis] as const)
  expect(bases.filter(([, basis]) => !NUMBERED.test(basis) && !WITHOUT.test(basis))).toEqual([])
  expect(bases.filter(([, basis]) => WITHOUT.test(basis)).length).toBeLessThan(bases.length / 10)
})

test('what counts as resolved is said where it is counted: done, handed over, and withdrawn by the applicant', async () => {
  const { indicator } = await loadRegistry()
  for (const id of ['dossiers.completed_today', 'dossiers.completed_month']) {
    expect(indicator(id).basis, id).toMatch(/trạng thái 9 .*, 10 .* và 7 /)
    expect(indicator(id).compiled.text, id).toBe("dossiers.completed + pick(dossiers.closed, ending, 'withdrawn')")
  }
  expect(indicator('dossiers.procedures_completed').basis).toMatch(/trạng thái 9, 10/)
})
