import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { vi } from './vi.ts'

export type Language = 'vi' | 'en'

const KEPT = 'ioc-language'

/** What is not said on every page is fetched when it is. */
const english = async () => (await import('./en.ts')).en
const desk: Record<Language, () => Promise<object>> = {
  vi: async () => (await import('./desk-vi.ts')).deskVi,
  en: async () => (await import('./desk-en.ts')).deskEn,
}
let isAtDesk = false

/** The language an address asks for (`?lang=en`), else the one chosen in this browser before, else Vietnamese. */
export async function startText(search: string) {
  const asked = new URLSearchParams(search).get('lang') ?? localStorage.getItem(KEPT)
  const language: Language = asked === 'en' ? 'en' : 'vi'
  show(language)
  // Whoever follows a link, here or in another tab, goes on in the language of this page.
  for (const event of ['pointerdown', 'focusin', 'click']) document.addEventListener(event, carry, { capture: true })
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    // One namespace, and a key may be a way of writing dates: «HH:mm».
    nsSeparator: false,
    resources: { vi: { translation: vi }, ...(language === 'en' && { en: { translation: await english() } }) },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
}

/** Learns what is said at the desk, and of every language chosen from now on too. */
export async function speakAtDesk() {
  isAtDesk = true
  await learn(i18next.language === 'en' ? 'en' : 'vi')
}

async function learn(language: Language) {
  const add = (sentences: object) => i18next.addResourceBundle(language, 'translation', sentences, true)
  if (language === 'en') add(await english())
  if (isAtDesk) add(await desk[language]())
}

/** Speaks another language from now on, here and whenever this browser comes back. What is typed stays. */
export async function chooseLanguage(language: Language) {
  await learn(language)
  localStorage.setItem(KEPT, language)
  show(language)
  await i18next.changeLanguage(language)
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
