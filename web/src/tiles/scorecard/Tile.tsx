import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Doubt } from '../../ui/Doubt.tsx'
import { type Size, useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { doubtsOf } from '../mark.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { movementOf, type ScorecardShape, scorecardShape } from './option.ts'
import './scorecard.css'

/** What every line is of the same, and the name has no room for. */
const KIND = /^(Tỉnh|Thành phố) /
const LABELS_REM = 4.6
const LEAST_HEIGHT_REM = 14

function Scorecard({ tile, trust }: TileProps<'scorecard'>) {
  const { t, title, number, period } = useText()
  const { newest, score, rank } = tile
  const [historyRef, room] = useSize<HTMLDivElement>()
  const { rem } = useTheme()
  const plot = { width: room.width, height: room.height - LABELS_REM * rem }
  const shape = plot.height < LEAST_HEIGHT_REM * rem ? null : scorecardShape(tile.lines, plot, rem, (value) => number(value, 1))
  // What the score's own state does not say at the top.
  const doubtOf = doubtsOf([score])
  const foot = [editionOf()]
  const big = newest && (newest.rank.value === null || rank === null ? newest.score : newest.rank)
  function editionOf() {
    if (newest === null) return t('period.latest')
    // A ranking of every month is of its month, whatever its year's history beside it.
    return isOfYear(score.clocks) ? t('scorecard.edition', { year: newest.edition }) : period(score.period, score.clocks)
  }
  const points = newest?.score.value == null ? null : number(newest.score.value, score.decimals)
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={shape && <Former tile={tile} />}
      owner={score.owner}
      foot={foot}
      beat={newest?.edition ?? null}
    >
      {newest === null ? (
        <Nothing />
      ) : (
        <>
          <div className="scorecard">
            <p className="scorecard-big" data-value={big?.value ?? ''}>
              {big && <Doubt cell={big} state={doubtOf(big)} />}
              {newest.rank.value === null || rank === null ? (
                <>
                  {points}
                  <span>{t('unit.point')}</span>
                </>
              ) : (
                <>
                  {newest.rank.value}
                  <span>/{newest.ranked.value ?? '—'}</span>
                </>
              )}
            </p>
            <p className="scorecard-words">
              {newest.rank.value !== null && points !== null && <strong>{t('scorecard.score', { score: points })}</strong>}
              {newest.rank.value === null && rank === null && <strong>{t('scorecard.unranked')}</strong>}
              <Moved tile={tile} />
            </p>
          </div>
          <div className="scorecard-history" ref={historyRef}>
            {shape && <History lines={tile.lines} shape={shape} room={room} plot={plot} />}
          </div>
        </>
      )}
    </TileFrame>
  )
}

const HALF_A_YEAR_MS = 182 * 86_400_000
const isOfYear = ({ from, to }: { from: string; to: string }) => Date.parse(to) - Date.parse(from) > HALF_A_YEAR_MS

function Moved({ tile }: { tile: TileProps<'scorecard'>['tile'] }) {
  const { t, number } = useText()
  const moved = movementOf(tile)
  if (!moved) return null
  switch (moved.kind) {
    case 'up':
    case 'down':
      return <em data-moved={moved.kind}>{t(`scorecard.${moved.kind}`, { count: moved.count, year: moved.year })}</em>
    case 'better':
    case 'worse':
      return (
        <em data-moved={moved.kind}>{t(`scorecard.${moved.kind}`, { points: number(moved.points, 2), year: moved.year })}</em>
      )
    case 'same':
      return <em>{t('scorecard.same', { year: moved.year })}</em>
    case 'apart':
      return <em>{t('scorecard.apart', { place: t('scorecard.place', moved), year: moved.year })}</em>
    case 'first':
      return <em>{t('scorecard.first')}</em>
  }
}

/** Whose the lines before the merger are, each in the colour of its line, and underlined with its stroke. */
function Former({ tile: { lines } }: { tile: TileProps<'scorecard'>['tile'] }) {
  const { t } = useText()
  return (
    <span className="scorecard-former">
      {lines.slice(0, -1).map(({ unit, name }, place) => (
        <span key={unit} data-place={place}>
          {t('scorecard.former', { name: name.replace(KIND, '') })}
        </span>
      ))}
    </span>
  )
}

/** Editions before, of the units that were ranked then: each place by its number, no line across a merger. */
function History({
  lines,
  shape,
  room,
  plot,
}: {
  lines: TileProps<'scorecard'>['tile']['lines']
  shape: ScorecardShape
  /** With and without the years below. */
  room: Size
  plot: Size
}) {
  const { rem } = useTheme()
  const own = lines.at(-1)?.unit
  const names = lines.filter(({ unit }) => unit !== own)
  return (
    <svg width={room.width} height={room.height} aria-hidden="true">
      {shape.seam !== null && <path className="scorecard-seam" d={`M${shape.seam} 0V${plot.height}`} />}
      {shape.segments.map(({ unit, spots }) => (
        <g
          key={`${unit} ${spots[0]?.edition}`}
          data-own={unit === own || undefined}
          data-place={names.findIndex((n) => n.unit === unit)}
        >
          <path d={`M${spots.map(({ x, y }) => `${x} ${y}`).join('L')}`} />
          {spots.map(({ x, y, edition, label, isBelow }) => (
            <g key={edition}>
              <circle cx={x} cy={y} r={0.8 * rem} />
              <text x={x} y={isBelow ? y + 4.2 * rem : y - 1.6 * rem}>
                {label}
              </text>
            </g>
          ))}
        </g>
      ))}
      {shape.years.map(({ edition, x }) => (
        <text key={edition} className="scorecard-year" x={x} y={room.height - 0.8 * rem}>
          {edition}
        </text>
      ))}
    </svg>
  )
}

export default defineTile({
  kind: 'scorecard',
  trust: ({ score }) => ({ ...plainTrust(score), level: null }),
  View: Scorecard,
})
