import type { Scene } from '@ioc/server/contract'
import { useRef } from 'react'
import { type Replay as Start, withReplay } from '../address/address.ts'
import { go } from '../address/use-address.ts'
import { serverNow, useNow, wallNow } from '../realtime/clock.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'
import { MomentField } from '../ui/MomentField.tsx'
import './replay.css'
import { useReplay } from './use-replay.ts'

const DAY_MS = 86_400_000
const SPEEDS = [1, 60, 600, 3_600]

/** The band across the top of a wall that shows the past: that it does, when, how fast, and how to get back. */
export default function Replay({ scene, replay: { at, speed } }: { scene: Scene; replay: Start }) {
  const { t, zone, number } = useText()
  const playing = useReplay(scene, at, speed)
  const moment = useNow((now) => formatMoment(now, zone))
  const isAtEnd = useNow((now) => now > serverNow() - 5_000)
  const fastest = useRef(600)
  if (speed > 0) fastest.current = speed

  const seek = (change: Partial<Start>) => {
    const next = { at: wallNow(), speed, ...change }
    go(withReplay(location.search, { ...next, at: Math.min(next.at, serverNow()) }), 'replace')
  }

  return (
    <section className="replay" aria-label={t('replay.name')}>
      <p className="replay-what">
        <strong>{t('replay.name')}</strong>
        <time>{moment}</time>
        <span>{speed === 0 ? t('replay.paused') : `×${number(speed)}`}</span>
      </p>
      <p className="replay-state" role="status">
        {playing.kind === 'loading' && t('replay.loading')}
        {playing.kind === 'failed' && t('replay.failed', { why: playing.why })}
        {playing.kind === 'shown' && isAtEnd && t('replay.end')}
      </p>
      <div className="replay-controls">
        <button type="button" onClick={() => seek({ at: wallNow() - DAY_MS })}>
          {t('replay.dayBack')}
        </button>
        <button
          type="button"
          className="replay-play"
          onClick={() => seek({ speed: speed > 0 ? 0 : fastest.current })}
          disabled={isAtEnd && speed === 0}
        >
          {t(speed > 0 ? 'replay.pause' : 'replay.play')}
        </button>
        <button type="button" onClick={() => seek({ at: wallNow() + DAY_MS })} disabled={isAtEnd}>
          {t('replay.dayForward')}
        </button>
        <fieldset className="replay-speeds">
          <legend className="unseen">{t('replay.speed')}</legend>
          {SPEEDS.map((each) => (
            <button key={each} type="button" aria-pressed={each === speed} onClick={() => seek({ speed: each })}>
              ×{number(each)}
            </button>
          ))}
        </fieldset>
        <MomentField
          key={at}
          label={t('replay.moment')}
          value={at}
          onPick={(picked) => picked !== null && seek({ at: picked })}
        />
        <button type="button" className="replay-leave" onClick={() => go(withReplay(location.search, null))}>
          {t('replay.leave')}
        </button>
      </div>
    </section>
  )
}
