import type { CSSProperties } from 'react'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { useRoom } from '../../ui/BarRows.tsx'
import { onPlane } from '../../ui/roving.ts'
import { useRoving } from '../../ui/use-roving.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { useLegend } from '../use-legend.tsx'
import './ageing.css'
import { segmentsOf } from './option.ts'

/** By row and band, as `onPlane` reads them. */
const keyOf = (row: string, band: number) => `${row} ${band}`

function Ageing({ tile, trust }: TileProps<'ageing'>) {
  const { t, title, number, unit, period, until } = useText()
  const [list, room] = useRoom()
  const rows = tile.rows.slice(0, room)
  const bandOf = (indicator: string) => tile.bands.findIndex((band) => band.indicator === indicator)
  const drawn = rows.map((row) => ({ row, segments: segmentsOf(row, { rows, bands: tile.bands }) }))
  const { onKeyDown, linkOf } = useRoving(
    drawn.flatMap(({ row, segments }) => segments.map(({ indicator }) => keyOf(row.key, bandOf(indicator)))),
    onPlane,
  )
  const foot = [
    period(tile.period, tile.clocks),
    rows.length > 0 && rows.length < tile.parts && t('ranking.of', { shown: rows.length, all: tile.parts }),
    until(tile.period, tile.clocks),
    ...useLegend(
      rows.flatMap(({ cells }) => cells),
      trust.state,
    ),
  ]
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={unit(tile.unit)}
      foot={foot}
      beat={tile.rows.flatMap(({ cells }) => cells.map(({ value }) => value)).join()}
    >
      {tile.rows.length === 0 ? (
        <Nothing isZero={trust.state === 'ok' || trust.state === 'zero'} />
      ) : (
        <>
          <div className="ageing-bands">
            {tile.bands.map((band, place) => (
              <span key={band.indicator}>
                <i className="ageing-swatch" data-shade={tile.bands.length - 1 - place} />
                {title(band.title)}
              </span>
            ))}
          </div>
          <ol className="ageing-rows" ref={list} onKeyDown={onKeyDown}>
            {drawn.map(({ row, segments }) => (
              <li key={row.key} className="ageing-row" data-key={row.key}>
                <span className="ageing-name" title={title(row.title)}>
                  {title(row.title)}
                </span>
                <span className="ageing-bar">
                  {segments.map(({ indicator, value, part, shade }) => {
                    const place = bandOf(indicator)
                    const band = title(tile.bands[place]?.title ?? tile.title)
                    return (
                      <ProofLink
                        key={indicator}
                        className="ageing-band"
                        question={{ indicator, unit: row.key }}
                        {...linkOf(keyOf(row.key, place))}
                        data-shade={shade}
                        data-value={value}
                        style={{ '--part': part } as CSSProperties}
                        aria-label={`${number(value)}. ${t('proof.openUnit', { title: band, unit: title(row.title) })}`}
                      >
                        <span className="ageing-count">{number(value)}</span>
                      </ProofLink>
                    )
                  })}
                </span>
                <span className="ageing-total" data-value={row.total}>
                  {number(row.total)}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </TileFrame>
  )
}

export default defineTile({ kind: 'ageing', trust: plainTrust, View: Ageing })
