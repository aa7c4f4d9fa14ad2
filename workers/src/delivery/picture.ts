import { Resvg } from '@resvg/resvg-js'

const WIDTH = 240
const HEIGHT = 48
const MARGIN = 4

/** How a number went, as a PNG twice as fine as it is shown; null where there is nothing to draw. `bound` is drawn where it lies in sight. */
export function drawTrend(trend: readonly (number | null)[], bound: number | null): Buffer | null {
  const told = trend.filter((value) => value !== null)
  if (told.length < 2) return null
  const [low, high] = [Math.min(...told, bound ?? Number.POSITIVE_INFINITY), Math.max(...told, bound ?? Number.NEGATIVE_INFINITY)]
  const x = (index: number) => MARGIN + (index * (WIDTH - 2 * MARGIN)) / Math.max(1, trend.length - 1)
  const y = (value: number) => HEIGHT - MARGIN - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * MARGIN)
  const last = trend.findLastIndex((value) => value !== null)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
    <rect width="100%" height="100%" fill="#ffffff"/>
    ${bound === null ? '' : `<line x1="0" x2="${WIDTH}" y1="${y(bound)}" y2="${y(bound)}" stroke="#b42318" stroke-width="1" stroke-dasharray="4 3"/>`}
    ${piecesOf(trend)
      .map(
        (piece) =>
          `<polyline fill="none" stroke="#1d4f91" stroke-width="2" points="${piece.map(([index, value]) => `${x(index)},${y(value)}`).join(' ')}"/>`,
      )
      .join('')}
    <circle cx="${x(last)}" cy="${y(trend[last] as number)}" r="3.5" fill="#1d4f91"/>
  </svg>`
  return Buffer.from(new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 } }).render().asPng())
}

/** A day nobody told of is a gap, not a fall to 0. */
function piecesOf(trend: readonly (number | null)[]): [number, number][][] {
  const pieces: [number, number][][] = [[]]
  for (const [index, value] of trend.entries()) {
    if (value === null) pieces.push([])
    else pieces.at(-1)?.push([index, value])
  }
  return pieces.filter((piece) => piece.length > 1)
}
