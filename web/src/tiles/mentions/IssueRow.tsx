import type { CSSProperties } from 'react'
import { withFact } from '../../address/address.ts'
import { SearchLink } from '../../address/SearchLink.tsx'
import { useText } from '../../text/use-text.ts'
import { Age } from '../../ui/Age.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { type Issue, toneParts } from './option.ts'

/** A matter: what it is, where, whose it is and since when; how much is said of it and in what tone. */
export function IssueRow({ issue }: { issue: Issue }) {
  const { t, title, number, percent } = useText()
  const { id, feed, copies, outlets, sentiment, topic, place, owner, firstAt, perHour, voice, interactions, handling } = issue
  const about = [place, title(topic.title)].filter(Boolean).join(' · ')
  return (
    <li className="mention" data-issue={id}>
      <p className="mention-line">
        <span className="mention-title">
          <SearchLink className="stream-open" to={(search) => withFact(search, { feed, id })}>
            {issue.title}
          </SearchLink>
        </span>
        <span className="mention-copies">
          <b>{number(copies)}</b> {t('mentions.copies', { count: copies })}
        </span>
      </p>
      <p className="mention-line mention-small">
        <span className="mention-about">
          <span>{about}</span>
          {owner && <span className="mention-owner">{owner}</span>}
          {handling ? <Handling handling={handling} /> : <Age at={firstAt} />}
        </span>
        <span className="mention-more">
          {interactions === null
            ? t('mentions.outlets', { count: outlets })
            : t('mentions.interactions', { count: interactions, shown: number(interactions) })}
          {', '}
          {perHour > 0
            ? t('mentions.perHour', { rate: number(perHour, perHour < 10 ? 1 : 0) })
            : t('mentions.voice', { share: percent(voice) })}
        </span>
      </p>
      <span className="mention-tones" role="img" aria-label={t('mentions.tone', sentiment)}>
        {toneParts(issue).map(({ tone, part }) => (
          <i key={tone} data-tone={tone} style={{ '--part': part } as CSSProperties} />
        ))}
      </span>
    </li>
  )
}

function Handling({ handling: { state, minutes } }: { handling: NonNullable<Issue['handling']> }) {
  const { t, span } = useText()
  return (
    <span className="mention-handling" data-state={state}>
      {state === 'late' && <Shape tone="warn" />} {t(`mentions.handling.${state}`, { span: span((minutes ?? 0) * 60) })}
    </span>
  )
}
