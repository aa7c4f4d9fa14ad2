/** Counts the frames this page draws, a second at a time. Null while the page is hidden. */
export function countFrames(): { perSecond(): number | null; stop(): void } {
  let [frames, since, last]: [number, number, number | null] = [0, performance.now(), null]
  let handle = requestAnimationFrame(count)

  function count(now: number) {
    frames++
    if (now - since >= 1_000) {
      last = Math.round((frames * 1_000) / (now - since))
      frames = 0
      since = now
    }
    handle = requestAnimationFrame(count)
  }

  return {
    perSecond: () => (document.hidden || performance.now() - since > 2_000 ? null : last),
    stop: () => cancelAnimationFrame(handle),
  }
}
