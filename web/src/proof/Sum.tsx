import type { ProofAnswer } from '@ioc/server/contract'
import { useState } from 'react'
import { useText } from '../text/use-text.ts'
import { hiddenOf, isSameGroup, sayDims, sayDistinct, sayLine, sayPicked, type Term } from './option.ts'
import type { Group } from './queries.ts'
import { useExact } from './use-exact.ts'

interface Props {
  answer: ProofAnswer
  group: Group | null
  onPick: (group: Group) => void
}

/** Whether the rows add up to the figure, and the groups they come in. */
export function Sum({ answer: { reading, proof }, group, onPick }: Props) {
  const { t, whole, number } = useText()
  const { agrees, rows } = proof
  const value = proof.value === null ? '—' : whole(proof.value, reading.unitOfMeasurement, reading.decimals)
  const isHidden = reading.state === 'suppressed'
  return (
    <section className="proof-column proof-sum" data-agrees={agrees}>
      <h3>{t('proof.sum')}</h3>
      <p className="proof-verdict">
        <Agreement agrees={agrees} />
        <span>
          {t(isHidden ? 'proof.hiddenHelp' : agrees ? 'proof.agreesHelp' : 'proof.disagreesHelp', {
            count: rows,
            rows: number(rows),
            value,
          })}
        </span>
      </p>
      <Division proof={proof} value={value} />
      {proof.terms.map((term, place) => (
        <TermGroups key={place} term={term} place={place} many={proof.terms.length} group={group} onPick={onPick} />
      ))}
    </section>
  )
}

/** The last step of a share or a ratio, written out. */
function Division({ proof: { terms, each }, value }: { proof: ProofAnswer['proof']; value: string }) {
  const exact = useExact()
  const { number } = useText()
  const [above, below] = (['numerator', 'denominator'] as const).map((side) => terms.find(({ role }) => role === side))
  if (terms.length !== 2 || !above || !below || above.sum === null || below.sum === null) return null
  return (
    <p className="proof-division">
      {exact(above.sum, above.unitOfMeasurement)} : {exact(below.sum, below.unitOfMeasurement)}
      {each === 1 ? '' : ` × ${number(each)}`} = {value}
    </p>
  )
}

function Agreement({ agrees }: { agrees: boolean }) {
  const { t } = useText()
  return (
    <span className="proof-agreement" data-tone={agrees ? 'good' : 'critical'} data-agrees={agrees}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={agrees ? 'M3 10.5 8 15.5 17 5' : 'M4 4 16 16M16 4 4 16'} />
      </svg>
      {t(agrees ? 'proof.agrees' : 'proof.disagrees')}
    </span>
  )
}

const SHOWN = 12
const LEAST_SHOWN = 4

interface TermProps {
  term: Term
  place: number
  /** How many terms there are. */
  many: number
  group: Group | null
  onPick: (group: Group) => void
}

function TermGroups({ term, place, many, group, onPick }: TermProps) {
  const say = useText()
  const exact = useExact()
  const [isWhole, setWhole] = useState(false)
  const { t, title, number, percent } = say
  const { role, groups, total, sum, agrees } = term
  const shown = groups.slice(0, isWhole ? undefined : Math.max(LEAST_SHOWN, Math.floor(SHOWN / many)))
  const hidden = hiddenOf(term, shown.length)
  const hiddenWords = { count: hidden.groups, groups: number(hidden.groups), value: exact(hidden.value, term.unitOfGroups) }
  const picked = sayPicked(term, say)
  return (
    <section className="term" data-measure={term.measure}>
      <header className="term-head">
        <h4>
          {many > 1 && <span className="term-role">{role ? t(`proof.${role}`) : t('proof.term', { number: place + 1 })}</span>}
          {[title(term.title), ...picked, ...sayLine(term, say), ...sayDistinct(term, say)].join(' — ')}
        </h4>
        <Agreement agrees={agrees} />
      </header>
      <dl className="term-sums">
        <div>
          <dt>{t('proof.totalShown')}</dt>
          <dd data-total={total ?? ''}>{total === null ? '—' : exact(total, term.unitOfMeasurement)}</dd>
        </div>
        <div>
          <dt>{t('proof.sumOfRows')}</dt>
          <dd data-sum={sum ?? ''}>{sum === null ? '—' : exact(sum, term.unitOfMeasurement)}</dd>
        </div>
      </dl>
      {groups.length === 0 ? (
        <p className="proof-help">{t('proof.noGroups')}</p>
      ) : (
        <table className="term-groups">
          <thead>
            <tr>
              <th scope="col">{t('proof.groupUnit')}</th>
              <th scope="col">{t('proof.groupRows')}</th>
              <th scope="col">{t('proof.groupValue')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ unit, dims, rows, value, weight }) => {
              const own = { term: place, unit: unit.key, dims }
              return (
                <tr key={`${unit.key} ${JSON.stringify(dims)}`} aria-selected={isSameGroup(group, own)}>
                  <th scope="row">
                    <button type="button" onClick={() => onPick(own)} aria-pressed={isSameGroup(group, own)}>
                      {unit.name}
                      <small>{sayDims(dims, term, say)}</small>
                    </button>
                  </th>
                  <td>{number(rows)}</td>
                  <td>
                    {number(value, Number.isInteger(value) ? 0 : 2)}
                    {weight < 1 && <small>{t('proof.share', { share: percent(weight, 2) })}</small>}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {hidden.groups > 0 &&
        (shown.length < groups.length ? (
          <button type="button" className="term-more" onClick={() => setWhole(true)}>
            {t('proof.more', hiddenWords)}
          </button>
        ) : (
          <p className="proof-help">{t('proof.rest', hiddenWords)}</p>
        ))}
    </section>
  )
}
