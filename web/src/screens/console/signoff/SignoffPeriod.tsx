import type { SignoffPeriodAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { sayDay } from '../../../text/day.ts'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo, type SignoffPlace } from '../paths.ts'
import { WhyForm } from '../WhyForm.tsx'
import { Figures } from './Figures.tsx'
import { signoffPeriodQuery, signPeriod, takeIn, unlockPeriod } from './queries.ts'
import { SHAPES } from './states.ts'
import { Unsigned } from './Unsigned.tsx'
import './signoff.css'

/** One unit's figures of one period: to sign, or as they were signed, with what waits beside them and what was done. */
export function SignoffPeriod({ at }: { at: SignoffPlace }) {
  const { t, title } = useText()
  const { data, error } = useQuery(signoffPeriodQuery(at))
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="signoff-period">
      <div className="console-head">
        <h1>
          {data.unit.name}, {title(data.period.name)}
        </h1>
        <Mark tone={SHAPES[data.state]}>{t(`signoff.states.${data.state}`)}</Mark>
      </div>
      <p>
        <Link to={pathTo.signoff(data.round.id)}>{t('signoff.back')}</Link> · {title(data.round.title)} ·{' '}
        {t(data.level === 'province' ? 'signoff.dueProvince' : 'signoff.due', {
          due: sayDay(data.period.due),
          provinceDue: sayDay(data.period.provinceDue),
        })}
      </p>
      <Figures figures={data.figures} />
      <Act at={at} data={data} />
      <Waiting at={at} data={data} />
      <History steps={data.steps} />
    </section>
  )
}

/** Signs, or unlocks with a reason; where neither is possible, says why. */
function Act({ at, data }: { at: SignoffPlace; data: SignoffPeriodAnswer }) {
  const { t, title } = useText()
  const client = useQueryClient()
  const may = useMay()
  const [notes, setNotes] = useState<Record<string, string>>({})
  const [isAsking, setAsking] = useState(false)
  const acting = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => {
      setAsking(false)
      return client.invalidateQueries({ queryKey: ['signoff'] })
    },
  })
  const { trouble, unsigned, sha256, level } = data
  if (!may('reports.decide')) return <p className="signoff-trouble">{t('signoff.noMay')}</p>
  const isSigned = data.state === 'locked' || data.state === 'signed'
  const missing = unsigned.flatMap(({ key }) => (notes[key]?.trim() ? [{ unit: key, note: notes[key].trim() }] : []))
  return (
    <div className="signoff-act">
      {trouble.sign === null && (
        <>
          {level === 'province' && unsigned.length > 0 && <Unsigned units={unsigned} notes={notes} onNotes={setNotes} />}
          <p>{t('signoff.signHelp')}</p>
          <button
            type="button"
            className="desk-primary"
            disabled={acting.isPending || missing.length < unsigned.length}
            onClick={() => acting.mutate(() => signPeriod(at, { seen: sha256, missing }))}
          >
            {t('signoff.sign')}
          </button>
        </>
      )}
      {isSigned && trouble.unlock === null && !isAsking && (
        <button type="button" onClick={() => setAsking(true)}>
          {t('signoff.unlock')}
        </button>
      )}
      {isAsking && (
        <WhyForm
          question={t('signoff.unlockWhy', { period: title(data.period.name), unit: data.unit.name })}
          isBusy={acting.isPending}
          onSend={(note) => acting.mutate(() => unlockPeriod(at, { note }))}
          onCancel={() => setAsking(false)}
        />
      )}
      {!isSigned && trouble.sign !== null && <p className="signoff-trouble">{title(trouble.sign)}</p>}
      {isSigned && trouble.unlock !== null && <p className="signoff-trouble">{title(trouble.unlock)}</p>}
      {acting.error && <Failed error={acting.error} />}
    </div>
  )
}

/** What waits beside the figures; once they are unlocked it is taken in from here, as its sources wrote it. */
function Waiting({ at, data: { held, heldOfDomain, state } }: { at: SignoffPlace; data: SignoffPeriodAnswer }) {
  const { t, number } = useText()
  const client = useQueryClient()
  const may = useMay()
  const taking = useMutation({
    mutationFn: () => takeIn(at),
    onSettled: () => client.invalidateQueries({ queryKey: ['signoff'] }),
  })
  const isOpen = state !== 'locked' && state !== 'signed'
  return (
    <>
      <h2>{t('signoff.held.title')}</h2>
      {held.length === 0 && <p>{t('signoff.held.none')}</p>}
      {held.map(({ feed, rows }) => (
        <p key={feed}>
          <Link to={pathTo.held(feed, { status: 'held', code: 'signed' })}>
            {t('signoff.held.rows', { rows: number(rows), feed })}
          </Link>
        </p>
      ))}
      <p>{heldOfDomain === 0 ? t('signoff.held.domainNone') : t('signoff.held.domain', { rows: number(heldOfDomain) })}</p>
      {isOpen && held.length > 0 && may('held.decide') && (
        <button type="button" disabled={taking.isPending} onClick={() => taking.mutate()}>
          {t('signoff.held.takeIn')}
        </button>
      )}
      {taking.error && <Failed error={taking.error} />}
    </>
  )
}

const NAMED = 6

const named = (units: readonly string[]) => `${units.slice(0, NAMED).join(', ')}${units.length > NAMED ? '…' : ''}`

/** Each reason once, with the units it was given for: one is often given for a hundred. */
function byReason(missing: SignoffPeriodAnswer['steps'][number]['missing']): [note: string, units: string[]][] {
  const reasons = new Map<string, string[]>()
  for (const { unit, note } of missing) reasons.set(note, [...(reasons.get(note) ?? []), unit])
  return [...reasons]
}

function History({ steps }: Pick<SignoffPeriodAnswer, 'steps'>) {
  const { t, number, zone } = useText()
  return (
    <>
      <h2>{t('signoff.history')}</h2>
      {steps.length === 0 && <p>{t('signoff.historyNone')}</p>}
      <ol className="signoff-steps">
        {steps.map(({ id, by, at, action, note, signedFor, missing, sha256 }) => (
          <li key={id}>
            {t(`signoff.did.${action}`, { by, at: formatMoment(at, zone), note: note ?? '' })}
            {signedFor && <small>{t('signoff.signedFor', { unit: signedFor })}</small>}
            {missing.length > 0 && (
              <small title={missing.map(({ unit, note }) => `${unit}: ${note}`).join('\n')}>
                {t('signoff.missing', {
                  units: number(missing.length),
                  names: byReason(missing)
                    .map(([note, units]) => `${named(units)} (${note})`)
                    .join('; '),
                })}
              </small>
            )}
            {action === 'sign' && <small>{t('signoff.digest', { sha: sha256.slice(0, 12) })}</small>}
          </li>
        ))}
      </ol>
    </>
  )
}
