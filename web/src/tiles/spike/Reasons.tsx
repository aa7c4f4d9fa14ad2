import type { TileOf } from '@ioc/server/contract'
import { withFact } from '../../address/address.ts'
import { SearchLink } from '../../address/SearchLink.tsx'
import { useText } from '../../text/use-text.ts'

/** What the rise is made of and who has to look at it; while nothing is past the usual, only what stands out most. */
export function Reasons({ tile: { level, reasons, story, responsible } }: { tile: TileOf<'spike'> }) {
  const { t, title, percent, number } = useText()
  const isSpike = level !== null && level !== 'good'
  const isBare = story === null && reasons.length === 0
  return (
    <div className="spike-reasons">
      <p className="spike-why">{t(isSpike ? 'spike.why' : isBare ? 'spike.quiet' : 'spike.calm')}</p>
      <dl>
        {story && (
          <>
            <dt>{t('spike.story')}</dt>
            <dd>
              <SearchLink className="stream-open" to={(search) => withFact(search, story)}>
                {story.title} ({number(story.copies)})
              </SearchLink>
            </dd>
          </>
        )}
        {reasons.map(({ kind, key, title: name, share }) => (
          <div key={kind.id} className="spike-reason" data-key={key}>
            <dt>{title(kind.title)}</dt>
            <dd>{t('spike.part', { name: title(name), share: percent(share, 0) })}</dd>
          </div>
        ))}
      </dl>
      {responsible.length > 0 && <p className="spike-responsible">{t('spike.responsible', { names: responsible.join(', ') })}</p>}
    </div>
  )
}
