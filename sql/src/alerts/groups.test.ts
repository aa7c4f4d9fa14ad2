import { expect, test } from 'vitest'
import type { FoundAlert } from './find.ts'
import { groupsOf } from './groups.ts'

let ids = 0
function alert(about: Partial<FoundAlert>): FoundAlert {
  return {
    id: ++ids,
    rule: 'levels',
    watch: about.subject ?? 'dossiers.overdue',
    subject: 'dossiers.overdue',
    unit: 'hung-yen',
    unitName: 'Tỉnh Hưng Yên',
    domain: 'dossiers',
    feeds: [],
    status: 'firing',
    level: 'warn',
    peak: 'warn',
    measured: 1,
    bound: 1,
    since: new Date(0),
    firedAt: new Date(0),
    acknowledgedBy: null,
    acknowledgedAt: null,
    resolvedAt: null,
    blindSince: null,
    clearSince: null,
    flapping: false,
    returns: 0,
    inhibitedBy: null,
    silencedBy: null,
    ...about,
  }
}

test('ten thousand alerts are as many groups as they have causes', () => {
  const storm = Array.from({ length: 10_000 }, (_, n) => alert({ subject: `reports.c${n % 8}`, unit: `xa-${n % 104}` }))
  const groups = groupsOf(storm)
  expect(groups).toHaveLength(8)
  expect(groups.reduce((sum, { alerts }) => sum + alerts.length, 0)).toBe(10_000)
})

test('by unit, each unit’s alerts of a cause are a group of their own', () => {
  const units = ['xa-a', 'xa-b', 'xa-a']
  const groups = groupsOf(
    units.map((unit, n) => alert({ unit, subject: n === 2 ? 'reports.overdue' : 'dossiers.overdue' })),
    'unit',
  )
  expect(groups.map(({ subject, alerts }) => [subject, alerts[0]?.unit]).sort()).toEqual([
    ['dossiers.overdue', 'xa-a'],
    ['dossiers.overdue', 'xa-b'],
    ['reports.overdue', 'xa-a'],
  ])
})

test('what a silent source explains stands in its group, and counts for nobody’s attention', () => {
  const dead = alert({ subject: 'feed:dossiers', unit: null, level: 'critical', domain: null })
  const [group, ...others] = groupsOf([alert({ inhibitedBy: dead.id, level: 'critical' }), dead])
  expect(others).toEqual([])
  expect(group).toMatchObject({ subject: 'feed:dossiers', waiting: 1, alerts: [dead] })
  expect(group?.explained).toHaveLength(1)
})

test('what nobody has seen to stands first, and of that the severest; silenced and flapping ones wait for nobody', () => {
  const groups = groupsOf([
    alert({ subject: 'a.seen', level: 'critical', status: 'acknowledged' }),
    alert({ subject: 'a.watch', level: 'watch' }),
    alert({ subject: 'a.warn', level: 'warn' }),
    alert({ subject: 'a.silenced', level: 'critical', silencedBy: 1 }),
    alert({ subject: 'a.flapping', level: 'warn', flapping: true }),
  ])
  expect(groups.map(({ subject, waiting }) => `${subject} ${waiting}`)).toEqual([
    'a.warn 1',
    'a.watch 1',
    'a.seen 0',
    'a.silenced 0',
    'a.flapping 0',
  ])
})
