import type { IndicatorAnswer, Share } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { factOf, questionOf } from '../../../address/address.ts'
import { go, useSearch } from '../../../address/use-address.ts'
import { indicatorsQuery } from '../../../api/indicators.ts'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import '../../../theme/desk.css'
import { LanguageSwitch } from '../../../ui/LanguageSwitch.tsx'
import { lazily } from '../../../ui/lazily.ts'
import { Explored } from '../Explored.tsx'
import '../explore.css'
import '../phone.css'
import { SHARED } from '../root.ts'
import { sharedQuery } from '../saved/queries.ts'
import { settle } from '../settle.ts'
import { withView } from '../view.ts'
import { lookOnly, sharedView } from './shared.ts'
import './shared.css'

const Proof = lazily(() => import('../../../proof/Proof.tsx'))

/** One answer of the explorer as it was known, for whoever was sent the link: to be read, proven and taken away, and nothing else asked. */
export default function SharedPage() {
  const { t } = useText()
  const { data: share, error } = useQuery(sharedQuery(decodeURIComponent(location.pathname.slice(SHARED.length))))
  return (
    <div className="desk explore shared">
      <header className="explore-top">
        <strong>Phố Hiến</strong>
        <span>{t('saved.sharedTitle')}</span>
        <LanguageSwitch />
      </header>
      <main className="explore-main">
        {error && (
          <div className="shared-closed" role="alert">
            <h1 tabIndex={-1}>{t('saved.notOpened')}</h1>
            <p>{error.message}</p>
          </div>
        )}
        {!share && !error && <p role="status">{t('explore.loading')}</p>}
        {share && <Opened share={share} />}
      </main>
    </div>
  )
}

function Opened({ share }: { share: Share }) {
  const { t, title, zone } = useText()
  const search = useSearch()
  const { data: known } = useQuery(indicatorsQuery())
  const view = sharedView(share, search)
  const indicators = view.indicators.flatMap((id) => known?.find((each) => each.id === id) ?? [])
  const [first] = indicators
  const name = first ? title(first.title) : null
  useEffect(() => {
    if (name) document.title = `${name} · Phố Hiến`
  }, [name])
  if (!known) return <p role="status">{t('explore.loading')}</p>
  if (!first || indicators.length < view.indicators.length)
    return (
      <p role="alert" className="explore-said">
        {t('saved.indicatorGone', { by: share.by })}
      </p>
    )
  const settled = settle(view, first, Date.parse(share.asOf))
  return (
    <>
      <p className="shared-stamp">
        {t('saved.stamp', {
          by: share.by,
          asOf: formatMoment(share.asOf, zone),
          until: formatMoment(share.until, zone),
        })}
      </p>
      <Explored
        view={settled}
        indicators={indicators as [IndicatorAnswer, ...IndicatorAnswer[]]}
        isFixed
        change={(changes) => {
          const look = lookOnly(changes)
          if (Object.keys(look).length > 0) go(withView(location.search, { ...sharedView(share, location.search), ...look }))
        }}
      />
      {(questionOf(search) || factOf(search)) && (
        <Suspense>
          <Proof />
        </Suspense>
      )}
    </>
  )
}
