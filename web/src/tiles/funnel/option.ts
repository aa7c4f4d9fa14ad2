import type { TileOf } from '@ioc/server/contract'

type Step = TileOf<'funnel'>['steps'][number]

/** A step as it is drawn: its bar, the bar before it behind, and how many were lost between the two. */
export interface FunnelRow {
  step: Step
  /** 0–1 of the first step. */
  part: number
  before: number
  lost: number | null
  /** The step that loses the largest share: where to look first. */
  isWorst: boolean
}

/** Bars start at zero and are measured by the first step; a step larger than the first fills its track. */
export function funnelRows(steps: readonly Step[]): FunnelRow[] {
  const parts = steps.map(({ reading, ofFirst }, place) =>
    place === 0 ? Number(Boolean(reading.value)) : Math.min(1, Math.max(0, ofFirst ?? 0)),
  )
  const kept = steps.flatMap(({ ofPrevious }) => ofPrevious ?? [])
  const worst = kept.length > 0 ? Math.min(...kept) : 1
  return steps.map((step, place) => {
    const [now, previous] = [step.reading.value, steps[place - 1]?.reading.value ?? null]
    return {
      step,
      part: parts[place] as number,
      before: place === 0 ? 0 : (parts[place - 1] as number),
      lost: now === null || previous === null ? null : previous - now,
      isWorst: worst < 1 && step.ofPrevious === worst,
    }
  })
}
