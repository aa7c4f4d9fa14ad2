import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { familyOf, loadSla } from './sla.ts'

function own(text: string): string {
  const house = mkdtempSync(join(tmpdir(), 'provinces-'))
  onTestFinished(() => rmSync(house, { recursive: true }))
  mkdirSync(join(house, 'an-hoa'))
  writeFileSync(join(house, 'an-hoa', 'sla.yaml'), text)
  return house
}
const report = { source: 'hotline', category: 'traffic', priority: 'urgent' }

test('a province’s own rules are asked before the national ones, which go on holding for the rest', () => {
  const house = own('families: { night: { due: { days: 1 } } }\nrules: [{ priority: urgent, family: night }]')
  const terms = loadSla('an-hoa', house)
  expect(familyOf(report, terms)).toEqual({ due: { days: 1 } })
  expect(familyOf({ ...report, priority: 'normal' }, terms)).toMatchObject({ due: { days: 7 } })
  expect(familyOf(report)).toMatchObject({ due: { days: 7 } })
})

test('a family of a national name is the province’s own', () => {
  expect(familyOf(report, loadSla('an-hoa', own('families: { field: { due: { workingDays: 5 } } }')))).toEqual({
    due: { workingDays: 5 },
  })
})

test.each([
  [
    'rules: [{ source: zalo, family: fast }]',
    /an-hoa.sla\.yaml: a rule names the family «fast», which is not there; there are field, petition/,
  ],
  ['families: { field: { due: { weeks: 1 } } }', /an-hoa.sla\.yaml/],
])('%s is refused by file', (text, reason) => {
  expect(() => loadSla('an-hoa', own(text))).toThrow(reason)
})
