import type { Scene } from '@ioc/server/contract'
import { useMemo, useSyncExternalStore } from 'react'
import { useScene } from '../screens/wall/scene-context.ts'
import { onSpeech, spoken } from './i18n.ts'
import { type Say, sayWith } from './say.ts'

/** Everything a component needs to speak: sentences, numbers and times, in the language and zone of this wall. */
export function useText(): Say {
  const { t, language } = useSyncExternalStore(onSpeech, spoken)
  const zone = useScene()?.province.timeZone ?? ('Asia/Ho_Chi_Minh' satisfies Scene['province']['timeZone'])
  return useMemo(() => sayWith(t, language, zone), [t, language, zone])
}
