/** One piece of work a frame: a chart of 3 × 300 points costs about 7 ms, a tile with news as much, so a frame has room for one of each. */
export interface FrameQueue {
  /** The newest work of a key replaces what still waits. */
  request(key: unknown, draw: () => void): void
  cancel(key: unknown): void
}

export function newFrameQueue(nextFrame: (run: () => void) => void): FrameQueue {
  const waiting = new Map<unknown, () => void>()
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
    request(key, draw) {
      waiting.set(key, draw)
      if (running) return
      running = true
      nextFrame(run)
    },
    cancel: (key) => void waiting.delete(key),
  }
}
