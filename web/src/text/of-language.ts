import type { Language } from './i18n.ts'

/** What a sentence is filled with: a text that was told in English too stands beside it as `<name>_en`. */
export function ofLanguage<V>(params: Record<string, V>, language: Language): Record<string, V> {
  if (language !== 'en') return params
  const english = Object.entries(params).flatMap(([name, text]) => (name.endsWith('_en') ? [[name.slice(0, -3), text]] : []))
  return { ...params, ...Object.fromEntries(english) }
}
