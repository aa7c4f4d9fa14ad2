/** A chart of 3 × 300 points costs about 7 ms, a tile with news as much, so a frame has room for one of each; of smaller ones, for some. */
const ROOM_MS = 4

/** Work that waits for its frame, a little in each. */
export interface FrameQueue {
  /**
   * The newest work of a key replaces what still waits. In one frame only such is done as lies in one band of the screen, and what lies
   * in none; what is asked for by work that is being done lies where that does.
   */
  request(key: unknown, draw: () => void, band?: number): void
  cancel(key: unknown): void
}

interface Work {
  draw: () => void
  band: number | undefined
}

/** With a room of 0 it does one a frame, whatever that takes: what makes React draw costs nothing until it does. */
export function newFrameQueue(nextFrame: (run: () => void) => void, roomMs = ROOM_MS, now = () => performance.now()): FrameQueue {
  const waiting = new Map<unknown, Work>()
  let running = false
  let within: number | undefined

  const run = () => {
    const began = now()
    let band: number | undefined
    try {
      // What is asked for meanwhile is for the next frame.
      for (const [key, work] of [...waiting]) {
        if (waiting.get(key) !== work) continue
        if (band !== undefined && work.band !== undefined && work.band !== band) continue
        band ??= work.band
        waiting.delete(key)
        within = work.band
        work.draw()
        if (now() - began >= roomMs) break
      }
    } finally {
      within = undefined
      running = waiting.size > 0
      if (running) nextFrame(run)
    }
  }

  return {
    request(key, draw, band = within) {
      waiting.set(key, { draw, band })
      if (running) return
      running = true
      nextFrame(run)
    },
    cancel: (key) => void waiting.delete(key),
  }
}
