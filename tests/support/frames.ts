import type { Page } from 'playwright-core'

/** How many milliseconds lay between each two frames a page drew, over a while. */
export function frameGaps(page: Page, ms: number): Promise<number[]> {
  // As text: what compiles this file would name the functions in it.
  return page.evaluate<number[]>(`new Promise((done) => {
    const gaps = []
    const began = performance.now()
    let last = began
    requestAnimationFrame(function frame(now) {
      gaps.push(now - last)
      last = now
      if (now - began < ${ms}) requestAnimationFrame(frame)
      else done(gaps.slice(1))
    })
  })`)
}
