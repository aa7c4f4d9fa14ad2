import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Fact, type Question, withFact, withQuestion } from '../address/address.ts'
import { go } from '../address/use-address.ts'
import { heldTile, tilesOf } from '../realtime/tiles.ts'
import { useScene } from '../screens/wall/scene-context.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'
import { Asked } from './Asked.tsx'
import { Failed } from './Failed.tsx'
import { largestGroup } from './option.ts'
import { type Group, proofQuery } from './queries.ts'
import { ReadingColumn } from './ReadingColumn.tsx'
import { Record } from './Record.tsx'
import { Rows } from './Rows.tsx'
import { Sum } from './Sum.tsx'
import { type Subject, subjectsOf } from './subjects.ts'

interface Props {
  question: Question
  fact: Fact | null
  onClose: () => void
}

/** Left the reading and what it means, in the middle the groups that add up to it, at the right their rows or one record. */
export function ProofPanel({ question, fact, onClose }: Props) {
  const { t, title, zone } = useText()
  const { data, error, isFetching, refetch } = useQuery(proofQuery(question))
  const siblings = useSiblings(question)
  const asked = JSON.stringify(question)
  const [picked, setPicked] = useState<{ asked: string; group: Group } | null>(null)
  const group = picked?.asked === asked ? picked.group : data ? largestGroup(data.proof) : null
  const change = (changes: Partial<Question>) => go(withQuestion(location.search, { ...question, ...changes }), 'replace')
  const own = siblings.find(({ indicator }) => indicator === question.indicator)
  useEffect(() => {
    if (fact) document.querySelector<HTMLElement>('.record')?.focus()
  }, [fact])

  return (
    <>
      <header className="proof-head">
        <h2>{data ? title(data.reading.title) : own ? title(own.title) : t('proof.dialog')}</h2>
        {data?.reading.asOf && (
          <strong className="proof-past">{t('proof.past', { time: formatMoment(data.reading.asOf, zone) })}</strong>
        )}
        {siblings.length > 1 && (
          <nav className="proof-siblings" aria-label={t('proof.alongside')}>
            {siblings.map(({ indicator, period, title: name }) => (
              <button
                key={indicator}
                type="button"
                aria-pressed={indicator === question.indicator}
                onClick={() => change({ indicator, period })}
              >
                {title(name)}
              </button>
            ))}
          </nav>
        )}
        <button type="button" className="proof-close" onClick={onClose}>
          {t('proof.close')}
        </button>
      </header>
      <Asked question={question} reading={data?.reading} change={change} />
      {error ? (
        <Failed error={error} isTrying={isFetching} tryAgain={() => void refetch()} />
      ) : !data ? (
        <p className="proof-waiting" role="status">
          {t('proof.loading')}
        </p>
      ) : (
        <div className="proof-columns">
          <ReadingColumn question={question} answer={data} />
          <Sum
            answer={data}
            group={group}
            onPick={(next) => {
              setPicked({ asked, group: next })
              if (fact) go(withFact(location.search, null), 'replace')
            }}
          />
          <section className="proof-column">
            {fact ? (
              <>
                <button type="button" className="proof-back" onClick={() => go(withFact(location.search, null), 'replace')}>
                  ← {t('proof.back')}
                </button>
                <Record fact={fact} asOf={data.reading.asOf ?? undefined} />
              </>
            ) : (
              <Rows question={question} answer={data} group={group} />
            )}
          </section>
        </div>
      )}
    </>
  )
}

/** The indicators that share a tile of the wall with this one. */
function useSiblings({ indicator }: Question): Subject[] {
  const cache = useQueryClient()
  const scene = useScene()
  const all = (scene ? tilesOf(scene) : []).map((tile) => {
    const data = heldTile(cache, tile)?.data
    return data ? subjectsOf(data) : []
  })
  const about = all.filter((subjects) => subjects.some((each) => each.indicator === indicator))
  return about.toSorted((a, b) => b.length - a.length)[0] ?? []
}
