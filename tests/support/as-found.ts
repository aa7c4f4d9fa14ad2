import { afterAll, expect, vi } from 'vitest'

// Files share a process: what one of them says by the environment or the clock is gone before the next, or it fails.

const found = { ...process.env }

afterAll(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
  expect({ ...process.env }, 'the environment, which is stubbed with vi.stubEnv').toEqual(found)
})
