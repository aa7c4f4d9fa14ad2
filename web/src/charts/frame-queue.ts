/** One chart of 3 × 300 points costs about 7 ms, so a frame has room for one. */
export interface FrameQueue {
  /** The newest drawing of a chart replaces one that still waits. */
  request(chart: object, draw: () => void): void
  cancel(chart: object): void
}

export function newFrameQueue(nextFrame: (run: () => void) => void): FrameQueue {
  const waiting = new Map<object, () => void>()
  let running = false

  const run = () => {
    const next = waiting.entries().next().value
    if (next) waiting.delete(next[0])
    // The next frame is booked before drawing, so a chart that throws cannot stop the others.
    running = waiting.size > 0
    if (running) nextFrame(run)
    next?.[1]()
  }

  return {
    request(chart, draw) {
      waiting.set(chart, draw)
      if (running) return
      running = true
      nextFrame(run)
    },
    cancel: (chart) => void waiting.delete(chart),
  }
}
