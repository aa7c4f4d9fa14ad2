import type { PairedScreen, ScreensAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { isHeardOf } from './heard.ts'
import { PairForm } from './PairForm.tsx'
import { screensQuery } from './queries.ts'
import './screens.css'

/** The displays of the house: what each shows, and whether it is well. */
export function Screens() {
  const { t } = useText()
  const { data, error } = useQuery(screensQuery())
  const [isPairing, setPairing] = useState(false)
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section>
      <div className="console-head">
        <h1>{t('screens.title')}</h1>
        <button type="button" className="desk-primary" onClick={() => setPairing(true)}>
          {t('screens.pair')}
        </button>
      </div>
      {isPairing && <PairForm onDone={() => setPairing(false)} />}
      <p className="screens-help">{t('screens.help', { address: `${location.origin}/screen` })}</p>
      {data.screens.length === 0 ? <p className="console-empty">{t('screens.none')}</p> : <Listed {...data} />}
    </section>
  )
}

function Listed(answer: ScreensAnswer) {
  const { t } = useText()
  return (
    <table className="desk-table screens-list">
      <thead>
        <tr>
          <th>{t('screens.column.name')}</th>
          <th>{t('screens.column.shows')}</th>
          <th>{t('screens.column.seen')}</th>
          <th>{t('screens.column.does')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {answer.screens.map((screen) => (
          <Row key={screen.id} screen={screen} answer={answer} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ screen, answer: { at, scenes, playlists } }: { screen: PairedScreen; answer: ScreensAnswer }) {
  const { t, title, age, number } = useText()
  const { report } = screen
  const scene = scenes.find(({ id }) => id === report?.scene)
  const playlist = playlists.find(({ id }) => id === screen.orders.playlist)
  const since = (Date.parse(at) - Date.parse(screen.seenAt)) / 1_000
  return (
    <tr>
      <td>
        <Link to={pathTo.screen(screen.id)}>{screen.name}</Link>
      </td>
      <td>
        {scene ? title(scene.title) : '–'}
        {report?.because && <small>{t(`screens.because.${report.because}`)}</small>}
        {playlist && <small>{t('screens.usesPlaylist', { playlist: title(playlist.title) })}</small>}
      </td>
      <td>
        <Mark tone={isHeardOf(since) ? 'good' : 'critical'}>{t(isHeardOf(since) ? 'screens.on' : 'screens.off')}</Mark>
        <small>{age(since)}</small>
      </td>
      <td>
        {report && `${report.width} × ${report.height}`}
        {report && (
          <small>
            {[
              report.framesPerSecond === null
                ? t('screens.hidden')
                : t('screens.frames', { count: number(report.framesPerSecond) }),
              report.memory !== null && t('screens.memory', { count: number(report.memory) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        )}
      </td>
      <td>
        <Link to={pathTo.screen(screen.id)}>{t('screens.column.control')}</Link>
      </td>
    </tr>
  )
}
