import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useId, useMemo, useState } from 'react'
import { factOf, questionOf as proofOf } from '../../address/address.ts'
import { go, useSearch } from '../../address/use-address.ts'
import { indicatorsQuery } from '../../api/indicators.ts'
import { useMe } from '../../api/me.ts'
import { useText } from '../../text/use-text.ts'
import '../../theme/desk.css'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { lazily } from '../../ui/lazily.ts'
import { MeMenu } from '../sign-in/MeMenu.tsx'
import { Ask } from './ask/Ask.tsx'
import './explore.css'
import { IndicatorField } from './ask/IndicatorField.tsx'
import { Explored } from './Explored.tsx'
import { Palette } from './palette/Palette.tsx'
import './phone.css'
import { Start } from './Start.tsx'
import { Saved } from './saved/Saved.tsx'
import { settle } from './settle.ts'
import { type View, viewOf, withView } from './view.ts'

const Proof = lazily(() => import('../../proof/Proof.tsx'))

/** Where analysts ask: a question at the left, its answer as a picture and as a table, and the way down to the records. */
export default function ExplorePage() {
  const { t, title } = useText()
  const search = useSearch()
  const [openedAt] = useState(() => Date.now())
  const [isAskOpen, setAskOpen] = useState(false)
  const asked = useId()
  const { data: known } = useQuery(indicatorsQuery())
  // What whoever is signed in is held to is what they begin with.
  const ownUnit = useMe()?.scope.unit ?? null
  const view = useMemo(() => viewOf(search), [search])
  const indicators = view.indicators.flatMap((id) => known?.find((each) => each.id === id) ?? [])
  const [first] = indicators
  const change = (changes: Partial<View>) => {
    const before = viewOf(location.search)
    const unit = before.indicators.length > 0 ? before.unit : (before.unit ?? ownUnit)
    go(withView(location.search, { ...before, unit, ...changes }))
  }
  const lost = known && view.indicators.find((id) => !known.some((each) => each.id === id))
  const settled = first && settle({ ...view, indicators: indicators.map(({ id }) => id) }, first, openedAt)
  useEffect(() => {
    document.title = `${first ? `${title(first.title)} · ` : ''}${t('explore.title')} · Phố Hiến`
  }, [t, title, first])
  return (
    <div className="desk explore">
      <header className="explore-top">
        <strong>Phố Hiến</strong>
        <span>{t('explore.title')}</span>
        <Palette view={settled ?? null} indicators={indicators} change={change} />
        <Saved search={view.indicators.length > 0 ? withView('', view).slice(1) : null} />
        <LanguageSwitch />
        <a href="/console/briefings">{t('briefings.title')}</a>
        <a href="/console">{t('explore.desk')}</a>
        <a href="/wall">{t('console.wall')}</a>
        <MeMenu />
      </header>
      <aside className="explore-side">
        {settled ? (
          <>
            <button
              type="button"
              className="explore-fold"
              aria-expanded={isAskOpen}
              aria-controls={asked}
              onClick={() => setAskOpen(!isAskOpen)}
            >
              {t(isAskOpen ? 'explore.foldQuestion' : 'explore.unfoldQuestion')}
            </button>
            <div id={asked} className="explore-asked" data-open={isAskOpen || undefined}>
              <Ask view={settled} indicators={indicators} now={openedAt} change={change} />
            </div>
          </>
        ) : (
          known && (
            <section className="ask" aria-label={t('explore.question')}>
              <IndicatorField chosen={[]} onChange={(chosen) => change({ indicators: chosen })} />
            </section>
          )
        )}
      </aside>
      <main className="explore-main">
        {!known && view.indicators.length > 0 && (
          <p role="status" className="explore-said">
            {t('console.loading')}
          </p>
        )}
        {lost && (
          <p role="alert" className="explore-said">
            {t('explore.lost', { indicator: lost })}
          </p>
        )}
        {settled ? (
          <Explored view={settled} indicators={indicators as [IndicatorAnswer, ...IndicatorAnswer[]]} change={change} />
        ) : (
          view.indicators.length === 0 && <Start />
        )}
      </main>
      {(proofOf(search) || factOf(search)) && (
        <Suspense>
          <Proof />
        </Suspense>
      )}
    </div>
  )
}
