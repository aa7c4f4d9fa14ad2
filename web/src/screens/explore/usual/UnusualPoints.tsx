import { useText } from '../../../text/use-text.ts'
import { sayOfStep } from '../pictures/slots.ts'
import type { Settled } from '../settle.ts'
import type { View } from '../view.ts'
import { isUsualSaid, useUsual } from './use-usual.ts'
import './usual.css'

const MOST = 6

/** What stands out of what is usual, the latest first, each a press from why. */
export function UnusualPoints({ view, change }: { view: Settled; change(changes: Partial<View>): void }) {
  const say = useText()
  const { t } = say
  const stands = useUsual(view)
  if (!isUsualSaid(view) || stands.size === 0) return null
  const unusual = [...stands].filter(([, { side }]) => side !== null).reverse()
  return (
    <p className="unusual">
      <i aria-hidden="true" />
      {t('usual.band')}{' '}
      {unusual.length === 0 ? t('usual.none') : t(`usual.${view.step === 'day' ? 'days' : 'months'}`, { count: unusual.length })}{' '}
      {unusual.slice(0, MOST).map(([at, { side }]) => (
        <button key={at} type="button" aria-pressed={view.at === at} onClick={() => change({ at })}>
          {sayOfStep(at, view.step, say)} {t(`usual.side.${side ?? 'above'}`)}
        </button>
      ))}
      {unusual.length > MOST && t('usual.more', { count: unusual.length - MOST })}
    </p>
  )
}
