import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { BarRows, hasTallRows, useRoom } from '../../ui/BarRows.tsx'
import { withParts } from '../../ui/parts.ts'
import { inOrder } from '../../ui/roving.ts'
import { useRoving } from '../../ui/use-roving.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'

function Comparison({ tile, trust }: TileProps<'comparison'>) {
  const { t, title, number, whole, unit, period, until } = useText()
  const [list, room] = useRoom()
  const isTall = hasTallRows(
    tile.rows.map((row) => title(row.title)),
    room,
  )
  const rows = withParts(tile.rows, isTall ? Math.floor(room / 2) : room)
  const { onKeyDown, linkOf } = useRoving(
    rows.filter(({ question }) => question).map(({ key }) => key),
    inOrder,
  )
  const unmeasured = (published: number | null | undefined, isAsked: boolean) => {
    if (published === undefined) return t(isAsked ? 'state.missing' : 'comparison.unmeasured')
    return published === null
      ? t('comparison.unmeasured')
      : t('comparison.published', { value: number(published, tile.decimals) })
  }
  const hidden = tile.rows.length - rows.length
  const isMoney = tile.unit.id === 'dong'
  const foot = [
    period(tile.period, tile.clocks),
    until(tile.period, tile.clocks),
    rows.length > 0 && hidden > 0 && t('ranking.more', { count: hidden }),
  ]
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={!isMoney && unit(tile.unit)}
      foot={foot}
      beat={tile.rows.map(({ value }) => value).join()}
    >
      {tile.rows.length === 0 ? (
        <p className="tile-nothing">{t(trust.state === 'ok' ? 'state.zero' : 'tile.nothing')}</p>
      ) : (
        <BarRows
          list={list}
          isTall={isTall}
          onKeyDown={onKeyDown}
          rows={rows.map(({ title: name, level, question, why, ...row }) => ({
            ...row,
            tone: level ?? undefined,
            // Sums of money differ too much for one scale.
            text:
              row.value === null
                ? why
                  ? title(why)
                  : unmeasured(row.published, question !== null)
                : isMoney
                  ? whole(row.value, tile.unit)
                  : number(row.value, tile.decimals),
            name: question ? (
              <ProofLink
                className="bar-row-open"
                question={question}
                {...linkOf(row.key)}
                aria-label={t('proof.open', { title: title(name) })}
              >
                {title(name)}
              </ProofLink>
            ) : (
              title(name)
            ),
          }))}
        />
      )}
    </TileFrame>
  )
}

export default defineTile({ kind: 'comparison', trust: plainTrust, View: Comparison })
