import { expect, test } from 'vitest'
import { readSteps } from './files.ts'
import { releaseOf, releases } from './releases.ts'

const steps = readSteps()

test.each(releases())('what $version has run is as it was, for it is run nowhere a second time', ({ steps: released }) => {
  const now = releaseOf(steps)
  const altered = Object.keys(released).filter((name) => now[name] !== released[name])
  expect(altered, 'write a further step instead').toEqual([])
})

test('every step since the first release comes after its steps, and can be taken back', () => {
  const first = releases()[0]?.steps ?? {}
  const newest = Object.keys(first).sort().at(-1) ?? ''
  const since = steps.filter(({ name }) => !(name in first))
  expect(since.filter(({ name }) => name < newest).map(({ name }) => name)).toEqual([])
  expect(since.filter(({ down }) => !down).map(({ name }) => `${name}.down.sql is missing`)).toEqual([])
})
