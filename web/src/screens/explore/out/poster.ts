import type { DeskTheme } from '../theme.ts'

/** Words around a picture that is taken away. */
export interface Words {
  title: string
  /** Of what, over what, in what. */
  subtitle: string
  /** As known when, from where: a line each. */
  notes: readonly string[]
  /** Beside the title where something is simulated. */
  mark: string | null
}

/** Pixels of a picture’s file for one of the page. */
export const RATIO = 2

export const blobOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('PNG'))), 'image/png'))

const PAD = 24
const TITLE = 22
const SUBTITLE = 15
const NOTE = 13
const LEADING = 1.4
const GAP = 12

/** A drawn picture with its words above and below, at `ratio` pixels of the file for one of the page. */
export function posterOf(picture: HTMLCanvasElement, ratio: number, { title, subtitle, notes, mark }: Words, theme: DeskTheme) {
  const width = Math.max(picture.width / ratio, 640)
  const canvas = document.createElement('canvas')
  const drawn = canvas.getContext('2d') as CanvasRenderingContext2D
  const fontOf = (size: number, weight: number) => `${weight} ${size}px ${theme.font}`
  const wrapped = (text: string, size: number, weight: number) => {
    drawn.font = fontOf(size, weight)
    return wrap(text, width - 2 * PAD, (part) => drawn.measureText(part).width)
  }
  const blocks = [
    { lines: wrapped(title, TITLE, 600), size: TITLE, weight: 600, colour: theme.text },
    { lines: wrapped(subtitle, SUBTITLE, 400), size: SUBTITLE, weight: 400, colour: theme.secondary },
    ...(mark ? [{ lines: wrapped(mark, SUBTITLE, 600), size: SUBTITLE, weight: 600, colour: theme.simulated }] : []),
  ]
  const below = { lines: notes.flatMap((note) => wrapped(note, NOTE, 400)), size: NOTE, weight: 400, colour: theme.secondary }
  const heightOf = ({ lines, size }: { lines: string[]; size: number }) => lines.length * size * LEADING
  const top = PAD + blocks.reduce((sum, block) => sum + heightOf(block), 0) + GAP
  const height = top + picture.height / ratio + GAP + heightOf(below) + PAD
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  drawn.fillStyle = theme.panel
  drawn.fillRect(0, 0, canvas.width, canvas.height)
  drawn.scale(ratio, ratio)
  drawn.textBaseline = 'top'
  let at = PAD
  const write = ({ lines, size, weight, colour }: (typeof blocks)[number]) => {
    drawn.font = fontOf(size, weight)
    drawn.fillStyle = colour
    for (const line of lines) {
      drawn.fillText(line, PAD, at)
      at += size * LEADING
    }
  }
  for (const block of blocks) write(block)
  drawn.drawImage(picture, 0, top, picture.width / ratio, picture.height / ratio)
  at = top + picture.height / ratio + GAP
  write(below)
  return canvas
}

/** Words in lines no wider than there is room; a word that is wider alone, such as an address, is broken. */
export function wrap(text: string, room: number, widthOf: (part: string) => number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).flatMap((each) => broken(each, room, widthOf))) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last === undefined || widthOf(longer) > room) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

function broken(word: string, room: number, widthOf: (part: string) => number): string[] {
  const parts: string[] = []
  for (const letter of word) {
    const last = parts.at(-1)
    if (last === undefined || widthOf(last + letter) > room) parts.push(letter)
    else parts[parts.length - 1] = last + letter
  }
  return parts
}
