import type { Say } from '../../../text/say.ts'
import type { Cube } from '../cube.ts'
import type { DeskTheme } from '../theme.ts'
import type { Step } from '../view.ts'
import { colourOf, type Line } from './lines.ts'
import { sayOfStep } from './slots.ts'

const MOST = 12

/** How every tooltip looks. */
export const tipLook = (theme: DeskTheme) => ({
  confine: true,
  padding: 0,
  backgroundColor: theme.panel,
  borderColor: theme.line,
  textStyle: { fontFamily: theme.font, fontSize: theme.size, color: theme.text },
})

/** The value, its state and whether it still may change, for every line at the place pointed at. */
export function tooltipOf(cube: Cube, lines: readonly Line[], step: Step, theme: DeskTheme, say: Say) {
  return {
    ...tipLook(theme),
    formatter: (at: unknown) => {
      const [first] = [at].flat() as { dataIndex: number }[]
      if (!first) return ''
      const slot = cube.slots?.[first.dataIndex]
      const shown = lines.some(({ colour }) => colour !== null)
        ? lines.filter(({ colour }) => colour !== null)
        : lines.slice(0, MOST)
      return tooltipBox(
        slot === undefined ? '' : sayOfStep(slot, step, say),
        shown.map((line) => {
          const cell = cube.rows[line.row]?.cells[line.column]?.[slot === undefined ? 0 : first.dataIndex]
          const column = cube.columns[line.column]
          const colour = line.colour === null ? theme.secondary : colourOf(line.colour, theme)
          if (!cell || !column) return { name: line.name, value: '—', notes: [], colour }
          return {
            name: line.name,
            value: cell.value === null ? '—' : say.whole(cell.value, column.unitOfMeasurement, column.decimals),
            notes: notesOf(cell, column, say),
            colour,
          }
        }),
      )
    },
  }
}

type Noted = Pick<
  Cube['rows'][number]['cells'][number][number] & object,
  'state' | 'provisional' | 'estimate' | 'simulated' | 'before' | 'quartiles'
>

/** What is to be known of a cell besides its value. */
export function notesOf(cell: Noted, column: Cube['columns'][number], { t, whole }: Pick<Say, 't' | 'whole'>): string[] {
  const said = (value: number) => whole(value, column.unitOfMeasurement, column.decimals)
  return [
    cell.state !== 'ok' ? t(`state.${cell.state}`) : null,
    cell.estimate ? t('proof.estimate') : null,
    cell.simulated ? t('proof.simulated') : null,
    cell.before !== null ? t('explore.before', { value: said(cell.before) }) : null,
    cell.quartiles ? t('explore.quartiles', { p25: said(cell.quartiles.p25), p75: said(cell.quartiles.p75) }) : null,
  ].filter((note) => note !== null)
}

/** Built of nodes, so that no name can carry markup. */
export function tooltipBox(
  head: string,
  lines: readonly { name: string; value: string; notes: readonly string[]; colour: string }[],
): HTMLElement {
  const box = document.createElement('div')
  box.className = 'explore-tip'
  const add = (parent: HTMLElement, tag: string, text: string, className?: string) => {
    const element = document.createElement(tag)
    element.textContent = text
    if (className) element.className = className
    parent.append(element)
    return element
  }
  if (head) add(box, 'strong', head)
  for (const { name, value, notes, colour } of lines) {
    const line = add(box, 'p', '')
    add(line, 'i', '').style.background = colour
    add(line, 'span', name)
    add(line, 'b', value)
    if (notes.length > 0) add(line, 'small', notes.join(' · '))
  }
  return box
}
