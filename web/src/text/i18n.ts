import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { vi } from './vi.ts'

export type Language = 'vi' | 'en'

export function startText(search: string) {
  const language: Language = new URLSearchParams(search).get('lang') === 'en' ? 'en' : 'vi'
  document.documentElement.lang = language
  return i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    // One namespace, and a key may be a way of writing dates: «HH:mm».
    nsSeparator: false,
    resources: { vi: { translation: vi }, en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
}
