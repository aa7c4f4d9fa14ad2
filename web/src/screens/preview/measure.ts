import type { DraftShown, TileFit } from './messages.ts'

/** How a wall stands in this page. */
export function measureWall(grid: HTMLElement): Omit<DraftShown, 'type'> {
  const { left, top, width, height } = grid.getBoundingClientRect()
  const { paddingLeft, paddingTop, paddingRight, paddingBottom, columnGap } = getComputedStyle(grid)
  const [x, y, right, bottom] = [paddingLeft, paddingTop, paddingRight, paddingBottom].map(Number.parseFloat) as [
    number,
    number,
    number,
    number,
  ]
  return {
    grid: {
      left: left + x,
      top: top + y,
      width: width - x - right,
      height: height - y - bottom,
      gap: Number.parseFloat(columnGap),
    },
    tiles: [...grid.querySelectorAll<HTMLElement>('.tile')].map(fitOf),
  }
}

/** A pixel more is what rounding makes. */
const ROUNDING = 2

function fitOf(tile: HTMLElement): TileFit {
  const sizes = [...tile.querySelectorAll('*')]
    .filter((one) => one.getClientRects().length > 0 && !one.closest('.unseen'))
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
    // What is drawn is of its drawing's own scale.
    .map((one) => {
      const scale = one instanceof SVGGraphicsElement ? (one.getScreenCTM()?.a ?? 1) : 1
      return Number.parseFloat(getComputedStyle(one).fontSize) * scale
    })
  const holders = tile.querySelectorAll<HTMLElement>('.tile-title, .tile-inside, .tile-body')
  return {
    tile: tile.dataset.tile ?? '',
    smallest: sizes.length > 0 ? Math.min(...sizes) : null,
    isCut: [...holders].some(
      (one) => one.scrollHeight > one.clientHeight + ROUNDING || one.scrollWidth > one.clientWidth + ROUNDING,
    ),
  }
}
