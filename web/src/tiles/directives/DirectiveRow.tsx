import type { TileOf } from '@ioc/server/contract'
import { useNow } from '../../realtime/clock.ts'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'

type Row = TileOf<'directives'>['rows'][number]

/** What falls due within this is soon. */
const SOON_S = 86_400

/** What was ordered of whom, how far it has got, and how long is left or since when it is late. */
export function DirectiveRow({ row: { title, unit, status, dueAt, progress, relapses } }: { row: Row }) {
  const { t, span } = useText()
  const left = useNow((now) => Math.round((Date.parse(dueAt) - now) / 60_000) * 60)
  const tone = left < 0 ? 'critical' : left < SOON_S ? 'warn' : 'good'
  return (
    <li className="directives-row" data-tone={tone}>
      <Shape tone={tone} />
      <span className="directives-what">
        <b>{title}</b>
        <small>{[unit.name, relapses > 0 && t('directives.relapses', { count: relapses })].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="directives-done">
        {status === 'issued' ? t('directives.status.issued') : t('directives.progress', { progress })}
      </span>
      <time className="directives-due" dateTime={dueAt}>
        {t(left < 0 ? 'directives.tile.late' : 'directives.tile.left', { span: span(Math.abs(left)) })}
      </time>
    </li>
  )
}
