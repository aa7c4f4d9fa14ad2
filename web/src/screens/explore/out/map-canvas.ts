import type { DeskTheme } from '../theme.ts'
import { wrap } from './poster.ts'

const LEGEND = { width: 260, pad: 16, mark: 16, gap: 8, size: 14, leading: 20 }

/** How a drawing looks is said by style sheets, which its picture has none of. */
const LOOKS = ['color', 'fill', 'opacity', 'stroke', 'stroke-dasharray', 'stroke-width', 'vector-effect'] as const

/** A map as it stands on the page, its legend at its right, at `ratio` pixels for one of the page. */
export async function mapCanvas(map: HTMLElement, ratio: number, theme: DeskTheme): Promise<HTMLCanvasElement | null> {
  const drawing = map.querySelector<SVGSVGElement>(':scope > svg')
  if (!drawing) return null
  const { width, height } = drawing.getBoundingClientRect()
  const canvas = document.createElement('canvas')
  const drawn = canvas.getContext('2d') as CanvasRenderingContext2D
  const font = `400 ${LEGEND.size}px ${theme.font}`
  drawn.font = font
  const lines = linesOf(map, (text, room) => wrap(text, room, (part) => drawn.measureText(part).width))
  const high = 2 * LEGEND.pad + lines.reduce((sum, { words }) => sum + words.length * LEGEND.leading + LEGEND.gap, 0)
  canvas.width = Math.round((width + LEGEND.width) * ratio)
  canvas.height = Math.round(Math.max(height, high) * ratio)
  drawn.scale(ratio, ratio)
  drawn.fillStyle = theme.panel
  drawn.fillRect(0, 0, canvas.width, canvas.height)
  drawn.drawImage(await imageOf(drawing, width * ratio, height * ratio), 0, 0, width, height)
  drawn.textBaseline = 'middle'
  drawn.font = font
  let at = LEGEND.pad
  for (const { mark, words } of lines) {
    const middle = at + LEGEND.leading / 2
    const box = [width, middle - LEGEND.mark / 2, LEGEND.mark, LEGEND.mark] as const
    if (mark instanceof SVGSVGElement) drawn.drawImage(await imageOf(mark, LEGEND.mark * ratio, LEGEND.mark * ratio), ...box)
    else if (mark) {
      drawn.fillStyle = getComputedStyle(mark).backgroundColor
      drawn.fillRect(...box)
    }
    drawn.fillStyle = theme.secondary
    for (const [place, line] of words.entries())
      drawn.fillText(line, width + (mark ? LEGEND.mark + LEGEND.gap : 0), middle + place * LEGEND.leading)
    at += words.length * LEGEND.leading + LEGEND.gap
  }
  return canvas
}

/** What the legend says, a mark before it or none. */
const linesOf = (map: HTMLElement, wrapped: (text: string, room: number) => string[]) =>
  [...map.querySelectorAll<HTMLElement>('.explore-legend :is(li, p)')].map((line) => {
    const mark = line.querySelector<SVGSVGElement | HTMLElement>('svg, i')
    const room = LEGEND.width - LEGEND.pad - (mark ? LEGEND.mark + LEGEND.gap : 0)
    return { mark, words: wrapped(line.textContent ?? '', room) }
  })

async function imageOf(drawing: SVGSVGElement, width: number, height: number): Promise<HTMLImageElement> {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  for (const [place, element] of [drawing, ...drawing.querySelectorAll<SVGElement>('*')].entries()) {
    const look = getComputedStyle(element)
    for (const name of LOOKS) copies[place]?.style.setProperty(name, look.getPropertyValue(name))
  }
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  return image
}
