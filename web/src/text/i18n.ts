import { flat, type Sentences, type Translate, translator } from './translate.ts'
import { vi } from './vi.ts'

export type Language = 'vi' | 'en'

const KEPT = 'ioc-language'

/** What is said on a wall in Vietnamese is here from the start; all else is fetched when it is said. */
const known: Record<Language, Map<string, string>> = { vi: flat(vi), en: new Map() }
const english = async () => (await import('./en.ts')).en
const desk: Record<Language, () => Promise<Sentences>> = {
  vi: async () => (await import('./desk-vi.ts')).deskVi,
  en: async () => (await import('./desk-en.ts')).deskEn,
}
let isAtDesk = false

export interface Speech {
  language: Language
  t: Translate
}

let speech: Speech = { language: 'vi', t: translator('vi', known.vi) }
const listeners = new Set<() => void>()

export const spoken = (): Speech => speech

export function onSpeech(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The language an address asks for (`?lang=en`), else the one chosen in this browser before, else Vietnamese. */
export async function startText(search: string) {
  const asked = new URLSearchParams(search).get('lang') ?? localStorage.getItem(KEPT)
  // Whoever follows a link, here or in another tab, goes on in the language of this page.
  for (const event of ['pointerdown', 'focusin', 'click']) document.addEventListener(event, carry, { capture: true })
  await speak(asked === 'en' ? 'en' : 'vi')
}

/** Learns what is said at the desk, and of every language chosen from now on too. */
export async function speakAtDesk() {
  isAtDesk = true
  await speak(speech.language)
}

/** Speaks another language from now on, here and whenever this browser comes back. What is typed stays. */
export async function chooseLanguage(language: Language) {
  localStorage.setItem(KEPT, language)
  await speak(language)
}

async function speak(language: Language) {
  show(language)
  const learnt = await Promise.all([language === 'en' ? english() : {}, isAtDesk ? desk[language]() : {}])
  for (const sentences of learnt) for (const [key, said] of flat(sentences)) known[language].set(key, said)
  speech = { language, t: translator(language, known[language], known.vi) }
  for (const listener of listeners) listener()
}

/** Whoever is sent the address reads it in the same language. */
function show(language: Language) {
  document.documentElement.lang = language
  const address = inLanguage(new URL(location.href))
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}

/** An address that says which language it is read in, where this browser would not take it to be that by itself. */
function inLanguage(address: URL): URL {
  const { lang } = document.documentElement
  if (lang === 'en' || localStorage.getItem(KEPT) === 'en') address.searchParams.set('lang', lang)
  else address.searchParams.delete('lang')
  return address
}

function carry({ target }: Event) {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null
  // What is downloaded is no page.
  if (!link || link.origin !== location.origin || link.pathname.startsWith('/api/')) return
  const { href } = inLanguage(new URL(link.href))
  if (href !== link.href) link.href = href
}
