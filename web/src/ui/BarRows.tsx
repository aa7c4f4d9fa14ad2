import type { Level } from '@ioc/server/contract'
import { type CSSProperties, type KeyboardEventHandler, type ReactNode, useMemo } from 'react'
import { useText } from '../text/use-text.ts'
import { useTheme } from '../theme/tokens.ts'
import './bar-rows.css'
import { Digits } from './Digits.tsx'
import { rowsThatFit } from './fit.ts'
import { Movement } from './Movement.tsx'
import { Shape } from './Shape.tsx'
import { useSize } from './use-size.ts'

const ROW_REM = 4.6

export interface BarRow {
  key: string
  name: ReactNode
  value: number | null
  text: string
  /** What is said before the figure, or in its place, of how far to trust it. */
  doubt?: ReactNode
  /** Of the longest bar, 0 to 1. */
  part: number
  /** Past which threshold its value is: said by the colour of the bar and by a shape before the figure. */
  level?: Level | null
  /** Places moved in the list, positive towards its top; null where it is not known. */
  moved?: number | null
}

/** Names longer than this do not fit on a line beside their bar. */
const LONG_NAME = 45
/** As many rows are worth more than the ends of long names. */
const LEAST_ROWS = 5

/** Whether names may take two lines: where most are long, and enough rows are left. */
export const hasTallRows = (names: readonly string[], room: number): boolean =>
  room >= 2 * LEAST_ROWS && names.filter(({ length }) => length > LONG_NAME).length > names.length / 2

/** How many rows there is room for, and the list to measure it by. */
export function useRoom() {
  const [ref, size] = useSize<HTMLOListElement>()
  const { rem } = useTheme()
  const room = useMemo(() => rowsThatFit(size.height, ROW_REM * rem), [size.height, rem])
  return [ref, room] as const
}

/** Names, bars that start at zero, figures and, where any is known, places moved, in columns of one list; there while it is measured, before there is room for any. */
export function BarRows({
  rows,
  list,
  isTall = false,
  onKeyDown,
}: {
  rows: BarRow[]
  isTall?: boolean
  list: ReturnType<typeof useRoom>[0]
  onKeyDown?: KeyboardEventHandler
}) {
  const hasMovement = rows.some(({ moved }) => moved != null)
  return (
    <ol
      className="bar-rows"
      data-tall={isTall || undefined}
      data-moved={hasMovement || undefined}
      ref={list}
      onKeyDown={onKeyDown}
    >
      {rows.map(({ key, name, value, text, doubt, part, level = null, moved }) => (
        <li key={key} className="bar-row" data-key={key} data-tone={level ?? undefined}>
          <span className="bar-row-name">{name}</span>
          <span className="bar-row-track" data-missing={value === null || undefined}>
            {value !== null && (
              <i className="bar-row-bar" data-negative={value < 0 || undefined} style={{ '--part': part } as CSSProperties} />
            )}
          </span>
          <span className="bar-row-value" data-value={value ?? ''} data-missing={value === null || undefined}>
            {value !== null && level !== null && level !== 'good' && <PastThreshold level={level} />}
            {doubt}
            <Digits text={text} />
          </span>
          {moved != null && <Movement places={moved} />}
        </li>
      ))}
    </ol>
  )
}

function PastThreshold({ level }: { level: Level }) {
  const { t } = useText()
  return (
    <span className="bar-row-level" role="img" aria-label={t(`level.${level}`)}>
      <Shape tone={level} />
    </span>
  )
}
