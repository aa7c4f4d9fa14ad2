import { withFact } from '../../address/address.ts'
import { SearchLink } from '../../address/SearchLink.tsx'
import { useText } from '../../text/use-text.ts'
import type { Item } from './option.ts'
import { useEntrance } from './use-entrance.ts'

export function StripItem({ item, isCut }: { item: Item; isCut: boolean }) {
  return (
    <li className="strip-item" data-item={item.id} data-cut={isCut || undefined} ref={useEntrance('right')}>
      <SearchLink className="stream-open" to={(search) => withFact(search, { feed: item.feed, id: item.id })}>
        <StripLine item={item} />
      </SearchLink>
    </li>
  )
}

export function StripLine({ item: { at, title, outlet, copies } }: { item: Item }) {
  const { t, minute } = useText()
  return (
    <span className="strip-line">
      <time className="strip-time" dateTime={at}>
        {minute(at)}
      </time>
      <span className="strip-title">{title}</span>
      <span className="strip-outlet">{copies > 1 ? t('stream.copies', { count: copies }) : outlet}</span>
    </span>
  )
}
