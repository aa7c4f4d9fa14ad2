import { withFact } from '../../address/address.ts'
import { SearchLink } from '../../address/SearchLink.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { rowsThatFit } from '../../ui/fit.ts'
import { useSize } from '../../ui/use-size.ts'
import { type Item, newestFirst } from './option.ts'
import './stream.css'
import { Settled, useEntrance } from './use-entrance.ts'
import { useSettled } from './use-settled.ts'

const ROW_REM = 9.8

export function StreamList({ items }: { items: Item[] }) {
  const { t } = useText()
  const [ref, size] = useSize<HTMLUListElement>()
  const shown = newestFirst(items).slice(0, rowsThatFit(size.height, ROW_REM * useTheme().rem))
  const settled = useSettled(shown.length > 0)
  return (
    <Settled value={settled}>
      {items.length === 0 && <p className="tile-nothing">{t('stream.empty')}</p>}
      <ul className="stream-list" ref={ref} hidden={items.length === 0}>
        {shown.map((item) => (
          <StreamRow key={item.id} item={item} />
        ))}
      </ul>
    </Settled>
  )
}

function StreamRow({ item: { id, feed, at, title, outlet, copies } }: { item: Item }) {
  const { t, minute } = useText()
  return (
    <li className="stream-row" data-item={id} ref={useEntrance('down')}>
      <time className="stream-time" dateTime={at}>
        {minute(at)}
      </time>
      <span className="stream-title">
        <SearchLink className="stream-open" to={(search) => withFact(search, { feed, id })}>
          {title}
        </SearchLink>
      </span>
      <span className="stream-outlet">
        {outlet}
        {copies > 1 && `, ${t('stream.copies', { count: copies })}`}
      </span>
    </li>
  )
}
