import type { Scene } from '@ioc/server/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useScene } from '../screens/wall/scene-context.ts'
import type { Language } from './i18n.ts'
import { type Say, sayWith } from './say.ts'

/** Everything a component needs to speak: sentences, numbers and times, in the language and zone of this wall. */
export function useText(): Say {
  const { t, i18n } = useTranslation()
  const zone = useScene()?.province.timeZone ?? ('Asia/Ho_Chi_Minh' satisfies Scene['province']['timeZone'])
  const language: Language = i18n.language === 'en' ? 'en' : 'vi'
  return useMemo(() => sayWith(t, language, zone), [t, language, zone])
}
