import { expect, test } from 'vitest'
import { indicator, registryOf } from '../indicators/registry.fixture.ts'
import { checkPlans } from './check.ts'
import { readPlan } from './plan-file.ts'
import { targetsOf } from './targets.ts'

const PATH = '/somewhere/sql/provinces/x/plans/ke-hoach.yaml'
const registry = registryOf({ indicators: [indicator()] })

const HEAD = `id: ke-hoach
title: { vi: Kế hoạch, en: Plan }
source: Kế hoạch 1
from: 2026-01-01
to: 2026-12-31
clauses:
`
const CLAUSE = `  - id: mot
    text: Đạt 90%
    operator: "≥"
    value: 90
    unitOfMeasurement: percent
    owner: so-tai-chinh
    indicator: a.share
`
const read = (clauses: string, head = HEAD) => readPlan(PATH, `${head}${clauses}`)
const check = (...clauses: string[]) => checkPlans([read(clauses.join(''))], registry, new Set(['x']))

test('a plan that holds together is taken as it is', () => {
  expect(() => check(CLAUSE)).not.toThrow()
  expect(targetsOf([read(CLAUSE).plan])).toEqual([
    {
      indicator: 'a.share',
      value: 90,
      from: '2026-01-01',
      to: '2026-12-31',
      clause: 'Đạt 90%',
      document: 'Kế hoạch',
    },
  ])
})

const TWO = CLAUSE.replace('mot', 'hai')

test.each([
  ['an unknown indicator', [CLAUSE.replace('a.share', 'a.shore')], ':13: there is no indicator «a.shore»; near it: «a.share»'],
  [
    'another unit of measurement',
    [CLAUSE.replace('percent', 'dong')],
    ':11: «mot» is set in dong, a.share is measured in percent; make them one.',
  ],
  ['two that hold at once', [CLAUSE, TWO], ':20: two targets hold for a.share on 2026-01-01'],
  ['one clause twice', [CLAUSE, CLAUSE], ':14: the clause «mot» is in this plan twice'],
  ['a unit nobody knows', [`${CLAUSE}    unit: khong-co\n`], ':14: no units file names «khong-co»'],
  [
    'a clause backwards',
    [`${CLAUSE}    from: 2027-01-01\n`],
    ':7: the clause «mot» ends on 2026-12-31, before it begins on 2027-01-01',
  ],
])('%s is refused by file and line', (_, clauses, says) => {
  expect(() => check(...clauses)).toThrow(`sql/provinces/x/plans/ke-hoach.yaml${says}`)
})

test('what cannot be read is named by file and line too', () => {
  expect(() => read(CLAUSE.replace('90\n', 'chín mươi\n'))).toThrow('ke-hoach.yaml:10: clauses.0.value:')
  expect(() => read(CLAUSE.replace('    indicator: a.share\n', ''))).toThrow('say either the indicator that measures it')
  expect(() => read(`${CLAUSE}    level: [`)).toThrow(/ke-hoach\.yaml:1[45]: /)
})

test('clauses of other scopes stand side by side', () => {
  expect(() =>
    check(CLAUSE, `${TWO}    unit: x\n`, `${TWO.replace('hai', 'ba')}    level: commune\n    each: true\n`),
  ).not.toThrow()
})

test('a clause nobody put an end to ends where the next of its scope begins', () => {
  const open = HEAD.replace('to: 2026-12-31\n', '')
  const later = `${TWO.replace('value: 90', 'value: 95')}    from: 2030-01-01\n    due: 2030-12-31\n`
  const file = read(`${CLAUSE}${later}`, open)
  expect(() => checkPlans([file], registry, new Set())).not.toThrow()
  expect(targetsOf([file.plan]).map(({ value, from, to }) => [value, from, to])).toEqual([
    [90, '2026-01-01', '2029-12-31'],
    [95, '2030-01-01', '2030-12-31'],
  ])
})
