import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readUnits } from './apply.ts'
import { checkUnits } from './check.ts'
import { withMergers } from './merger.ts'
import { readSuccessions } from './successions.ts'

const UNITS = `key,code,kind,name,parent,valid_from,valid_to
tinh,33,province,Tỉnh,,1997-01-01,
xa-a,101,commune,Xã A,tinh,1997-01-01,2025-07-01
xa-b,102,commune,Xã B,tinh,1997-01-01,2025-07-01
xa-c,101,commune,Xã C,tinh,2025-07-01,
xa-d,103,commune,Xã D,tinh,2025-07-01,
`
const SUCCESSIONS = `from,to,people,area,dossiers,legal_act,source
xa-a,xa-c,,,,,
xa-b,xa-c,0.4,0.3,0.5,,
xa-b,xa-d,0.6,0.7,0.5,,
`

function check(units: string, successions: string, day = '2025-07-01'): void {
  const folder = mkdtempSync(join(tmpdir(), 'units-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = { units: join(folder, 'units.csv'), successions: join(folder, `${day}.csv`) }
  writeFileSync(files.units, units)
  writeFileSync(files.successions, successions)
  const read = withMergers(readUnits(files.units), readSuccessions(files.successions))
  checkUnits(read.units, read.successions)
}

test('units that end, split and merge on one day pass', () => {
  expect(() => check(UNITS, SUCCESSIONS)).not.toThrow()
})

test.each([
  [
    'a parent nobody named',
    'xa-a,101,commune,Xã A,tinh',
    'xa-a,101,commune,Xã A,huyen',
    /units.csv, line 3: .*«huyen», which no units file/,
  ],
  ['a key twice', 'xa-d,103', 'xa-c,103', /units.csv, line 6: the unit «xa-c» is already in .*line 5/],
  ['two standing units of one code', 'xa-d,103', 'xa-d,101', /units.csv, line 6: «xa-d» has the code 101 while «xa-c»/],
  ['a unit under itself', 'tinh,33,province,Tỉnh,,', 'tinh,33,province,Tỉnh,xa-a,', /line 2: «tinh» lies under itself/],
  [
    'an end before the beginning',
    'tinh,2025-07-01,\nxa-d',
    'tinh,2025-07-01,2025-07-01\nxa-d',
    /line 5: «xa-c» ends on 2025-07-01, not after/,
  ],
  [
    'a child that outlives its parent',
    'Tỉnh,,1997-01-01,',
    'Tỉnh,,1997-01-01,2025-07-01',
    /line 5: «xa-c» outlives its parent «tinh»/,
  ],
  [
    'a child older than its parent',
    'Tỉnh,,1997-01-01,',
    'Tỉnh,,1998-01-01,',
    /line 3: «xa-a» begins on 1997-01-01, before its parent/,
  ],
  ['a day that is none', '1997-01-01,2025-07-01\nxa-b', '1997-01-01,1/7/2025\nxa-b', /units.csv, line 3/],
  ['a column nobody knows', 'valid_from,valid_to', 'valid_from,valid_till', /units.csv, line 2: .*valid_till/s],
])('%s is refused with its line', (_, good, bad, message) => {
  expect(() => check(UNITS.replace(good, bad), SUCCESSIONS)).toThrow(message)
})

test.each([
  ['a successor nobody named', 'xa-a,xa-c', 'xa-a,xa-x', /2025-07-01.csv, line 2: no units file names «xa-x»/],
  [
    'shares of people that do not add up',
    '0.6,0.7,0.5',
    '0.5,0.7,0.5',
    /line 3: the shares of «xa-b» by people add up to 0.9, not 1/,
  ],
  [
    'a whole unit handed out twice',
    'xa-b,xa-c,0.4,0.3,0.5',
    'xa-b,xa-c,,,',
    /line 3: the shares of «xa-b» by people add up to 1.6/,
  ],
  ['a succession named twice', 'xa-b,xa-d,0.6', 'xa-b,xa-c,0.6', /line 4: «xa-b» → «xa-c» is named twice/],
  [
    'a share as Vietnam writes it',
    '0.4,0.3',
    '"0,4",0.3',
    /2025-07-01.csv, line 3: .*expected a number such as 2514.81.*at people/s,
  ],
  ['a share above 1', '0.4,0.3', '1.4,0.3', /2025-07-01.csv, line 3/],
  ['a successor that began another day', 'xa-a,xa-c', 'xa-a,tinh', /line 2: «tinh» begins on 1997-01-01, so it cannot follow/],
  ['what follows a unit that still stands', 'xa-a,xa-c', 'xa-d,xa-c', /line 2: «xa-d» still stands, so nothing can follow it/],
  ['a circle', 'xa-a,xa-c,,,,,', 'xa-a,xa-c,,,,,\nxa-c,xa-a,,,,,', /line 3: «xa-c» still stands/],
])('%s is refused with its line', (_, good, bad, message) => {
  expect(() => check(UNITS, SUCCESSIONS.replace(good, bad))).toThrow(message)
})

const MERGER = `from,to,to_name,to_code,legal_act
xa-c,xa-e,Xã E,104,Nghị quyết 9
xa-d,xa-e,Xã E,104,Nghị quyết 9
`

test('a merger is one file: units end with it, and one it names begins as what it follows was', () => {
  expect(() => check(UNITS, MERGER, '2027-01-01')).not.toThrow()
})

test.each([
  ['a code another unit has', 'Xã E,104', 'Xã E,33', /2027-01-01.csv, line 2: «xa-e» has the code 33 while «tinh» still stands/],
  ['one key with two names', 'xa-d,xa-e,Xã E', 'xa-d,xa-e,Xã Ê', /line 3: the unit «xa-e» is already in .*line 2/],
  [
    'a unit that stands already',
    'xa-c,xa-e,Xã E',
    'xa-c,tinh,Tỉnh',
    /2027-01-01.csv, line 2: the unit «tinh» is already in .*units.csv/,
  ],
  [
    'a parent nobody named',
    MERGER.slice(MERGER.indexOf(',legal_act')),
    ',to_parent\nxa-c,xa-e,Xã E,104,huyen\nxa-d,xa-e,Xã E,104,huyen',
    /line 2: .*«huyen», which no units file/,
  ],
  ['a key without a name', 'xa-d,xa-e,Xã E', 'xa-d,xa-f,', /line 3: no units file names «xa-f»/],
])('a merger with %s is refused with its line', (_, good, bad, message) => {
  expect(MERGER).toContain(good)
  expect(() => check(UNITS, MERGER.replace(good, bad), '2027-01-01')).toThrow(message)
})

test('successions of another day than the units end on are refused', () => {
  expect(() => check(UNITS, SUCCESSIONS, '2025-07-02')).toThrow(/2025-07-02.csv, line 2: «xa-a» ends on 2025-07-01/)
})

test('a file of successions is named after its day', () => {
  expect(() => check(UNITS, SUCCESSIONS, 'merger')).toThrow(/name the file after the day/)
})

test('every fault is named at once', () => {
  const faulty = () => check(UNITS.replace('xa-d,103', 'xa-d,101'), SUCCESSIONS.replace('0.6,0.7,0.5', '0.5,0.7,0.5'))
  expect(faulty).toThrow(/code 101.*by people/s)
})
