import type { ReactNode } from 'react'
import { useText } from '../../text/use-text.ts'
import { Age } from '../../ui/Age.tsx'
import { Digits } from '../../ui/Digits.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { type Feed, isTroubled, toneOf } from './option.ts'

/** A source that keeps its promise is told by its age; one that does not, by what is wrong. Roomy: two lines. */
export function FeedRow({ feed, isRoomy }: { feed: Feed; isRoomy: boolean }) {
  const { t, title, number } = useText()
  const { id, state, owner, read, held, lastContactAt, simulated, error } = feed
  const tone = toneOf[state]
  const hasAge = state !== 'running' && state !== 'waiting'
  const word = isTroubled(feed) || !hasAge ? <b>{t(`feeds.state.${state}`)}</b> : null
  const age = hasAge && (lastContactAt ? <Age at={lastContactAt} isBare /> : t('feeds.never'))
  return (
    <li
      className="feeds-row"
      data-feed={id}
      data-state={state}
      data-tone={tone}
      data-simulated={simulated || undefined}
      title={[title(feed.title), owner, error].filter(Boolean).join('\n')}
    >
      <Shape tone={tone} />
      <span className="feeds-who">
        <span className="feeds-name">
          <span className="feeds-title">{title(feed.title)}</span>
          {simulated && <span className="feeds-simulated">{t('tile.simulated')}</span>}
        </span>
        <span className="feeds-owner">{owner}</span>
      </span>
      <Count name="read" value={read} word={isRoomy && t('feeds.read')} number={number} />
      <Count name="held" value={held} word={isRoomy && t('feeds.held')} number={number} />
      <span className="feeds-contact">
        {word}
        {age}
        {isRoomy && !word && <small>{t('feeds.contact')}</small>}
      </span>
    </li>
  )
}

interface CountProps {
  name: 'read' | 'held'
  value: number
  word: ReactNode
  number: (value: number) => string
}

function Count({ name, value, word, number }: CountProps) {
  return (
    <span className="feeds-count" data-count={name} data-value={value} data-some={value > 0 || undefined}>
      <Digits text={number(value)} />
      {word && <small>{word}</small>}
    </span>
  )
}
