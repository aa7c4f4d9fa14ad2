import type { TileOf } from '@ioc/server/contract'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useSubject } from '../../proof/SubjectContext.tsx'
import { useText } from '../../text/use-text.ts'
import { Digits } from '../../ui/Digits.tsx'
import { Doubt } from '../../ui/Doubt.tsx'
import { inOrder } from '../../ui/roving.ts'
import { Shape } from '../../ui/Shape.tsx'
import { useRoving } from '../../ui/use-roving.ts'
import { doubtsOf } from '../mark.ts'
import type { Cell } from './option.ts'

interface Props {
  cells: (Cell & { value: number })[]
  direction: TileOf<'communes'>['direction']
  decimals: number
  lit: string | null
}

export function Worst({ cells, direction, decimals, lit }: Props) {
  const { t, title, number } = useText()
  const subject = useSubject()
  const { onKeyDown, linkOf } = useRoving(
    cells.map(({ unit }) => unit),
    inOrder,
  )
  const doubtOf = doubtsOf(cells)
  if (cells.length === 0) return null
  return (
    <div className="worst">
      <p className="worst-head">{t(direction === 'up' ? 'communes.lowest' : 'communes.highest')}</p>
      <ol onKeyDown={onKeyDown}>
        {cells.map((cell, index) => {
          const { unit: code, name, value, level } = cell
          return (
            <li
              key={code}
              className="worst-row"
              data-unit={code}
              data-lit={code === lit || undefined}
              data-tone={level === 'good' ? undefined : (level ?? undefined)}
            >
              <span className="worst-rank">{index + 1}</span>
              <span className="worst-name">
                {subject ? (
                  <ProofLink
                    className="worst-open"
                    question={{ ...subject, unit: code }}
                    {...linkOf(code)}
                    aria-label={t('proof.openUnit', { title: title(subject.title), unit: name })}
                  >
                    {name}
                  </ProofLink>
                ) : (
                  name
                )}
              </span>
              <span className="worst-value" data-value={value}>
                <Doubt cell={cell} state={doubtOf(cell)} />
                {level && level !== 'good' && <Shape tone={level} />} <Digits text={number(value, decimals)} />
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
