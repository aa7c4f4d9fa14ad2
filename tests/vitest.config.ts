import { tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['sql/**/*.test.ts', 'workers/**/*.test.ts', 'server/**/*.test.ts', 'web/src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: ['default', 'tests/support/closing-line.ts'],
    // Test sources live on this machine; what may not be reached or read without leave says so by itself.
    env: { IOC_PRIVATE_SOURCES: '127.0.0.0/8, ::1', IOC_SOURCE_FOLDERS: tmpdir() },
    // Two cores: more files at once only make each slower than its time-out.
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
})
