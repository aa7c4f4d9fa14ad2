import { expect, test } from 'vitest'
import { isOfStore } from './close-run.ts'

test.each([
  [{ code: '53100', message: 'could not extend file: No space left on device' }, true],
  [{ code: '57P01', message: 'terminating connection due to administrator command' }, true],
  [new Error('Connection terminated unexpectedly'), true],
  [new Error('Client has encountered a connection error and is not queryable'), true],
  [new Error('no such column'), false],
  [{ code: '22003', message: 'value out of range' }, false],
  [{ code: 'ECONNRESET', message: 'read ECONNRESET' }, false],
  [undefined, false],
])('what is the trouble of our database alone (%j)', (thrown, expected) => {
  expect(isOfStore(thrown)).toBe(expected)
})
