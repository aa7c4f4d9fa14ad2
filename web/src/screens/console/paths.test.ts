import { expect, test } from 'vitest'
import { pathTo, placeOf } from './paths.ts'

test('every link of the console leads where it says', () => {
  expect(placeOf('/console')).toEqual({ screen: 'feeds' })
  expect(placeOf(pathTo.feeds())).toEqual({ screen: 'feeds' })
  expect(placeOf(pathTo.runs('nyc311'))).toEqual({ screen: 'runs', feed: 'nyc311' })
  expect(placeOf(pathTo.told('nyc311'))).toEqual({ screen: 'told', feed: 'nyc311' })
  expect(placeOf(pathTo.lineage('nyc311'))).toEqual({ screen: 'lineage', feed: 'nyc311' })
  expect(placeOf(pathTo.run('nyc311', 7))).toEqual({ screen: 'run', feed: 'nyc311', run: 7, counted: 'read' })
  expect(placeOf(pathTo.run('nyc311', 7, 'held'))).toMatchObject({ counted: 'held' })
  expect(placeOf(pathTo.quality())).toEqual({ screen: 'quality', of: null })
  expect(placeOf(pathTo.quality('nyc311'))).toEqual({ screen: 'quality', of: 'nyc311' })
  expect(placeOf('/console/exercise')).toEqual({ screen: 'alerts' })
  expect(placeOf('/console/exercise/alerts/7')).toEqual({ screen: 'alert', alert: 7 })
  expect(placeOf(pathTo.exercises())).toEqual({ screen: 'exercises' })
  expect(placeOf(pathTo.exerciseReport(7))).toEqual({ screen: 'exercise-report', exercise: 7 })
  expect(placeOf(pathTo.briefings())).toEqual({ screen: 'briefings' })
  expect(placeOf(pathTo.briefing(7))).toEqual({ screen: 'briefing', made: 7 })
  expect(placeOf(pathTo.boundaries())).toEqual({ screen: 'boundaries' })
  expect(placeOf(pathTo.screens())).toEqual({ screen: 'screens' })
  expect(placeOf(pathTo.screen(7))).toEqual({ screen: 'remote', display: 7 })
  expect(placeOf(pathTo.checklists())).toEqual({ screen: 'checklists' })
  expect(placeOf(pathTo.checklist(7))).toEqual({ screen: 'checklist', checklist: 7 })
  expect(placeOf(pathTo.checklistReport(7))).toEqual({ screen: 'checklist-report', checklist: 7 })
  expect(placeOf(pathTo.rules())).toEqual({ screen: 'rules' })
  expect(placeOf(pathTo.rule('a.b', 'c_d'))).toEqual({ screen: 'rule', kind: 'a.b', rule: 'c_d' })
  expect(placeOf(pathTo.signoff())).toEqual({ screen: 'signoff', round: null })
  expect(placeOf(pathTo.signoff('ho-so'))).toEqual({ screen: 'signoff', round: 'ho-so' })
  const period = { round: 'ho-so', unit: 'a b', period: '2026-10-01' }
  expect(placeOf(pathTo.signoffPeriod(period))).toEqual({ screen: 'signoff-period', ...period })
  expect(placeOf(pathTo.held('a b'))).toEqual({ screen: 'held', feed: 'a b' })
  const only = { status: 'dismissed', code: 'few_people' } as const
  expect(placeOf(pathTo.held('a b', only))).toEqual({ screen: 'held', feed: 'a b', ...only })
})

test('an address nobody made is said to be one', () => {
  for (const path of [
    '/console/x',
    '/console/boundaries/1',
    '/console/signoff/a/b',
    '/console/signoff/a/b/2026-10',
    '/console/briefings/x',
    '/console/feeds/a/b',
    '/console/feeds/a/held/1',
    '/console/rules/a.b',
    '/console/rules/a.b/c/d',
  ])
    expect(placeOf(path)).toEqual({ screen: 'lost' })
})
