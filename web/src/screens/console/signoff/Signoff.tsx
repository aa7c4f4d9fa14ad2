import type { SignoffRound } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { Grid } from './Grid.tsx'
import { signoffQuery } from './queries.ts'
import './signoff.css'

/** Which units have signed which periods, round by round. */
export function Signoff({ of }: { of: string | null }) {
  const { t, title } = useText()
  const { data, error } = useQuery(signoffQuery())
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const round = data.rounds.find(({ id }) => id === of) ?? data.rounds[0]
  return (
    <section className="unit-board-screen signoff">
      <div className="console-head">
        <h1>{t('signoff.title')}</h1>
      </div>
      <p>{t(round ? 'signoff.help' : 'signoff.none')}</p>
      {round && (
        <>
          <div className="console-tabs" role="tablist">
            {data.rounds.map((each) => (
              <button
                key={each.id}
                type="button"
                role="tab"
                aria-selected={each.id === round.id}
                onClick={() => moveTo(pathTo.signoff(each.id))}
              >
                {title(each.title)}
              </button>
            ))}
          </div>
          <Newest round={round} />
          {round.periods.length > 0 && <Grid key={round.id} round={round} />}
        </>
      )}
    </section>
  )
}

/** The newest period that is over, in a sentence. */
function Newest({ round }: { round: SignoffRound }) {
  const { t, title, number } = useText()
  const cellsOf = (from: string) => round.rows.map(({ cells }) => cells.find(({ period }) => period === from))
  const period = round.periods.findLast(({ from }) => cellsOf(from)[0]?.state !== 'not_due')
  const [province, ...units] = period ? cellsOf(period.from) : []
  if (!period || !province) return <p>{t('signoff.noneYet')}</p>
  const known = units.flatMap((cell) => cell ?? [])
  const state = t(`signoff.states.${province.state}`).toLocaleLowerCase()
  if (known.length === 0)
    return <p>{t('signoff.newestProvince', { period: title(period.name), due: sayDay(period.provinceDue), province: state })}</p>
  const signed = known.filter(({ state, note }) => state === 'signed' || (state === 'locked' && note === null))
  return (
    <p>
      {t('signoff.newest', {
        period: title(period.name),
        signed: number(signed.length),
        of: number(known.length),
        late: number(known.filter(({ state }) => state === 'late').length),
        due: sayDay(period.due),
        province: state,
      })}
    </p>
  )
}
