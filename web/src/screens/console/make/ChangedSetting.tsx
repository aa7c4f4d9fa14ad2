import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { feedsQuery } from '../queries.ts'
import { optionsQuery } from './queries.ts'
import { wordsOfPath } from './words-of-path.ts'

/** What was changed, as the screens call it, with its path for who knows the files. */
export function ChangedSetting({ feed, path }: { feed: string; path: string }) {
  const { t, language } = useText()
  const { data: feeds } = useQuery(feedsQuery())
  const { data: options } = useQuery(optionsQuery())
  const of = feeds?.find(({ key }) => key === feed)
  const connector = options?.connectors.find(({ kind }) => kind === of?.connector)
  const kinds = options?.kinds.filter(({ domain }) => domain === of?.domain) ?? []
  const section = t(`make.fields.${path.split('.')[0]}`, { defaultValue: '' })
  // Of a column: which side of how it is read.
  const part = /^map\.[^.]+\.(\w+)/.exec(path)?.[1]
  const side = part === undefined ? '' : t(`make.mapParts.${part}`, { defaultValue: '' })
  const words = [section, ...wordsOfPath(path, { connector, kinds, language }), side].filter((word) => word !== '')
  if (words.length === 0) return path
  return (
    <>
      {words.join(' › ')} <small>{path}</small>
    </>
  )
}
