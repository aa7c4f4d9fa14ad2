import type { LayoutsAnswer } from '@ioc/server/contract'
import type { Language } from '../../../text/i18n.ts'

/** Scenes as they are looked for: those of the playlists in their order, then the others by name. */
export function inOrder<
  S extends Pick<LayoutsAnswer['scenes'][number], 'id'> & { lastSpec: { title: Record<Language, string> } },
>(
  scenes: readonly S[],
  playlists: readonly { spec: { scenes: readonly { scene: string }[] } | null }[],
  language: Language,
): S[] {
  const played = playlists.flatMap(({ spec }) => spec?.scenes.map(({ scene }) => scene) ?? [])
  const turnOf = ({ id }: S) => (played.includes(id) ? played.indexOf(id) : played.length)
  return scenes.toSorted(
    (a, b) => turnOf(a) - turnOf(b) || a.lastSpec.title[language].localeCompare(b.lastSpec.title[language], language),
  )
}
