import { tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'

/** What needs nothing but itself shares a process, which loads the code once. */
const ALONE = ['sql/**/*.test.ts', 'server/**/*.test.ts', 'web/src/**/*.test.ts']

export default defineConfig({
  test: {
    reporters: ['default', 'tests/support/closing-line.ts'],
    // Two cores: more files at once only make each slower than its time-out.
    maxWorkers: 2,
    projects: [
      { test: { name: 'alone', include: ALONE, exclude: ['**/node_modules/**'], isolate: false, testTimeout: 180_000 } },
      {
        test: {
          name: 'together',
          include: ['workers/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['tests/support/global-setup.ts'],
          // Test sources live on this machine; what may not be reached or read without leave says so by itself.
          env: { IOC_PRIVATE_SOURCES: '127.0.0.0/8, ::1', IOC_SOURCE_FOLDERS: tmpdir() },
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
