import type { TileOf } from '@ioc/server/contract'
import { useLayoutEffect, useRef, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { widthsThatFit } from '../../ui/fit.ts'
import { Mark } from '../../ui/Mark.tsx'
import { useSize } from '../../ui/use-size.ts'
import type { Trust } from '../kind.ts'
import { markOf } from '../mark.ts'
import { newestFirst } from './option.ts'
import { StripItem, StripLine } from './StripItem.tsx'
import './strip.css'
import { Settled } from './use-entrance.ts'
import { useSettled } from './use-settled.ts'

const MOST = 12
/** Between two headlines, as strip.css has it; the first on the strip goes without. */
const APART_REM = 6.4
/** A time and some four words. */
const LEAST_REM = 44

/** The newest mentions in one line along the foot of the wall. It moves only when something new arrives. */
export function StreamStrip({ tile, trust }: { tile: TileOf<'stream'>; trust: Trust }) {
  const { t, title, span } = useText()
  const { rem } = useTheme()
  const [list, { width }] = useSize<HTMLUListElement>()
  const gauge = useRef<HTMLDivElement>(null)
  const [fit, setFit] = useState({ shown: 0, cut: false })
  const items = newestFirst(tile.items).slice(0, MOST)
  const settled = useSettled(fit.shown > 0)
  const mark = markOf(trust)

  // Measured on copies that stay the same whatever is shown, so measuring again gives the same answer.
  useLayoutEffect(() => {
    const widths = Array.from(gauge.current?.children ?? [], (line) => line.getBoundingClientRect().width)
    const { shown, cut } = widthsThatFit(widths, width === 0 ? 0 : width + APART_REM * rem, LEAST_REM * rem)
    setFit((held) => (held.shown === shown && held.cut === cut ? held : { shown, cut }))
  })

  return (
    <section className="strip" data-tile={tile.id} data-state={trust.state} aria-label={title(tile.title)}>
      {mark && <Mark tone={mark.tone}>{trust.lateBy > 0 ? t('tile.late', { span: span(trust.lateBy) }) : t(mark.text)}</Mark>}
      {items.length === 0 && trust.state !== 'missing' && <p className="strip-empty">{t('stream.empty')}</p>}
      <Settled value={settled}>
        <ul className="strip-items" ref={list} data-value={items.length}>
          {items.slice(0, fit.shown).map((item, index) => (
            <StripItem key={item.id} item={item} isCut={fit.cut && index === fit.shown - 1} />
          ))}
        </ul>
      </Settled>
      {trust.simulated && <span className="strip-simulated">{t('tile.simulated')}</span>}
      <div className="unseen strip-gauge" ref={gauge} aria-hidden="true">
        {items.map((item) => (
          <StripLine key={item.id} item={item} />
        ))}
      </div>
    </section>
  )
}
