import { availableParallelism, tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'
import LongestFirst from './support/longest-first.ts'

/** What needs nothing but itself shares a process, which loads the code once. */
const ALONE = ['sql/**/*.test.ts', 'server/**/*.test.ts', 'web/src/**/*.test.ts', 'workers/**/*.test.ts']
const NEVER = '**/node_modules/**'

/** What weighs the memory of its process, or loads other code by the environment, has a process to itself, wherever it lies. */
const APART = [
  'workers/src/connectors/conformance.test.ts',
  'workers/src/connectors/postgres/*.test.ts',
  'tests/flows/poisoned.test.ts',
  'tests/kinds.test.ts',
  'tests/screens/new-domain.test.ts',
]

/** Test sources live on this machine; what may not be reached or read without leave says so by itself. */
const LEAVE = { IOC_PRIVATE_SOURCES: '127.0.0.0/8, ::1', IOC_SOURCE_FOLDERS: tmpdir() }

/**
 * On a machine for checks, which others slow down, what fails is tried once more and then told by name. What a property found is not: the
 * next try would only look elsewhere.
 */
const AGAIN = process.env.CI ? { count: 1, condition: /^(?!Property failed)/ } : 0

/** Files share a process, and its heap: with more room for what is young, less time goes into looking through what is old. */
const ROOM = ['--max-semi-space-size=64']

/** Cores that are made use of: the connections of one database are shared. */
const MOST = 4

const WITH_ENOUGH = { env: LEAVE, execArgv: ROOM, testTimeout: 300_000, hookTimeout: 120_000, retry: AGAIN }
const WITH_ALL = { ...WITH_ENOUGH, globalSetup: ['tests/support/global-setup.ts'] }

export default defineConfig({
  test: {
    reporters: ['default', 'tests/support/closing-line.ts'],
    // A file waits half of its time, for clocks and browsers: one more than there are cores keeps these busy.
    maxWorkers: Math.min(availableParallelism(), MOST) + 1,
    sequence: { sequencer: LongestFirst },
    // What one project has compiled the others need not, nor the next run.
    experimental: { fsModuleCache: true },
    projects: [
      {
        test: {
          name: 'alone',
          include: ALONE,
          exclude: [NEVER, ...APART],
          isolate: false,
          ...WITH_ENOUGH,
        },
      },
      {
        test: {
          name: 'apart',
          include: APART,
          exclude: [NEVER],
          setupFiles: ['tests/support/own-keys.ts', 'tests/support/signed-in.ts'],
          ...WITH_ALL,
        },
      },
      {
        test: {
          name: 'together',
          include: ['tests/**/*.test.ts'],
          exclude: [NEVER, ...APART],
          isolate: false,
          setupFiles: ['tests/support/own-keys.ts', 'tests/support/as-found.ts', 'tests/support/signed-in.ts'],
          ...WITH_ALL,
        },
      },
    ],
  },
})
