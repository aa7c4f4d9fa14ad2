import { useText } from '../../text/use-text.ts'
import type { Item } from './option.ts'
import { useEntrance } from './use-entrance.ts'

/** Items past the edge stay in the page, unseen, so that their width is known when room appears. */
export function StripItem({ item, isShown, isLast }: { item: Item; isShown: boolean; isLast: boolean }) {
  const { t, minute } = useText()
  const { id, at, title, outlet, copies } = item
  return (
    <li
      className="strip-item"
      data-item={id}
      data-hidden={!isShown || undefined}
      data-last={isLast || undefined}
      ref={useEntrance('right')}
    >
      <span className="strip-line">
        <time className="strip-time" dateTime={at}>
          {minute(at)}
        </time>
        <span className="strip-title">{title}</span>
        <span className="strip-outlet">{copies > 1 ? t('stream.copies', { count: copies }) : outlet}</span>
      </span>
    </li>
  )
}
