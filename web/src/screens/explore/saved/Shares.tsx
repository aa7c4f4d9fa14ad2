import { SHARE_DAYS, type Share } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { indicatorsQuery } from '../../../api/indicators.ts'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { SHARED } from '../root.ts'
import { viewOf } from '../view.ts'
import { makeShare, sharesQuery, withdrawShare } from './queries.ts'

/** Makes a link to what is asked, as it is known now, and ends those one has made. */
export function Shares({ search }: { search: string | null }) {
  const { t, zone } = useText()
  const client = useQueryClient()
  const id = useId()
  const [days, setDays] = useState<number>(SHARE_DAYS[1])
  const { data = [] } = useQuery(sharesQuery())
  const make = useMutation({
    mutationFn: () => makeShare({ search: search ?? '', days }),
    onSuccess: () => client.invalidateQueries(sharesQuery()),
  })
  const canMake = !make.isPending
  const isInForce = data.some(({ id }) => id === make.data?.share.id)
  const link = make.data && isInForce && `${location.origin}${SHARED}${make.data.token}`
  return (
    <section aria-label={t('saved.shares')}>
      <h2>{t('saved.shares')}</h2>
      {search !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (canMake) make.mutate()
          }}
        >
          <label htmlFor={id}>{t('saved.inForce')}</label>
          <select id={id} value={days} onChange={({ target }) => setDays(Number(target.value))}>
            {SHARE_DAYS.map((each) => (
              <option key={each} value={each}>
                {t('saved.days', { count: each })}
              </option>
            ))}
          </select>
          <button type="submit" aria-disabled={!canMake}>
            {t('saved.make')}
          </button>
        </form>
      )}
      {make.error && <p role="alert">{make.error.message}</p>}
      {link && make.data && (
        <p role="status" className="saved-link">
          <input readOnly value={link} aria-label={t('saved.link')} onFocus={({ target }) => target.select()} />
          {t('saved.made', { asOf: formatMoment(make.data.share.asOf, zone), until: formatMoment(make.data.share.until, zone) })}
        </p>
      )}
      {data.length > 0 && (
        <ul>
          {data.map((share) => (
            <Made key={share.id} share={share} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Made({ share }: { share: Share }) {
  const { t, title, zone } = useText()
  const client = useQueryClient()
  const { data: known = [] } = useQuery(indicatorsQuery())
  const end = useMutation({
    mutationFn: () => withdrawShare(share.id),
    onSettled: () => client.invalidateQueries(sharesQuery()),
  })
  const names = viewOf(`?${share.search}`).indicators.map((id) => {
    const indicator = known.find((each) => each.id === id)
    return indicator ? title(indicator.title) : id
  })
  const name = names.join(' · ')
  return (
    <li>
      <span>{name}</span>
      <small>{t('saved.knownUntil', { asOf: formatMoment(share.asOf, zone), until: formatMoment(share.until, zone) })}</small>
      <button type="button" aria-label={t('saved.endIt', { name })} onClick={() => end.mutate()}>
        {t('saved.withdraw')}
      </button>
      {end.error && <p role="alert">{end.error.message}</p>}
    </li>
  )
}
