import type { HeldFault } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { wordsQuery } from '../queries.ts'
import { AlikeWord } from './AlikeWord.tsx'

/** The words that many rows of one fault share: each mended once for all of them, however many pages they fill. */
export function AlikeWords({ feed, fault, fourEyes }: { feed: string; fault: HeldFault; fourEyes: boolean }) {
  const { t, number } = useText()
  const { data } = useQuery(wordsQuery(feed, fault))
  const shared = data?.words.filter(({ rows }) => rows > 1) ?? []
  if (shared.length === 0) return null
  return (
    <details className="held-alike" open>
      <summary>{t('console.alike')}</summary>
      <table className="desk-table">
        <thead>
          <tr>
            <th>{t('console.alikeColumn')}</th>
            <th>{t('console.alikeWord')}</th>
            <th>{t('console.alikeRows')}</th>
            <th>{t('console.alikeInstead')}</th>
            <th>{t('console.alikeOutcome')}</th>
          </tr>
        </thead>
        <tbody>
          {shared.map((word) => (
            <AlikeWord key={`${word.column}\0${word.word}`} feed={feed} fault={fault} fourEyes={fourEyes} {...word} />
          ))}
        </tbody>
      </table>
      {data && data.more > 0 && <p className="held-more">{t('console.alikeMore', { words: number(data.more) })}</p>}
    </details>
  )
}
