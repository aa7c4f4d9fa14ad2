import type { Reporter, TestModule } from 'vitest/node'

const SLOWEST = 12

/** Ends the run with where its time went, and one line anyone can read, people and machines alike. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 }
    let again = ''
    for (const module of modules) {
      if (module.state() === 'failed' && [...module.children.allTests('failed')].length === 0) count.failed++
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state !== 'pending') count[state]++
        if (test.diagnostic()?.flaky) again += `passed on a second try: ${module.relativeModuleId} > ${test.name}\n`
      }
    }
    process.stdout.write(
      `\n${slowestOf(modules)}\n${again}${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`,
    )
  }
}

function slowestOf(modules: readonly TestModule[]): string {
  const timed = modules.map((module) => {
    const { duration, collectDuration } = module.diagnostic()
    return { file: module.relativeModuleId, seconds: (duration + collectDuration) / 1000 }
  })
  return timed
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${file}\n`)
    .join('')
}
