import type { Build } from './build.ts'
import { readingOf } from './reading.ts'

/** How many reached each step, and what share of those before. */
export const funnelTile: Build<'funnel'> = async (context, tile, moment) => {
  const read = async (indicator: string) => (await readingOf(context, indicator, moment)).reading
  const reached = await Promise.all(
    tile.steps.map(async (step) => ({
      reading: await read(step.indicator),
      amount: step.amount ? await read(step.amount) : null,
    })),
  )
  const value = (place: number) => reached[place]?.reading.value ?? null
  return {
    id: tile.id,
    title: tile.title,
    kind: 'funnel',
    steps: reached.map((step, place) => ({
      ...step,
      ofFirst: shareOf(value(place), value(0)),
      ofPrevious: place === 0 ? null : shareOf(value(place), value(place - 1)),
    })),
  }
}

function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || !whole ? null : part / whole
}
