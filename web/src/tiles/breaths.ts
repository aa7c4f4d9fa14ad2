import { bandOf, frames } from '../ui/frames.ts'

/** It dims in so many steps, a beat each (tile-frame.css), then nothing is left. */
const STEPS = 3
const BEAT_MS = 300

const lit = new Map<HTMLElement, { step: number; band: number }>()
let beats: ReturnType<typeof setInterval> | undefined

/**
 * Lights the head of a tile for a moment. All that are lit dim on the same beats, in few steps and as plain style: were each dimmed by itself, or
 * in every frame, all of a 4K wall would be put together anew in each, by a machine without a GPU.
 */
export function breathe(tile: HTMLElement): void {
  lit.set(tile, { step: 0, band: bandOf(tile) })
  beats ??= setInterval(beat, BEAT_MS)
}

export function stopBreathing(tile: HTMLElement): void {
  lit.delete(tile)
  frames.cancel(tile)
  delete tile.dataset.breath
}

function beat(): void {
  for (const [tile, { step, band }] of lit)
    frames.request(
      tile,
      () => {
        if (step === STEPS) stopBreathing(tile)
        else {
          tile.dataset.breath = String(step)
          lit.set(tile, { step: step + 1, band })
        }
      },
      band,
    )
  if (lit.size > 0) return
  clearInterval(beats)
  beats = undefined
}
