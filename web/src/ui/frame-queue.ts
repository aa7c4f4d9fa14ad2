/** A chart of 3 × 300 points costs about 7 ms, a tile with news as much, so a frame has room for one of each; of smaller ones, for some. */
const ROOM_MS = 4

/** Work that waits for its frame, a little in each. */
export interface FrameQueue {
  /** The newest work of a key replaces what still waits. */
  request(key: unknown, draw: () => void): void
  cancel(key: unknown): void
}

export function newFrameQueue(nextFrame: (run: () => void) => void, now = () => performance.now()): FrameQueue {
  const waiting = new Map<unknown, () => void>()
  let running = false

  const run = () => {
    const began = now()
    try {
      // What is asked for meanwhile is for the next frame.
      for (const [key, draw] of [...waiting]) {
        if (waiting.get(key) !== draw) continue
        waiting.delete(key)
        draw()
        if (now() - began >= ROOM_MS) break
      }
    } finally {
      running = waiting.size > 0
      if (running) nextFrame(run)
    }
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
