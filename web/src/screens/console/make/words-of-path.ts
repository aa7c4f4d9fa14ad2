import type { ConnectorOption, KindOption } from '@ioc/server/contract'
import { asForm, branchesOf, type FormSchema } from './schema.ts'

type Language = 'vi' | 'en'

/** What a path of a configuration is called on the screens it is typed on: «settings.auth.token» is «Cách đăng nhập», «Mã». */
export function wordsOfPath(
  path: string,
  { connector, kinds, language }: { connector: ConnectorOption | undefined; kinds: KindOption[]; language: Language },
): string[] {
  const [first, ...rest] = path.split('.')
  if (first === 'settings') return titlesWithin(asForm(connector?.form), rest, language)
  const target = kinds.flatMap(({ targets }) => targets).find(({ name }) => name === rest[0])
  return first === 'map' && target ? [target.title[language]] : []
}

/** The titles of a form's fields along a path, as far as the form knows it. */
function titlesWithin(schema: FormSchema, [name, ...rest]: string[], language: Language): string[] {
  if (name === undefined) return []
  const field = [schema, ...branchesOf(schema)].map(({ properties }) => properties?.[name]).find((each) => each !== undefined)
  if (!field) return []
  const title = language === 'en' ? (field.titleEn ?? field.title) : field.title
  return [...(title === undefined ? [] : [title]), ...titlesWithin(field, rest, language)]
}
