import type { PunctualityAnswer, Telling } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../../api/me.ts'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'
import { punctualityQuery, remind } from '../queries.ts'
import { Board, type Chosen } from './Board.tsx'
import { periodName } from './names.ts'
import './punctuality.css'

/** Who has told what they are to tell, unit by unit and period by period, and who is to be reminded. */
export function WhoTold({ feed }: { feed: string }) {
  const { t, title, number } = useText()
  const [measure, setMeasure] = useState<string>()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const { data, error } = useQuery(punctualityQuery(feed, measure))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const newest = data.rows.map(({ tellings }) => tellings.at(-1) as Telling).filter(({ state }) => state !== 'not_asked')
  const count = (...states: Telling['state'][]) => number(newest.filter(({ state }) => states.includes(state)).length)
  return (
    <section className="unit-board-screen told">
      <div className="console-head">
        <h1>{t('console.told.title', { feed: title(data.title) })}</h1>
      </div>
      <div className="console-tabs" role="tablist">
        {data.expects.map((each) => (
          <button
            key={each.measure}
            type="button"
            role="tab"
            aria-selected={each.measure === data.expected.measure}
            onClick={() => {
              setMeasure(each.measure)
              setChosen(null)
            }}
          >
            {title(each.title)}
          </button>
        ))}
      </div>
      <p>
        {t(newest.length > 0 ? 'console.told.newest' : 'console.told.noneAsked', {
          period: periodName(data, data.periods.length - 1),
          told: count('on_time', 'late', 'told'),
          of: number(newest.length),
          late: count('late'),
          overdue: count('overdue'),
          due: sayDay(data.periods.at(-1)?.due ?? ''),
        })}{' '}
        {data.profile
          ? t('console.told.profile', { half: number(data.profile.half, 1), most: number(data.profile.most, 1) })
          : t('console.told.noProfile')}
      </p>
      <Board answer={data} chosen={chosen} onChoose={setChosen} />
      <Remind answer={data} chosen={chosen} onClose={() => setChosen(null)} />
    </section>
  )
}

/** What is chosen, in a sentence, and the one click that reminds. */
function Remind({ answer, chosen, onClose }: { answer: PunctualityAnswer; chosen: Chosen | null; onClose(): void }) {
  const { t, title, number, day, minute } = useText()
  const client = useQueryClient()
  const me = useMe()
  const at = answer.periods.findIndex(({ from }) => from === chosen?.period)
  const period = answer.periods[at]
  const owing = answer.rows.filter(
    ({ key, tellings }) => tellings[at]?.state === 'overdue' && (chosen?.unit === null || chosen?.unit === key),
  )
  const sending = useMutation({
    mutationFn: async () => {
      if (!period) return null
      const units = owing.map(({ key }) => key)
      const told = await remind(answer.feed, { measure: answer.expected.measure, period: period.from, units })
      await navigator.clipboard?.writeText(letter()).catch(() => {})
      return told
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds', answer.feed, 'punctuality'] }),
  })
  function letter() {
    return t('console.told.letter', {
      units: owing.map(({ name }) => name).join(', '),
      report: title(answer.expected.title),
      period: periodName(answer, at),
      due: sayDay(period?.due ?? ''),
      by: me?.name ?? '',
    })
  }
  const row = answer.rows.find(({ key }) => key === chosen?.unit)
  const telling = row?.tellings[at]
  return (
    <footer className="told-remind">
      <p role="status">
        {sending.isSuccess && owing.length > 0
          ? t(sending.data?.unreached ? 'console.told.remindedSome' : 'console.told.reminded', {
              units: number(owing.length),
              unreached: number(sending.data?.unreached ?? 0),
            })
          : row && telling
            ? `${row.name}, ${periodName(answer, at)}: ${sentence(telling)}`
            : chosen
              ? t('console.told.owing', { units: number(owing.length), period: periodName(answer, at) })
              : t('console.told.help')}
      </p>
      {sending.error && <Failed error={sending.error} />}
      {owing.length > 0 && (
        <RemindForm
          key={`${chosen?.period} ${chosen?.unit}`}
          units={owing.length}
          isBusy={sending.isPending}
          onSend={() => sending.mutate()}
          onClose={onClose}
        />
      )}
    </footer>
  )

  function sentence({ state, at: toldAt, lateDays, told, expected, reminded }: Telling) {
    const { since } = answer.expected
    const isBefore = state === 'not_asked' && since && period && period.due < since
    const said = t(`console.told.said.${isBefore ? 'before' : state}`, {
      since: sayDay(since ?? ''),
      at: toldAt ? `${minute(toldAt)} ${day(toldAt)}` : '',
      late: number(lateDays),
      due: sayDay(period?.due ?? ''),
    })
    const parts =
      expected > 1 && told < expected ? ` ${t('console.told.parts', { told: number(told), expected: number(expected) })}` : ''
    const last = reminded
      ? ` ${t('console.told.lastReminded', { at: `${minute(reminded.at)} ${day(reminded.at)}`, by: reminded.by })}`
      : ''
    return said + parts + last
  }
}

/** The click that reminds; Esc leads back to the board. */
function RemindForm({ units, isBusy, onSend, onClose }: { units: number; isBusy: boolean; onSend(): void; onClose(): void }) {
  const { t, number } = useText()
  const asked = useAsked(onClose)
  return (
    <form
      {...asked}
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
    >
      <button type="submit" className="desk-primary" disabled={isBusy}>
        {t('console.told.remind', { units: number(units) })}
      </button>
    </form>
  )
}
