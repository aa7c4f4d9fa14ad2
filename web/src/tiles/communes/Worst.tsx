import type { TileOf } from '@ioc/server/contract'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useSubject } from '../../proof/SubjectContext.tsx'
import { useText } from '../../text/use-text.ts'
import { Digits } from '../../ui/Digits.tsx'
import { Shape } from '../../ui/Shape.tsx'
import type { Cell } from './option.ts'

interface Props {
  cells: (Cell & { value: number })[]
  direction: TileOf<'communes'>['direction']
  unit: TileOf<'communes'>['unit']
  decimals: number
}

export function Worst({ cells, direction, unit, decimals }: Props) {
  const { t, title, amount, unit: word } = useText()
  const subject = useSubject()
  if (cells.length === 0) return null
  return (
    <div className="worst">
      <p className="worst-head">{t(direction === 'up' ? 'communes.lowest' : 'communes.highest', { unit: word(unit) })}</p>
      <ol>
        {cells.map(({ unit: code, name, value, level }, index) => (
          <li key={code} className="worst-row" data-unit={code} data-tone={level === 'good' ? undefined : (level ?? undefined)}>
            <span className="worst-rank">{index + 1}</span>
            <span className="worst-name">
              {subject ? (
                <ProofLink
                  className="worst-open"
                  question={{ ...subject, unit: code }}
                  aria-label={t('proof.openUnit', { title: title(subject.title), unit: name })}
                >
                  {name}
                </ProofLink>
              ) : (
                name
              )}
            </span>
            <span className="worst-value" data-value={value}>
              {level && level !== 'good' && <Shape tone={level} />} <Digits text={amount(value, unit, decimals).text} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
