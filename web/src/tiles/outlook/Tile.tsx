import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Headline } from '../../ui/Headline.tsx'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { outlookShape } from './option.ts'
import './outlook.css'

const LABELS_REM = 5
const LEAST_HEIGHT_REM = 12

function Outlook({ tile, trust }: TileProps<'outlook'>) {
  const { t, title, amount, whole, percent, period, released, dayMonth } = useText()
  const [ref, size] = useSize<HTMLDivElement>()
  const { rem } = useTheme()
  const { actual, plan, share, elapsed, band, level } = tile
  const plot = { width: size.width, height: size.height - LABELS_REM * rem }
  const shape = plot.height < LEAST_HEIGHT_REM * rem ? null : outlookShape(tile, plot, rem)
  const money = (value: number) => whole(value, actual.unit)
  const words = {
    planned: title(tile.planned),
    share: percent(share ?? 0),
    elapsed: percent(elapsed, 0),
    plan: plan.value === null ? '' : money(plan.value),
  }
  const foot = [
    released(actual),
    period(actual.period, actual.clocks),
    actual.state === 'provisional' && t('reading.provisional'),
    actual.estimate && t('reading.estimate'),
  ]
  return (
    <TileFrame tile={tile.id} title={title(tile.title)} trust={trust} owner={actual.owner} foot={foot} beat={actual.value}>
      <Headline reading={actual} />
      <p className="outlook-share">{t(share === null ? 'progress.noShare' : 'progress.share', words)}</p>
      <div className="outlook-plot" ref={ref} data-tone={level ?? undefined}>
        {shape && (
          <svg width={size.width} height={size.height} aria-hidden="true">
            <path className="outlook-band" d={shape.band} />
            {shape.plan && <path className="outlook-plan" d={shape.plan} />}
            <path className="outlook-line" d={shape.line} />
            {shape.end && <circle cx={shape.end.x} cy={shape.end.y} r={0.9 * rem} />}
            {shape.months.map(({ at, x }) => (
              <text key={at} x={x} y={size.height - 1.2 * rem}>
                {dayMonth(at)}
              </text>
            ))}
          </svg>
        )}
      </div>
      {actual.value !== null && (
        <dl className="outlook-words">
          {share !== null && <Word name="needed" label={t('outlook.toPlan')} text={needed(tile, t, money)} isMain />}
          {tile.pacePerDay !== null && <Word name="pace" label={t('outlook.pace')} text={money(tile.pacePerDay)} />}
          <Word
            name="band"
            label={t('outlook.band', { end: dayMonth(Date.parse(tile.end)) })}
            text={bandOf(tile, t, money, amount)}
            isMain={band !== null}
          />
          {band !== null && (
            <Word
              name="tested"
              label={t('outlook.tested')}
              text={t('outlook.testedOf', { inside: band.inside, years: band.years })}
            />
          )}
        </dl>
      )}
    </TileFrame>
  )
}

function Word({ name, label, text, isMain = false }: { name: string; label: string; text: string; isMain?: boolean }) {
  return (
    <div data-key={name} data-main={isMain || undefined}>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  )
}

type Tile = TileProps<'outlook'>['tile']
type Words = ReturnType<typeof useText>

function needed({ neededPerDay, daysLeft, share }: Tile, t: Words['t'], money: (value: number) => string): string {
  if (neededPerDay !== null) return t('outlook.needed', { amount: money(neededPerDay), count: daysLeft })
  return t(daysLeft === 0 && share !== null && share < 1 ? 'outlook.over' : 'outlook.reached')
}

function bandOf(
  { band, yearsNeeded, years, actual }: Tile,
  t: Words['t'],
  money: (value: number) => string,
  amount: Words['amount'],
) {
  if (band === null) return t('outlook.tooFew', { needed: yearsNeeded, years })
  return t('outlook.bandOf', { low: amount(band.low, actual.unit).text, high: money(band.high) })
}

export default defineTile({
  kind: 'outlook',
  trust: ({ actual, plan, level }) => ({ ...plainTrust(actual), level, simulated: actual.simulated || plan.simulated }),
  View: Outlook,
})
