import { keepPreviousData, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { replayOf } from '../../address/address.ts'
import { useSearch } from '../../address/use-address.ts'
import { newQueryClient } from '../../api/query.ts'
import { readAnew, sceneQuery } from '../../api/scene.ts'
import { followLine, readLine } from '../../realtime/line-store.ts'
import { useText } from '../../text/use-text.ts'
import { useVisitors } from '../../visitors/visitors.ts'
import { SceneFailed } from './SceneFailed.tsx'
import { SceneContext } from './scene-context.ts'
import { Wall } from './Wall.tsx'

export function WallPage({ id }: { id: string }) {
  const { data, error, isFetching, refetch } = useQuery({
    ...sceneQuery(id),
    // The scene before stands until the next has come whole.
    placeholderData: keepPreviousData,
  })
  const { t } = useText()
  const cache = useQueryClient()
  // Published while the wall stands: it is laid out anew in place.
  useEffect(() => followLine(() => readAnew(cache, readLine().layouts)), [cache])
  const mode = replayOf(useSearch()) ? 'replay' : 'live'
  const visitors = useVisitors()
  if (data) {
    return (
      <SceneContext value={data}>
        <OwnTiles key={`${data.id} ${mode} ${visitors}`}>
          <Wall scene={data} />
        </OwnTiles>
      </SceneContext>
    )
  }
  if (error) return <SceneFailed scene={id} error={error} isTrying={isFetching} tryAgain={() => void refetch()} />
  return <p className="notice-loading">{t('scene.loading')}</p>
}

/** What a replay has shown must never be taken for what is live, nor what is shown to those who may see all for what visitors may, nor the other way round. */
function OwnTiles({ children }: { children: ReactNode }) {
  const [cache] = useState(newQueryClient)
  return <QueryClientProvider client={cache}>{children}</QueryClientProvider>
}
