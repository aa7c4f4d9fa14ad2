import type { ImpactAnswer } from '@ioc/server/contract'
import { sayDay } from '../../../text/day.ts'
import type { Translate } from '../../../text/translate.ts'
import { useText } from '../../../text/use-text.ts'
import { Arrow } from './Arrow.tsx'

type Move = ImpactAnswer['moves'][number]

/** Which indicators would move and by how much, the province first; and those that would stay. */
export function ImpactList({ impact: { moves, still, rows, isWhole } }: { impact: ImpactAnswer }) {
  const { t, title, number } = useText()
  const byIndicator = new Map<string, Move[]>()
  for (const move of moves) byIndicator.set(move.indicator, [...(byIndicator.get(move.indicator) ?? []), move])
  return (
    <div className="make-impact">
      <p className="make-help">{t(isWhole ? 'make.weighedOn' : 'make.weighedOnPart', { rows: number(rows) })}</p>
      {moves.length === 0 && <p>{t('make.nothingMoves')}</p>}
      <ul>
        {[...byIndicator].map(([id, of]) => (
          <li key={id}>
            <b>{of[0] && title(of[0].title)}</b>
            {of.slice(0, 1).map((move) => (
              <OfUnit key={move.unit.key} move={move} />
            ))}
            {of.length > 1 && (
              <details className="make-more">
                <summary>{t('make.otherUnits', { n: number(of.length - 1) })}</summary>
                {of.slice(1).map((move) => (
                  <OfUnit key={`${move.unit.key} ${move.period}`} move={move} />
                ))}
              </details>
            )}
          </li>
        ))}
      </ul>
      {still.length > 0 && (
        <details className="make-more">
          <summary>{t('make.still', { n: number(still.length) })}</summary>
          <p className="make-help">{still.map((each) => title(each.title)).join(' · ')}</p>
        </details>
      )}
    </div>
  )
}

function OfUnit({ move }: { move: Move }) {
  const { t } = useText()
  return (
    <p>
      <span>
        {move.unit.name}
        {move.period !== null && `, ${sayPeriod(t, move.period)}`}
      </span>
      <Values move={move} />
    </p>
  )
}

/** 2025, 2025-Q3, 2025-07, 2025-07-15 or the days from one to another, as people write them. */
function sayPeriod(t: Translate, period: string): string {
  const [first = '', last] = period.split('..')
  if (last) return t('make.over.days', { days: 1 + (Date.parse(last) - Date.parse(first)) / DAY_MS, last: sayDay(last) })
  const [year, part, day] = first.split('-')
  if (day) return t('make.over.day', { day: sayDay(first) })
  if (part?.startsWith('Q')) return t('make.over.quarter', { quarter: part.slice(1), year })
  return part ? t('make.over.month', { month: part, year }) : t('make.over.year', { year })
}

const DAY_MS = 86_400_000

function Values({ move }: { move: Move }) {
  const { t, number, title } = useText()
  const { before, after, decimals, direction } = move
  const say = ({ value, state }: Move['before']) =>
    value === null ? t(`make.states.${state}`, { defaultValue: t('make.states.missing') }) : number(value, decimals)
  const by = (after.value ?? 0) - (before.value ?? 0)
  const least = 10 ** -decimals
  // What rounds to nothing is neither better nor worse to anyone who reads it.
  const isPrinted = Math.abs(by) >= least / 2
  const isBetter = direction === 'none' || !isPrinted ? undefined : by > 0 === (direction === 'up')
  return (
    <span className="make-move" data-better={isBetter}>
      {say(before)} <Arrow /> <b>{say(after)}</b> {title(move.unitOfMeasurement)}
      {before.value !== null && after.value !== null && (
        <em>
          <Arrow to={by > 0 ? 'up' : 'down'} />{' '}
          {isPrinted ? number(Math.abs(by), decimals) : t('make.lessThan', { value: number(least, decimals) })}
        </em>
      )}
    </span>
  )
}
