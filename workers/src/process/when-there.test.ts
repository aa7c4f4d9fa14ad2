import { expect, test, vi } from 'vitest'
import { whenThere } from './when-there.ts'

const fault = (code: string) => Object.assign(new Error(code), { code })

test('a process that begins while the database is away waits for it, and says so once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const told = vi.fn()
  const answers = [fault('57P01'), fault('57P03'), new Error('Connection terminated unexpectedly')]
  const asked = whenThere(async () => {
    const next = answers.shift()
    if (next) throw next
    return 'hung-yen'
  }, told)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await asked).toBe('hung-yen')
  expect(told).toHaveBeenCalledTimes(1)
  vi.useRealTimers()
})

test.each(['ENOTFOUND', '28P01', '42P01'])('what waiting does not mend ends it: %s', async (code) => {
  await expect(
    whenThere(
      () => Promise.reject(fault(code)),
      () => {},
    ),
  ).rejects.toThrow(code)
})
