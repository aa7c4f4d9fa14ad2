import type { OrderAsk, PairedScreen, ScreensAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { formatMoment, parseMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { TypedField } from '../../../ui/TypedField.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { isHeardOf } from './heard.ts'
import { orderScreen, removeScreen, screensQuery } from './queries.ts'
import './screens.css'

type Change = OrderAsk['change']

const SPEEDS = [60, 600, 3_600]
/** What visitors may see, by who they are. */
const ROOMS = ['open', 'internal'] as const
/** Null: by the hours of its playlist. */
const LIGHTS = [null, 1, 0.75, 0.5, 0.25]

/** A display in the hand: which scene, which tile, how bright, now or then. Made for a phone as well. */
export function Remote({ id }: { id: number }) {
  const { t } = useText()
  const { data, error } = useQuery(screensQuery())
  const screen = data?.screens.find((each) => each.id === id)
  return (
    <section className="remote">
      <Link to={pathTo.screens()}>{t('screens.control.back')}</Link>
      {error && !data && <Failed error={error} />}
      {!data && !error && <p className="console-empty">{t('console.loading')}</p>}
      {data && !screen && <p className="console-empty">{t('screens.none')}</p>}
      {data && screen && <Controls key={screen.id} screen={screen} answer={data} />}
    </section>
  )
}

function Controls({ screen, answer }: { screen: PairedScreen; answer: ScreensAnswer }) {
  const { t, title, age } = useText()
  const client = useQueryClient()
  const [isLeaving, setLeaving] = useState(false)
  const ordering = useMutation({
    mutationFn: (change: Change) => orderScreen(screen.id, { change, seen: screen.orderedAt }),
    onSettled: () => client.invalidateQueries({ queryKey: ['screens'] }),
  })
  const removing = useMutation({
    mutationFn: () => removeScreen(screen.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['screens'] }),
  })
  const { orders, report } = screen
  const since = (Date.parse(answer.at) - Date.parse(screen.seenAt)) / 1_000
  const playlist = answer.playlists.find(({ id }) => id === orders.playlist)
  const round = playlist?.scenes.map(({ scene }) => scene) ?? []
  const shows = answer.scenes.find(({ id }) => id === (orders.pinned ?? report?.scene))
  const order = (change: Change) => ordering.mutate(change)
  const turnTo = (scene: string) =>
    order({ pinned: null, tile: null, replay: null, turn: { scene, at: new Date(Date.parse(answer.at)).toISOString() } })
  /** While one is pinned, another takes its place and is pinned; else a scene of the playlist only has its turn. */
  const choose = (scene: string | undefined) =>
    scene !== undefined &&
    (orders.pinned === null && round.includes(scene) ? turnTo(scene) : order({ pinned: scene, tile: null }))
  const ofRound = [...new Set(round)].flatMap((id) => answer.scenes.find((scene) => scene.id === id) ?? [])
  const sceneKey = (scene: ScreensAnswer['scenes'][number]) => (
    <button key={scene.id} type="button" aria-pressed={scene.id === shows?.id} onClick={() => choose(scene.id)}>
      {title(scene.title)}
    </button>
  )
  const at = round.indexOf(report?.scene ?? '')

  return (
    <>
      <div className="console-head">
        <h1>{t('screens.control.title', { name: screen.name })}</h1>
        <Mark tone={isHeardOf(since) ? 'good' : 'critical'}>{t(isHeardOf(since) ? 'screens.on' : 'screens.off')}</Mark>
      </div>
      <p className="remote-shows" data-shows={shows?.id}>
        <b>{shows ? title(shows.title) : '–'}</b>
        {report?.because && <span>{t(`screens.because.${report.because}`)}</span>}
      </p>
      {!isHeardOf(since) && <p className="console-failed">{t('screens.control.unseen', { age: age(since) })}</p>}
      {ordering.error && <Failed error={ordering.error} />}
      <fieldset className="remote-keys" disabled={ordering.isPending}>
        <button type="button" onClick={() => choose(round[(at - 1 + round.length) % round.length])}>
          ← {t('screens.control.before')}
        </button>
        <button type="button" onClick={() => choose(round[(at + 1) % round.length])}>
          {t('screens.control.next')} →
        </button>
        {orders.pinned === null ? (
          <button type="button" disabled={!shows} onClick={() => shows && order({ pinned: shows.id })}>
            {t('screens.control.pin')}
          </button>
        ) : (
          <button type="button" className="desk-primary" onClick={() => order({ pinned: null })}>
            {t('screens.control.unpin')}
          </button>
        )}
      </fieldset>
      <fieldset disabled={ordering.isPending}>
        <legend>{t('screens.control.playlist')}</legend>
        {answer.playlists.length > 1 ? (
          <div className="remote-scenes">
            {answer.playlists.map((each) => (
              <button
                key={each.id}
                type="button"
                aria-pressed={orders.playlist === each.id}
                onClick={() => order({ playlist: each.id, pinned: null, tile: null, turn: null })}
              >
                {title(each.title)}
              </button>
            ))}
          </div>
        ) : (
          <p>{playlist ? title(playlist.title) : '–'}</p>
        )}
      </fieldset>
      <fieldset disabled={ordering.isPending}>
        <legend>{t('screens.control.scenes')}</legend>
        <small>{t(orders.pinned === null ? 'screens.control.turnHelp' : 'screens.control.pinnedHelp')}</small>
        <div className="remote-scenes">{ofRound.map(sceneKey)}</div>
        <details>
          <summary>{t('screens.control.others')}</summary>
          <div className="remote-scenes">{answer.scenes.filter(({ id }) => !round.includes(id)).map(sceneKey)}</div>
        </details>
      </fieldset>
      {shows && (
        <fieldset disabled={ordering.isPending}>
          <legend>{t('screens.control.tile')}</legend>
          <div className="remote-scenes">
            {orders.tile !== null && (
              <button type="button" className="desk-primary" onClick={() => order({ tile: null, pinned: null })}>
                {t('screens.control.whole')}
              </button>
            )}
            {shows.tiles.map((tile) => (
              <button
                key={tile.id}
                type="button"
                aria-pressed={orders.tile === tile.id}
                onClick={() => order({ tile: tile.id, pinned: shows.id })}
              >
                {title(tile.title)}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <Replayed orders={orders} isIdle={ordering.isPending} onOrder={order} />
      <fieldset disabled={ordering.isPending}>
        <legend>{t('visitors.name')}</legend>
        <div className="remote-scenes">
          <button type="button" aria-pressed={!orders.visitors} onClick={() => order({ visitors: false })}>
            {t('screens.control.visitors.none')}
          </button>
          {ROOMS.map((room) => (
            <button
              key={room}
              type="button"
              aria-pressed={orders.visitors && orders.room === room}
              onClick={() => order({ visitors: true, room })}
            >
              {t(`screens.control.visitors.${room}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset className="remote-rest" disabled={ordering.isPending}>
        <legend>{t('screens.control.dim')}</legend>
        <div className="remote-scenes">
          {LIGHTS.map((light) => (
            <button
              key={light}
              type="button"
              aria-pressed={orders.dim === (light && 1 - light)}
              onClick={() => order({ dim: light && 1 - light })}
            >
              {light ? `${light * 100} %` : t('screens.control.dimByHours')}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset disabled={ordering.isPending}>
        <legend>{t('screens.control.language')}</legend>
        <div className="remote-scenes">
          {(['vi', 'en'] as const).map((language) => (
            <button key={language} type="button" aria-pressed={orders.language === language} onClick={() => order({ language })}>
              {language === 'vi' ? 'Tiếng Việt' : 'English'}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset className="remote-apart" disabled={ordering.isPending}>
        <legend>{t('screens.control.display')}</legend>
        <div className="remote-scenes">
          <button type="button" onClick={() => order({ reloads: orders.reloads + 1 })}>
            {t('screens.control.reload')}
          </button>
          <button type="button" className="remote-remove" onClick={() => setLeaving(true)}>
            {t('screens.control.remove')}
          </button>
        </div>
      </fieldset>
      {isLeaving && (
        <div className="console-why" role="alertdialog">
          <p>{t('screens.control.removeSure', { name: screen.name })}</p>
          <button type="button" onClick={() => setLeaving(false)}>
            {t('console.cancel')}
          </button>
          <button type="button" className="remote-remove" disabled={removing.isPending} onClick={() => removing.mutate()}>
            {t('screens.control.remove')}
          </button>
        </div>
      )}
      {removing.error && <Failed error={removing.error} />}
      {screen.orderedBy && screen.orderedAt && (
        <small>
          {t('screens.control.orderedBy', {
            by: screen.orderedBy,
            age: age((Date.parse(answer.at) - Date.parse(screen.orderedAt)) / 1_000),
          })}
        </small>
      )}
    </>
  )
}

function Replayed({
  orders,
  isIdle,
  onOrder,
}: {
  orders: PairedScreen['orders']
  isIdle: boolean
  onOrder(change: Change): void
}) {
  const { t, number, zone } = useText()
  const id = useId()
  const [at, setAt] = useState<number | '' | null>('')
  return (
    <fieldset disabled={isIdle}>
      <legend>{t('screens.control.replay')}</legend>
      <div className="remote-scenes">
        <label htmlFor={id}>{t('screens.control.replayFrom')}</label>
        <TypedField<number>
          id={id}
          value={at}
          say={(moment) => formatMoment(moment, zone)}
          read={(text) => parseMoment(text, zone)}
          example={t('moment.example')}
          help={() => t('moment.help')}
          onChange={setAt}
        />
        {SPEEDS.map((speed) => (
          <button
            key={speed}
            type="button"
            disabled={!at}
            onClick={() => at && onOrder({ replay: { at: new Date(at).toISOString(), speed } })}
          >
            {t('screens.control.replayGo')} ×{number(speed)}
          </button>
        ))}
        {orders.replay !== null && (
          <button type="button" className="desk-primary" onClick={() => onOrder({ replay: null })}>
            {t('screens.control.live')}
          </button>
        )}
      </div>
    </fieldset>
  )
}
