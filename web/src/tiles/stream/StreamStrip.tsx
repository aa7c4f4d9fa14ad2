import type { TileOf } from '@ioc/server/contract'
import { useLayoutEffect, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { widthsThatFit } from '../../ui/fit.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import type { Trust } from '../kind.ts'
import { markOf } from '../mark.ts'
import { newestFirst } from './option.ts'
import { StripItem } from './StripItem.tsx'
import './strip.css'
import { Settled } from './use-entrance.ts'
import { useSettled } from './use-settled.ts'

const MOST = 8
const LEAST_REM = 64

/** The newest mentions in one line along the foot of the wall. It moves only when something new arrives. */
export function StreamStrip({ tile, trust }: { tile: TileOf<'stream'>; trust: Trust }) {
  const { t, title, span } = useText()
  const theme = useTheme()
  const [ref, size] = useSize<HTMLUListElement>()
  const [shown, setShown] = useState(MOST)
  const items = newestFirst(tile.items).slice(0, MOST)
  const settled = useSettled(items.length > 0)
  const mark = markOf(trust)

  useLayoutEffect(() => {
    const list = ref.current
    if (!list) return
    const widths = [...list.querySelectorAll<HTMLElement>('.strip-item')].map(naturalWidth)
    setShown(widthsThatFit(widths, size.width, LEAST_REM * theme.rem))
  })

  return (
    <section className="strip" data-tile={tile.id} data-state={trust.state} aria-label={title(tile.title)}>
      {mark && <Mark tone={mark.tone}>{trust.lateBy > 0 ? t('tile.late', { span: span(trust.lateBy) }) : t(mark.text)}</Mark>}
      {items.length === 0 && <p className="strip-empty">{t('stream.empty')}</p>}
      <Settled value={settled}>
        <ul className="strip-items" ref={ref} data-value={items.length}>
          {items.map((item, index) => (
            <StripItem key={item.id} item={item} isShown={index < shown} isLast={index === shown - 1} />
          ))}
        </ul>
      </Settled>
    </section>
  )
}

/** Of an item that may be cut short: what its title lacks is added back. */
function naturalWidth(item: HTMLElement): number {
  const title = item.querySelector<HTMLElement>('.strip-title')
  return item.offsetWidth + (title ? title.scrollWidth - title.offsetWidth : 0)
}
