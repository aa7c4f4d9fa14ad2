import type { Share } from '@ioc/server/contract'
import { type View, viewOf } from '../view.ts'

/** How a link is looked at: nothing of it changes what was asked. */
const LOOKS = ['picture', 'picked', 'alone', 'zoom', 'sort'] as const satisfies (keyof View)[]

/** The question of a link as it was known, looked at as the address says. */
export function sharedView({ search, asOf }: Pick<Share, 'search' | 'asOf'>, look: string): View {
  const asked = { ...viewOf(`?${search}`), at: null, asOf }
  const params = new URLSearchParams(look)
  const looked = viewOf(look)
  return {
    ...asked,
    picture: looked.picture ?? asked.picture,
    picked: params.has('pick') ? looked.picked : asked.picked,
    alone: params.has('pick') ? looked.alone : asked.alone,
    zoom: looked.zoom ?? asked.zoom,
    sort: looked.sort ?? asked.sort,
  }
}

/** Of a change only how it is looked at; nothing where it would ask something else. */
export function lookOnly(changes: Partial<View>): Partial<View> {
  const isLook = Object.keys(changes).every((name) => LOOKS.some((look) => look === name))
  return isLook ? changes : {}
}
