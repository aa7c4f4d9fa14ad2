import { useText } from '../../text/use-text.ts'
import { Age } from '../../ui/Age.tsx'
import { Digits } from '../../ui/Digits.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { type Feed, isTroubled, toneOf } from './option.ts'

/** A source that keeps its promise is told by its age; one that does not, by what is wrong. */
export function FeedRow({ feed }: { feed: Feed }) {
  const { t, title, number } = useText()
  const { id, state, owner, read, held, lastContactAt, simulated, error } = feed
  const tone = toneOf[state]
  return (
    <tr data-feed={id} data-state={state} data-tone={tone} data-simulated={simulated || undefined} title={error ?? undefined}>
      <td>
        <Shape tone={tone} /> {title(feed.title)}
      </td>
      <td className="feeds-owner">{owner}</td>
      <td className="feeds-number" data-value={read}>
        <Digits text={number(read)} />
      </td>
      <td className="feeds-number" data-value={held} data-held={held > 0 || undefined}>
        <Digits text={number(held)} />
      </td>
      <td className="feeds-contact">
        {isTroubled(feed) || state === 'waiting' || state === 'running' ? <b>{t(`feeds.state.${state}`)}</b> : null}
        {state !== 'running' && state !== 'waiting' && (lastContactAt ? <Age at={lastContactAt} isBare /> : t('feeds.never'))}
      </td>
    </tr>
  )
}
