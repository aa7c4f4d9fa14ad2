import { tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'

/** What needs nothing but itself shares a process, which loads the code once. */
const ALONE = ['sql/**/*.test.ts', 'server/**/*.test.ts', 'web/src/**/*.test.ts', 'workers/**/*.test.ts']
/** What asks for the PostgreSQL of the run all the same. */
const WITH_POSTGRES = ['workers/src/connectors/conformance.test.ts', 'workers/src/connectors/postgres/*.test.ts']
const NEVER = '**/node_modules/**'

/** Test sources live on this machine; what may not be reached or read without leave says so by itself. */
const LEAVE = { IOC_PRIVATE_SOURCES: '127.0.0.0/8, ::1', IOC_SOURCE_FOLDERS: tmpdir() }

export default defineConfig({
  test: {
    reporters: ['default', 'tests/support/closing-line.ts'],
    // Two cores: more files at once only make each slower than its time-out.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'alone',
          include: ALONE,
          exclude: [NEVER, ...WITH_POSTGRES],
          isolate: false,
          env: LEAVE,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'together',
          include: ['tests/**/*.test.ts', ...WITH_POSTGRES],
          exclude: [NEVER],
          globalSetup: ['tests/support/global-setup.ts'],
          env: LEAVE,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
